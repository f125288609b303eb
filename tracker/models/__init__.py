"""Tables, relationships and constraints. Importing this package registers every model."""

from tracker.models.audit import AuditEntry
from tracker.models.break_down import BreakDown
from tracker.models.clause import Clause, ClauseUnit, Goal
from tracker.models.closing_criterion import AnswerEvidence, ClosingCriterion, CriterionAnswer
from tracker.models.cover import Cover
from tracker.models.document import PolicyDocument, Section
from tracker.models.document_version import VersionDecision
from tracker.models.evidence import EvidenceFile, EvidenceUpload
from tracker.models.follow_up import FollowUpCheck, FollowUpSample
from tracker.models.holiday import Holiday, HolidayYear
from tracker.models.instruction import Instruction, InstructionReply
from tracker.models.job_run import JobRun, SystemFact
from tracker.models.milestone import Milestone
from tracker.models.notice import Notice, NoticeRow
from tracker.models.outbox import OutboxEmail
from tracker.models.progress import ProgressReport, ReportDraft
from tracker.models.reminder import Reminder
from tracker.models.review_act import ReviewAct
from tracker.models.saved_view import SavedView
from tracker.models.task import Assignment, PeriodSnapshot, Task
from tracker.models.unit import Unit, UnitAlias, UnitGroupMember
from tracker.models.unit_request import UnitRequest
from tracker.models.urging import Urging
from tracker.models.user import LoginSession, Membership, RateCounter, User

__all__ = [
    "AnswerEvidence",
    "Assignment",
    "AuditEntry",
    "BreakDown",
    "Clause",
    "ClauseUnit",
    "ClosingCriterion",
    "Cover",
    "CriterionAnswer",
    "EvidenceFile",
    "EvidenceUpload",
    "FollowUpCheck",
    "FollowUpSample",
    "Goal",
    "Holiday",
    "HolidayYear",
    "Instruction",
    "InstructionReply",
    "JobRun",
    "LoginSession",
    "Membership",
    "Milestone",
    "Notice",
    "NoticeRow",
    "OutboxEmail",
    "PeriodSnapshot",
    "PolicyDocument",
    "ProgressReport",
    "RateCounter",
    "Reminder",
    "ReportDraft",
    "ReviewAct",
    "SavedView",
    "Section",
    "SystemFact",
    "Task",
    "Unit",
    "UnitAlias",
    "UnitGroupMember",
    "UnitRequest",
    "Urging",
    "User",
    "VersionDecision",
]
