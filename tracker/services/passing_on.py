"""Passing work on inside a unit (分派), and standing in for a colleague (AB岗)."""

from collections.abc import Collection
from datetime import date, datetime

from tracker.db import db
from tracker.domain.covers import CoverSpan, check_cover
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson
from tracker.domain.periods import BEIJING
from tracker.domain.workflow import AssignmentAction, next_assignment_status
from tracker.models import Assignment, Cover, Unit, User
from tracker.queries.colleagues import spans_of_unit
from tracker.services import audit


def pass_on(
    assignment: Assignment, *, person: User | None, colleagues: Collection[User], actor: User, now: datetime
) -> None:
    """Give the unit's part to one of its colleagues, or (None) back to all of them.

    Raise ActionNotAllowed where nothing is to be done any more, NotTheRightPerson for somebody from elsewhere.
    """
    next_assignment_status(assignment.status, AssignmentAction.PASS_ON, assignment.task.status)
    if person is not None and person not in colleagues:
        raise NotTheRightPerson("只能分派给本单位现任的联络员。")
    old = assignment.responsible_person
    if old == person:
        return
    assignment.responsible_person = person
    names = [one.display_name if one else None for one in (old, person)]
    audit.record(actor, AssignmentAction.PASS_ON, assignment, now, responsible_person=names)


def arrange_cover(
    unit: Unit,
    *,
    absent: User,
    standing_in: User,
    starts_on: date,
    ends_on: date,
    colleagues: Collection[User],
    actor: User,
    now: datetime,
) -> Cover:
    """Let a colleague stand in for another from a day to a day and return the record.

    Raise NotTheRightPerson unless both are liaisons of the unit, RuleViolation for days that cannot be.
    """
    if absent not in colleagues or standing_in not in colleagues:
        raise NotTheRightPerson("AB岗的两位同事都应当是本单位现任的联络员。")
    span = CoverSpan(absent.id, standing_in.id, starts_on, ends_on)
    check_cover(span, spans_of_unit(unit), now.astimezone(BEIJING).date())
    cover = Cover(
        unit=unit,
        absent_user=absent,
        standing_in_user=standing_in,
        starts_on=starts_on,
        ends_on=ends_on,
        arranged_by=actor,
        arranged_at=now,
    )
    db.session.add(cover)
    audit.record(
        actor, "arrange_cover", cover, now,
        unit=unit.name, absent=absent.display_name, standing_in=standing_in.display_name,
        starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat(),
    )  # fmt: skip
    return cover


def end_cover(cover: Cover, *, actor: User, now: datetime) -> None:
    """Take a cover back before its last day; raise ActionNotAllowed where that was done before."""
    if cover.ended_at is not None:
        raise ActionNotAllowed("这个安排已经取消。")
    cover.ended_at = now
    audit.record(actor, "end_cover", cover, now)
