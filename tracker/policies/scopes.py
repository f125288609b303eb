"""The rows a viewer may see. These say in SQL what PERMISSION_MAP says in Python; a test holds the two together.

Every list, count, search, file, export and mail starts from one of them.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from tracker.domain.notices import NoticeKind, NoticeStatus
from tracker.domain.roles import ADMIN_ROLES, Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import (
    Assignment,
    BreakDown,
    Clause,
    Cover,
    EvidenceFile,
    EvidenceUpload,
    FollowUpCheck,
    Instruction,
    Membership,
    Notice,
    NoticeRow,
    OutboxEmail,
    PolicyDocument,
    ProgressReport,
    SavedView,
    Task,
    Unit,
    UnitRequest,
    User,
)
from tracker.policies.permissions import Permission
from tracker.policies.viewer import Viewer, ViewerKind

#: Who is looking, or what stands for everybody who sees in the same way in a statement that is kept.
Seeing = Viewer | ViewerKind


def _open_to_units() -> sa.ColumnElement[bool]:
    """A unit sees its row of a warning from the draft on, to explain itself; praise only once it is issued."""
    warned = sa.and_(Notice.kind == NoticeKind.WARNING, Notice.status != NoticeStatus.REVOKED)
    return sa.or_(Notice.status == NoticeStatus.ISSUED, warned)


def _own_issued(viewer: Seeing) -> sa.ColumnElement[bool]:
    return sa.and_(Assignment.unit_id.in_(viewer.unit_ids), Assignment.status != AssignmentStatus.PENDING)


def assignment_filter(viewer: Seeing) -> sa.ColumnElement[bool]:
    """Return the condition on Assignment alone: cheap enough for boards and counts."""
    overseen = Assignment.jurisdiction_id.in_(viewer.government_ids)
    if not viewer.serves_units:
        return overseen  # without an OR the planner can answer from one index
    return sa.or_(overseen, _own_issued(viewer)) if viewer.oversees_governments else _own_issued(viewer)


def counted_filter(viewer: Seeing) -> sa.ColumnElement[bool]:
    """Return the condition on Assignment for work that is listed and counted: each piece of it once.

    What a government below made of a part that is seen as well counts in that part, where its progress rolls up; it is
    seen from there.
    """
    seen = assignment_filter(viewer)
    if not viewer.sees_broken_down:
        return seen
    above = sa.orm.aliased(Assignment)
    made = sa.select(BreakDown.task_id).join(above, above.id == BreakDown.assignment_id)
    once = Assignment.task_id.not_in(made.where(above.jurisdiction_id.in_(viewer.government_ids)))
    return sa.and_(seen, sa.or_(once, Assignment.unit_id.in_(viewer.unit_ids)) if viewer.serves_units else once)


def visible_assignments(viewer: Seeing) -> sa.Select[Assignment]:
    return sa.select(Assignment).where(assignment_filter(viewer))


def visible_tasks(viewer: Seeing) -> sa.Select[Task]:
    overseen = Task.jurisdiction_id.in_(viewer.government_ids)
    if not viewer.serves_units:
        return sa.select(Task).where(overseen)
    return sa.select(Task).where(sa.or_(overseen, Task.assignments.any(_own_issued(viewer))))


def visible_documents(viewer: Seeing) -> sa.Select[PolicyDocument]:
    own = sa.select(Assignment.document_id).where(_own_issued(viewer))
    broken_down = sa.select(Task.document_id).where(Task.jurisdiction_id.in_(viewer.government_ids))
    return sa.select(PolicyDocument).where(
        sa.or_(
            PolicyDocument.jurisdiction_id.in_(viewer.government_ids),
            PolicyDocument.id.in_(own),
            PolicyDocument.id.in_(broken_down),  # papers from above that the government made tasks of
        )
    )


def visible_clauses(viewer: Seeing) -> sa.Select[Clause]:
    documents = visible_documents(viewer).with_only_columns(PolicyDocument.id)
    return sa.select(Clause).where(Clause.document_id.in_(documents))


def visible_reports(viewer: Seeing) -> sa.Select[ProgressReport]:
    return sa.select(ProgressReport).join(ProgressReport.assignment).where(assignment_filter(viewer))


def visible_requests(viewer: Seeing) -> sa.Select[UnitRequest]:
    return sa.select(UnitRequest).join(UnitRequest.assignment).where(assignment_filter(viewer))


def visible_evidence(viewer: Seeing) -> sa.Select[EvidenceFile]:
    return sa.select(EvidenceFile).join(EvidenceFile.assignment).where(assignment_filter(viewer))


def visible_covers(viewer: Seeing) -> sa.Select[Cover]:
    return sa.select(Cover).where(Cover.unit_id.in_(viewer.unit_ids))


def visible_follow_ups(viewer: Seeing) -> sa.Select[FollowUpCheck]:
    return (
        sa.select(FollowUpCheck).join(FollowUpCheck.task).where(Task.jurisdiction_id.in_(viewer.office_government_ids))
    )


def own_views(viewer: Seeing) -> sa.Select[SavedView]:
    return sa.select(SavedView).where(SavedView.user_id == viewer.user_id)


def visible_instructions(viewer: Seeing) -> sa.Select[Instruction]:
    """A unit sees what is written to it, and what is written to all units of a task it works on."""
    own = sa.select(Assignment.task_id).where(_own_issued(viewer))
    to_own = sa.or_(Instruction.unit_id.is_(None), Instruction.unit_id.in_(viewer.unit_ids))
    return (
        sa.select(Instruction)
        .join(Instruction.task)
        .where(sa.or_(Task.jurisdiction_id.in_(viewer.government_ids), sa.and_(Instruction.task_id.in_(own), to_own)))
    )


def visible_uploads(viewer: Seeing) -> sa.Select[EvidenceUpload]:
    """An upload under way is seen only by who began it, and only while they are of the unit."""
    return (
        sa.select(EvidenceUpload)
        .join(EvidenceUpload.assignment)
        .where(EvidenceUpload.user_id == viewer.user_id, _own_issued(viewer))
    )


def visible_notices(viewer: Seeing) -> sa.Select[Notice]:
    own = sa.select(NoticeRow.notice_id).where(NoticeRow.unit_id.in_(viewer.unit_ids))
    return sa.select(Notice).where(
        sa.or_(
            Notice.jurisdiction_id.in_(viewer.government_ids),
            sa.and_(Notice.id.in_(own), _open_to_units()),
        )
    )


def visible_notice_rows(viewer: Seeing) -> sa.Select[NoticeRow]:
    return (
        sa.select(NoticeRow)
        .join(NoticeRow.notice)
        .where(
            sa.or_(
                Notice.jurisdiction_id.in_(viewer.government_ids),
                sa.and_(NoticeRow.unit_id.in_(viewer.unit_ids), _open_to_units()),
            )
        )
    )


def visible_units(viewer: Seeing) -> sa.Select[Unit]:
    """A supervision office sees the bodies of its own government and those below; the system administrator all."""
    if Role.SYSTEM_ADMIN in viewer.roles:
        return sa.select(Unit)
    return sa.select(Unit).where(Unit.jurisdiction_id.in_(viewer.office_government_ids))


def visible_emails(viewer: Seeing) -> sa.Select[OutboxEmail]:
    """The outbox is the system administrator's; everybody sees what was written to them."""
    if Role.SYSTEM_ADMIN in viewer.roles:
        return sa.select(OutboxEmail)
    return sa.select(OutboxEmail).where(OutboxEmail.user_id == viewer.user_id)


def visible_people(viewer: Seeing) -> sa.Select[User]:
    """Administrators see everybody; a supervision office who holds a role in its government or one below."""
    if viewer.roles & ADMIN_ROLES:
        return sa.select(User)
    units = sa.select(Unit.id).where(Unit.jurisdiction_id.in_(viewer.office_government_ids))
    return sa.select(User).where(User.memberships.any(Membership.unit_id.in_(units)))


SCOPES: dict[Any, Callable[[Seeing], sa.Select]] = {
    Assignment: visible_assignments,
    Task: visible_tasks,
    PolicyDocument: visible_documents,
    Clause: visible_clauses,
    ProgressReport: visible_reports,
    Cover: visible_covers,
    EvidenceFile: visible_evidence,
    EvidenceUpload: visible_uploads,
    FollowUpCheck: visible_follow_ups,
    Instruction: visible_instructions,
    Notice: visible_notices,
    NoticeRow: visible_notice_rows,
    OutboxEmail: visible_emails,
    SavedView: own_views,
    Unit: visible_units,
    UnitRequest: visible_requests,
    User: visible_people,
}

#: Where seeing a record at all is the whole permission, its scope has said all there is to say.
SAID_BY_SCOPE: dict[Any, Permission] = {Task: Permission.TASK_VIEW, Assignment: Permission.ASSIGNMENT_VIEW}
