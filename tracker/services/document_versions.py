"""Replacing a document by a new version (文件换版): every task it touches is carried over or ended, each with a trace.

The new version is imported, reviewed and confirmed as any document; then each change is decided, one by one.
"""

from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import DocumentAction, DocumentStatus, next_document_status
from tracker.domain.document_versions import SAME_WORDS, VersionAction, VersionChoice, check_choice
from tracker.domain.errors import RuleViolation
from tracker.domain.workflow import TaskStatus
from tracker.models import PolicyDocument, Task, User, VersionDecision
from tracker.queries import document_versions as versions
from tracker.queries.document_versions import VersionRow
from tracker.queries.issuing import TO_ISSUE
from tracker.services import audit
from tracker.services.lights import refresh_lights
from tracker.services.version_letters import tell_units
from tracker.services.version_tasks import ACTS, VersionVerdict

DECIDED_IN = (DocumentStatus.CONFIRMED, DocumentStatus.ISSUED)

LEAVES_BY = {
    DocumentStatus.ISSUED: DocumentAction.ARCHIVE,
    DocumentStatus.CONFIRMED: DocumentAction.WITHDRAW,
    DocumentStatus.IN_REVIEW: DocumentAction.WITHDRAW,
}


def supersede(document: PolicyDocument, earlier: PolicyDocument, *, actor: User, now: datetime) -> None:
    """Make `document` the new version of `earlier`; raise RuleViolation where that makes no sense."""
    if earlier.id == document.id or versions.comes_after(earlier, document):
        raise RuleViolation("一份文件不能是自己的新版本。")
    if earlier.jurisdiction_id != document.jurisdiction_id:
        raise RuleViolation("新旧版本须属同一政府。")
    if document.supersedes_id is not None:
        raise RuleViolation("本文件已设为另一文件的新版本，请先撤销。")
    if DocumentStatus.WITHDRAWN in (document.status, earlier.status):
        raise RuleViolation("已撤下的文件不能设为新旧版本；请先恢复审核。")
    if later := versions.later_version(earlier):
        raise RuleViolation(f"《{earlier.title}》已有新版本《{later.title}》。")
    document.supersedes = earlier
    audit.record(actor, VersionAction.SUPERSEDE, document, now, supersedes_id=[None, earlier.id])


def separate(document: PolicyDocument, *, actor: User, now: datetime) -> None:
    """Take the relation back; raise RuleViolation once a task has been decided about."""
    earlier = _earlier(document)
    if has_decisions(document):
        raise RuleViolation("已有条款作出换版处置，不能撤销版本关系。")
    document.supersedes = None
    audit.record(actor, VersionAction.SEPARATE, document, now, supersedes_id=[earlier.id, None])


def has_decisions(document: PolicyDocument) -> bool:
    """Return whether any task of the earlier version has been decided about."""
    query = sa.select(VersionDecision.id).where(VersionDecision.document_id == document.id).limit(1)
    return db.session.scalar(query) is not None


def decide(
    document: PolicyDocument,
    old_clause_id: int | None,
    new_clause_id: int | None,
    verdict: VersionVerdict,
    *,
    actor: User,
    now: datetime,
    today: date,
) -> VersionDecision:
    """Decide about one change and act on its tasks; return the decision.

    Raise RuleViolation before the new version is confirmed, for a change that is decided, and for a choice that the
    change does not offer.
    """
    row = _desk(document).row(old_clause_id, new_clause_id)
    if row is None:
        raise RuleViolation("两版之间没有这一处变动，请刷新后再试。")
    return _decide(document, row, verdict, actor=actor, now=now, today=today)


def carry_over_same_words(document: PolicyDocument, *, actor: User, now: datetime, today: date) -> int:
    """Carry over every undecided task whose clause says what it said; return how many."""
    rows = [row for row in _desk(document).rows if row.change.kind in SAME_WORDS]
    waiting = [row for row in rows if VersionChoice.CARRY_OVER in row.choices]
    for row in waiting:
        _decide(document, row, VersionVerdict(VersionChoice.CARRY_OVER), actor=actor, now=now, today=today)
    return len(waiting)


def end_earlier_version(document: PolicyDocument, *, actor: User, now: datetime) -> None:
    """Put the earlier version away once everything is decided; raise RuleViolation before.

    A new version that carries on the work and has nothing of its own left to give out is out (已交办) from then on.
    """
    if undecided := _desk(document).undecided:
        raise RuleViolation(f"还有 {undecided} 处变动没有处置，旧版不能办理完毕。")
    earlier = _earlier(document)
    action = LEAVES_BY.get(earlier.status)
    if action is None:
        raise RuleViolation(f"旧版{earlier.status.label}，无须再办理。")
    status = next_document_status(earlier.status, action)
    audit.record(actor, VersionAction.END, earlier, now, status=[earlier.status, status], superseded_by=document.id)
    earlier.status = status
    if document.status is DocumentStatus.CONFIRMED and _is_out(document):
        status = next_document_status(document.status, DocumentAction.ISSUE)
        audit.record(actor, DocumentAction.ISSUE, document, now, status=[document.status, status], tasks=0, mails=0)
        document.status, document.issued_at = status, now


def _is_out(document: PolicyDocument) -> bool:
    """Whether all tasks of the document were carried over: there are some, and none is left to give out."""
    statuses = set(db.session.scalars(sa.select(Task.status).where(Task.document_id == document.id)))
    return bool(statuses) and statuses.isdisjoint((*TO_ISSUE, TaskStatus.OPENING_PENDING))


def _earlier(document: PolicyDocument) -> PolicyDocument:
    if document.supersedes is None:
        raise RuleViolation("本文件没有设定旧版本。")
    return document.supersedes


def _desk(document: PolicyDocument) -> versions.VersionDesk:
    if document.status not in DECIDED_IN:
        raise RuleViolation("新版本审核确认之后，才能处置旧版任务。")
    return versions.version_desk(document, _earlier(document))


def _decide(
    document: PolicyDocument, row: VersionRow, verdict: VersionVerdict, *, actor: User, now: datetime, today: date
) -> VersionDecision:
    if row.decision is not None:
        raise RuleViolation(f"这一条已由{row.decision.decided_by.display_name}处置。")
    check_choice(verdict.choice, row.choices, verdict.reason)
    decision = VersionDecision(
        document=document, old_clause=row.old_clause, new_clause=row.new_clause,
        old_task=row.old_task, choice=verdict.choice, reason=verdict.reason.strip() or None,
        decided_by=actor, decided_at=now,
    )  # fmt: skip
    touched = ACTS[verdict.choice](row, verdict, actor, now)
    decision.new_task = touched
    db.session.add(decision)
    audit.record(
        actor, verdict.choice, row.old_task or touched or document, now,
        old_clause=row.old_clause and row.old_clause.label, new_clause=row.new_clause and row.new_clause.label,
        document_id=document.id, reason=decision.reason,
    )  # fmt: skip
    tasks = [task for task in (row.old_task, touched) if task is not None]
    refresh_lights([assignment.id for task in tasks for assignment in task.assignments], today=today)
    tell_units(decision, now=now, today=today)
    return decision
