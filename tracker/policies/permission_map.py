"""Who may do what, on one page. A permission is granted when every predicate of any one row holds."""

from collections.abc import Callable

from tracker.policies import predicates as p
from tracker.policies.permissions import Permission
from tracker.policies.viewer import Viewer

Predicate = Callable[[Viewer, object], bool]
Row = list[Predicate]

PERMISSION_MAP: dict[Permission, list[Row]] = {
    Permission.ASSIGNMENT_ACKNOWLEDGE: [[p.serves_unit]],
    Permission.ASSIGNMENT_BREAK_DOWN: [[p.serves_unit]],
    Permission.ASSIGNMENT_MANAGE: [[p.is_supervisor, p.office_oversees, p.is_of_another_unit]],
    Permission.ASSIGNMENT_PASS_ON: [[p.serves_unit]],
    Permission.ASSIGNMENT_REPORT: [[p.serves_unit]],
    Permission.ASSIGNMENT_URGE: [[p.is_supervisor, p.office_oversees]],
    Permission.ASSIGNMENT_VIEW: [[p.serves_unit], [p.office_oversees], [p.leads_government]],
    Permission.AUDIT_VIEW: [[p.is_audit_admin]],
    Permission.BOARD_VIEW: [[p.is_supervisor], [p.is_leader]],
    Permission.CLAUSE_REVIEW: [[p.is_supervisor, p.office_oversees]],
    Permission.CLOCK_MOVE: [[p.is_signed_in]],  # the page itself exists only in the demonstration
    Permission.COVER_ARRANGE: [[p.is_unit_person]],
    Permission.COVER_END: [[p.serves_unit]],
    Permission.DOCUMENT_IMPORT: [[p.is_supervisor]],
    Permission.DOCUMENT_ISSUE: [[p.is_supervisor, p.office_oversees]],
    Permission.DOCUMENT_REVIEW: [[p.is_supervisor, p.office_oversees]],
    Permission.DOCUMENT_VIEW: [
        [p.is_supervisor, p.is_visible_in_scope],
        [p.is_leader, p.is_visible_in_scope],
        [p.is_unit_person, p.is_visible_in_scope],
    ],
    Permission.EVIDENCE_AMEND: [[p.serves_unit]],
    Permission.EVIDENCE_REMOVE: [[p.serves_unit]],
    Permission.EVIDENCE_REVIEW: [[p.is_supervisor, p.office_oversees, p.is_of_another_unit]],
    Permission.EVIDENCE_VIEW: [[p.serves_unit], [p.office_oversees], [p.leads_government]],
    Permission.FOLLOW_UP_CHECK: [[p.is_supervisor, p.office_oversees]],
    Permission.FOLLOW_UP_DRAW: [[p.is_supervisor]],
    Permission.HEALTH_VIEW: [[p.is_system_admin]],
    Permission.HOME_VIEW: [[p.is_signed_in]],
    Permission.INSTRUCTION_REPLY: [[p.is_unit_person, p.is_addressed]],
    Permission.INSTRUCTION_VIEW: [
        [p.is_supervisor, p.is_visible_in_scope],
        [p.is_leader, p.is_visible_in_scope],
        [p.is_unit_person, p.is_visible_in_scope],
    ],
    Permission.INSTRUCTION_WRITE: [[p.is_leader, p.leads_government]],
    Permission.MAIL_VIEW: [[p.is_system_admin], [p.is_addressee]],
    Permission.MAIL_READ: [[p.is_addressee]],
    Permission.NOTICE_DECIDE: [[p.is_leader, p.leads_government]],
    Permission.NOTICE_EXPLAIN: [[p.serves_unit]],
    Permission.NOTICE_PREPARE: [[p.is_supervisor, p.office_oversees]],
    Permission.NOTICE_VIEW: [
        [p.is_supervisor, p.is_visible_in_scope],
        [p.is_leader, p.is_visible_in_scope],
        [p.is_unit_person, p.is_visible_in_scope],
    ],
    Permission.OPENING_DECIDE: [[p.is_leader]],  # of the tasks of their own governments: the page finds no others
    Permission.OPENING_VIEW: [[p.is_supervisor], [p.is_leader]],
    Permission.PERSON_CONTROL: [[p.is_system_admin, p.is_no_administrators]],
    Permission.PERSON_MANAGE: [[p.is_system_admin]],
    Permission.PERSON_VIEW: [[p.is_system_admin], [p.is_security_admin], [p.is_audit_admin]],
    Permission.QUEUE_VIEW: [[p.is_supervisor]],
    Permission.REGISTER_URGE: [[p.is_supervisor]],
    Permission.REGISTER_VIEW: [[p.is_supervisor], [p.is_leader], [p.is_unit_person]],
    Permission.REPORT_REVIEW: [[p.is_supervisor, p.office_oversees, p.is_of_another_unit]],
    Permission.REPORT_SHEET: [[p.is_unit_person]],
    Permission.REPORT_VIEW: [[p.serves_unit], [p.office_oversees], [p.leads_government]],
    Permission.REPORT_WITHDRAW: [[p.serves_unit]],
    Permission.REQUEST_DECIDE: [[p.is_supervisor, p.office_oversees, p.is_of_another_unit]],
    Permission.REQUEST_MAKE: [[p.serves_unit]],
    Permission.REQUEST_VIEW: [[p.serves_unit], [p.office_oversees], [p.leads_government]],
    Permission.REQUEST_WITHDRAW: [[p.serves_unit]],
    Permission.RIGHTS_VIEW: [[p.is_administrator], [p.is_office_head]],
    Permission.ROLE_GRANT: [[p.is_security_admin]],
    Permission.SAVED_VIEW_REMOVE: [[p.owns]],
    Permission.TASK_ARCHIVE: [[p.is_supervisor, p.office_oversees]],
    Permission.TASK_MANAGE: [[p.is_supervisor, p.office_oversees]],
    Permission.TASK_VIEW: [[p.office_oversees], [p.leads_government], [p.serves_assigned_unit]],  # dearest last
    Permission.UNIT_MANAGE: [[p.is_system_admin], [p.is_supervisor, p.office_oversees]],
    Permission.UNIT_VIEW: [[p.is_supervisor, p.is_visible_in_scope], [p.is_system_admin]],
    Permission.UPLOAD_CONTINUE: [[p.serves_unit, p.is_uploader]],
}
