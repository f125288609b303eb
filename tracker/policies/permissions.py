"""What a person may be allowed to do."""

from enum import StrEnum


class Permission(StrEnum):
    """Named `resource:action`, in alphabetical order; grep for `Permission.X` to find every use."""

    ASSIGNMENT_ACKNOWLEDGE = "assignment:acknowledge"
    ASSIGNMENT_REPORT = "assignment:report"
    ASSIGNMENT_VIEW = "assignment:view"
    AUDIT_VIEW = "audit:view"
    BOARD_VIEW = "board:view"
    CLAUSE_REVIEW = "clause:review"
    CLOCK_MOVE = "clock:move"
    DOCUMENT_IMPORT = "document:import"
    DOCUMENT_ISSUE = "document:issue"
    DOCUMENT_REVIEW = "document:review"
    DOCUMENT_VIEW = "document:view"
    EVIDENCE_VIEW = "evidence:view"
    HEALTH_VIEW = "health:view"
    HOME_VIEW = "home:view"
    MAIL_VIEW = "mail:view"
    NOTICE_DECIDE = "notice:decide"
    NOTICE_EXPLAIN = "notice:explain"
    NOTICE_PREPARE = "notice:prepare"
    NOTICE_VIEW = "notice:view"
    PERSON_MANAGE = "person:manage"
    REGISTER_VIEW = "register:view"
    REPORT_REVIEW = "report:review"
    REPORT_VIEW = "report:view"
    TASK_VIEW = "task:view"
    UNIT_VIEW = "unit:view"
