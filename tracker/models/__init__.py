"""Tables, relationships and constraints. Importing this package registers every model."""

from tracker.models.audit import AuditEntry
from tracker.models.clause import Clause, ClauseUnit, Goal
from tracker.models.document import PolicyDocument, Section
from tracker.models.document_version import VersionDecision
from tracker.models.evidence import EvidenceFile
from tracker.models.holiday import Holiday, HolidayYear
from tracker.models.job_run import JobRun, SystemFact
from tracker.models.notice import Notice, NoticeRow
from tracker.models.outbox import OutboxEmail
from tracker.models.progress import ProgressReport, ReportDraft
from tracker.models.reminder import Reminder
from tracker.models.review_act import ReviewAct
from tracker.models.task import Assignment, PeriodSnapshot, Task
from tracker.models.unit import Unit, UnitAlias, UnitGroupMember
from tracker.models.user import LoginSession, Membership, RateCounter, User

__all__ = [
    "Assignment",
    "AuditEntry",
    "Clause",
    "ClauseUnit",
    "EvidenceFile",
    "Goal",
    "Holiday",
    "HolidayYear",
    "JobRun",
    "LoginSession",
    "Membership",
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
    "Section",
    "SystemFact",
    "Task",
    "Unit",
    "UnitAlias",
    "UnitGroupMember",
    "User",
    "VersionDecision",
]
