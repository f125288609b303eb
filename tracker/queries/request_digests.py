"""What a digest says of requests: to units what was decided, to the office what waits."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.digests import DigestTopic
from tracker.domain.periods import BEIJING
from tracker.domain.roles import OFFICE_ROLES
from tracker.domain.unit_changes import holds_on
from tracker.models import Assignment, Membership, OutboxEmail, Unit, UnitRequest, User
from tracker.policies.viewer import Viewer, viewer_of
from tracker.queries import queue
from tracker.queries.digests import DigestLine

REFUSED_MAIL = "request_refused"


def decisions_by_unit(since: datetime, slot: datetime) -> dict[int, list[DigestLine]]:
    """Return, by unit, what was decided on its requests since the digest before.

    A refusal of which the unit was written to at once is left out.
    """
    query = (
        sa.select(UnitRequest)
        .where(
            UnitRequest.status.in_((RequestStatus.APPROVED, RequestStatus.REFUSED)),
            UnitRequest.decided_at > since,
            UnitRequest.decided_at <= slot,
        )
        .options(
            joinedload(UnitRequest.assignment).joinedload(Assignment.unit),
            joinedload(UnitRequest.assignment).joinedload(Assignment.task),
        )
        .order_by(UnitRequest.decided_at, UnitRequest.id)
    )
    found: dict[int, list[DigestLine]] = defaultdict(list)
    for request in db.session.scalars(query).all():
        if request.status is RequestStatus.APPROVED or not _was_written_of(request):
            found[request.assignment.unit_id].append(_line(request))
    return found


def waiting_for_offices(today: date) -> dict[int, list[DigestLine]]:
    """Return, by person, what waits for the supervision office they work in: one line a kind; nothing, no line."""
    known: dict[frozenset[int], list[DigestLine]] = {}
    found = {}
    for user in _office_people(today):
        viewer = viewer_of(user, today)
        if viewer.office_government_ids not in known:
            known[viewer.office_government_ids] = _waiting(viewer, _office_of(user, today))
        if lines := known[viewer.office_government_ids]:
            found[user.id] = lines
    return found


def _office_people(today: date) -> Sequence[User]:
    held = sa.select(Membership.user_id).where(
        Membership.role.in_(OFFICE_ROLES),
        sa.or_(Membership.valid_from.is_(None), Membership.valid_from <= today),
        sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= today),
    )
    return db.session.scalars(sa.select(User).where(User.id.in_(held), User.is_enabled).order_by(User.id)).all()


def _office_of(user: User, today: date) -> Unit:
    return next(one.unit for one in user.memberships if one.role in OFFICE_ROLES and holds_on(one, today))


def _waiting(viewer: Viewer, unit: Unit) -> list[DigestLine]:
    return [
        DigestLine(
            topic=DigestTopic.DECIDE,
            unit_id=unit.id,
            unit_name=unit.name,
            document_id=None,
            title=f"{kind.label} {count} 件，最早 {oldest.astimezone(BEIJING).date().isoformat()} 提交",
            due_on=None,
            path=f"/queue?kind={kind.value}",
            count=count,
        )
        for kind, (count, oldest) in queue.oldest_by_kind(viewer).items()
    ]


def _was_written_of(request: UnitRequest) -> bool:
    key = OutboxEmail.dedupe_key.startswith(f"{REFUSED_MAIL}/{request.id}/", autoescape=True)
    return db.session.scalar(sa.select(OutboxEmail.id).where(key).limit(1)) is not None


def _line(request: UnitRequest) -> DigestLine:
    assignment = request.assignment
    if request.status is RequestStatus.REFUSED:
        outcome = "办结申请被退回" if request.kind is RequestKind.CLOSURE else f"{request.kind.label}未获同意"
    else:
        until = f"，到 {request.granted_on}" if request.granted_on else ""
        outcome = "已销号" if request.kind is RequestKind.CLOSURE else f"{request.kind.label}已同意{until}"
    return DigestLine(
        topic=DigestTopic.DECIDED,
        unit_id=assignment.unit_id,
        unit_name=assignment.unit.name,
        document_id=None,
        title=f"{outcome}：{assignment.task.title}",
        due_on=None,
        path=f"/requests/{request.id}",
        person_id=assignment.responsible_person_id,
    )
