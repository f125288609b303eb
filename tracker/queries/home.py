"""What the home page of each role counts. Every count is drawn by the conditions of the list it opens."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.lights import Light
from tracker.domain.notices import NoticeStatus
from tracker.domain.queue import QueueKind
from tracker.domain.roles import Role
from tracker.domain.work_lists import WorkDays, WorkList
from tracker.domain.workflow import AssignmentStatus
from tracker.models import (
    Assignment,
    Cover,
    Instruction,
    InstructionReply,
    Notice,
    NoticeRow,
    PolicyDocument,
    Unit,
    UnitRequest,
)
from tracker.policies.scopes import counted_filter, visible_documents, visible_notice_rows, visible_notices
from tracker.policies.viewer import Viewer
from tracker.queries import (
    colleagues,
    evidence,
    follow_ups,
    instructions,
    queue,
    register,
    task_opening,
    unit_requests,
    work_lists,
)
from tracker.queries.queue import QueueItem
from tracker.queries.register import RegisterRow
from tracker.queries.register_filters import RegisterFilter

UNIT_LISTS = (
    WorkList.TO_SIGN,
    WorkList.RETURNED,
    WorkList.OVERDUE,
    WorkList.TO_REPORT,
    WorkList.DUE_SOON,
    WorkList.OPEN,
)
OFFICE_LISTS = (WorkList.SIGN_LATE, WorkList.NOT_REPORTED, WorkList.OVERDUE, WorkList.DUE_SOON)
SHOWN = 8
OLDEST = 5
MOST_REQUESTS = 50

#: The states in which a unit's explanation can still reach the leader before the decision.
_EXPLAINABLE = (NoticeStatus.DRAFT, NoticeStatus.REFUSED)


@dataclass(frozen=True)
class UnitHome:
    """A liaison's work: counts by list, the first rows of each, list rows that want an explanation, quiet backlog.

    `covers` are today's in which the viewer is away or stands in, each with how many tasks were passed on to the one
    who is away. `lights` are the head's alone: how the whole of the unit's work stands. `own_only`
    narrows the lists that the figures open where the viewer oversees more than their units.
    """

    counts: dict[WorkList, int]
    rows: dict[WorkList, list[RegisterRow]]
    to_explain: Sequence[NoticeRow]
    to_answer: Sequence[sa.Row[Instruction, Unit]]
    backlog: int
    requests: Sequence[UnitRequest]
    evidence_to_mend: int
    covers: Sequence[tuple[Cover, int]] = ()
    lights: dict[Light, int] | None = None
    own_only: bool | None = None


@dataclass(frozen=True)
class OfficeHome:
    """A supervisor's work: what waits for review, drafts by state, lists of units to be after, lights, 回头看 to do."""

    queue: dict[QueueKind, int]
    oldest: Sequence[QueueItem]
    documents_in_review: int
    documents_confirmed: int
    notices: dict[NoticeStatus, int]
    counts: dict[WorkList, int]
    lights: dict[Light, int]
    follow_ups: int

    @property
    def waiting(self) -> int:
        """How many things wait for a decision, of every kind."""
        return sum(self.queue.values())


@dataclass(frozen=True)
class LeaderHome:
    """What waits for a leader's decision, and how the work stands."""

    to_decide: Sequence[Notice]
    replies: Sequence[InstructionReply]
    lights: dict[Light, int]
    openings: int = 0


def unit_home(viewer: Viewer, days: WorkDays) -> UnitHome:
    """Return the work of the viewer's own units, and of nothing else that they oversee besides."""
    own_only = True if viewer.government_ids else None
    viewer = viewer.for_own_units
    counts = work_lists.count_lists(viewer, days, UNIT_LISTS)
    shown = [name for name in UNIT_LISTS if name is not WorkList.OPEN and counts[name]]
    return UnitHome(
        counts=counts,
        rows={name: register.page(viewer, RegisterFilter(todo=name), days, sort="due", limit=SHOWN) for name in shown},
        to_explain=_rows_to_explain(viewer),
        to_answer=instructions.waiting_for(viewer),
        backlog=register.count(viewer, RegisterFilter(backlog=True), days),
        requests=unit_requests.own_requests(viewer, most=MOST_REQUESTS),
        evidence_to_mend=evidence.count(evidence.to_mend(viewer, days.today)),
        covers=[
            (cover, register.count(viewer, RegisterFilter(person_id=cover.absent_user_id), days))
            for cover in colleagues.own_covers(viewer, days.today)
        ],
        lights=lights(viewer) if Role.UNIT_HEAD in viewer.roles else None,
        own_only=own_only,
    )


def office_home(viewer: Viewer, days: WorkDays) -> OfficeHome:
    """Return the work of the viewer's supervision office."""
    documents = _counts(visible_documents(viewer), PolicyDocument.status)
    return OfficeHome(
        queue=queue.count_by_kind(viewer),
        oldest=queue.items(viewer, limit=OLDEST),
        documents_in_review=documents.get(DocumentStatus.IN_REVIEW, 0),
        documents_confirmed=documents.get(DocumentStatus.CONFIRMED, 0),
        notices=_counts(visible_notices(viewer), Notice.status),
        counts=work_lists.count_lists(viewer, days, OFFICE_LISTS),
        lights=lights(viewer),
        follow_ups=follow_ups.pending_checks(viewer) + len(follow_ups.months_to_draw(viewer, days.today)),
    )


def leader_home(viewer: Viewer) -> LeaderHome:
    """Return what waits for the viewer's approval."""
    query = visible_notices(viewer).where(
        Notice.status == NoticeStatus.SUBMITTED, Notice.jurisdiction_id.in_(viewer.led_government_ids)
    )
    return LeaderHome(
        to_decide=db.session.scalars(query.order_by(Notice.submitted_at)).all(),
        replies=instructions.unread_replies(viewer),
        lights=lights(viewer),
        openings=task_opening.count_pending(viewer),
    )


def lights(viewer: Viewer) -> dict[Light, int]:
    """Return how many assignments that were given out show each light."""
    query = (
        sa.select(Assignment.light, sa.func.count())
        .where(counted_filter(viewer), Assignment.status != AssignmentStatus.PENDING)
        .group_by(Assignment.light)
    )
    found = dict(db.session.execute(query).all())
    return {light: found.get(light, 0) for light in Light}


def _rows_to_explain(viewer: Viewer) -> Sequence[NoticeRow]:
    query = visible_notice_rows(viewer).where(
        NoticeRow.unit_id.in_(viewer.unit_ids),
        NoticeRow.explanation.is_(None),
        NoticeRow.dropped_at.is_(None),
        Notice.status.in_(_EXPLAINABLE),
    )
    return db.session.scalars(query.options(sa.orm.contains_eager(NoticeRow.notice)).order_by(NoticeRow.id)).all()


def _counts(query: sa.Select, column: sa.orm.InstrumentedAttribute) -> dict:
    return dict(db.session.execute(query.with_only_columns(column, sa.func.count()).group_by(column)).all())
