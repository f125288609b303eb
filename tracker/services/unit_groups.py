"""Groups such as 各县（市、区）政府: who joins and leaves, and on which day."""

from datetime import date, datetime

from tracker.db import db
from tracker.domain import unit_changes as rules
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.models import Unit, UnitGroupMember, User
from tracker.queries import unit_records
from tracker.services import audit


def add_member(group: Unit, member: Unit, *, on: date | None, actor: User | None, now: datetime) -> UnitGroupMember:
    """Let the group stand for this unit too, from that day on (None: from the first); return the membership.

    Raise UnitChangeRefused where it belongs already, or cannot.
    """
    rules.check_member(unit_records.facts_of(group), unit_records.facts_of(member))
    known = _membership(group, member)
    if known and (known.valid_to is None or on is None or known.valid_to >= on):
        raise UnitChangeRefused(f"“{member.name}”在这段时间已是“{group.name}”的成员。")
    if known and known.valid_to != rules.day_before(on or date.max):
        raise UnitChangeRefused(f"“{member.name}”曾是成员，重新加入须从退出次日起连续计算。")
    if known:
        known.valid_to = None
    else:
        known = UnitGroupMember(group=group, member=member, valid_from=on)
        db.session.add(known)
    audit.record(actor, "join_unit_group", group, now, member=member.full_name, on=on.isoformat() if on else None)
    return known


def remove_member(membership: UnitGroupMember, *, on: date, actor: User | None, now: datetime) -> None:
    """Let the unit leave the group: that day it belongs no more. Raise where it left before, or joins later."""
    if membership.valid_to is not None:
        raise UnitChangeRefused(f"“{membership.member.name}”已经退出。")
    last_day = rules.day_before(on)
    rules.check_days(membership.valid_from, last_day)
    membership.valid_to = last_day
    audit.record(
        actor, "leave_unit_group", membership.group, now, member=membership.member.full_name, on=on.isoformat()
    )


def hand_over_groups(unit: Unit, successor: Unit | None, *, on: date) -> list[str]:
    """End the unit's memberships and let its successor join in its place; return the names of the groups."""
    left = [m for m in unit_records.memberships_of_unit(unit) if rules.holds_on(m, on)]
    for membership in left:
        membership.valid_to = rules.day_before(on)
        if successor is not None and _membership(membership.group, successor) is None:
            db.session.add(UnitGroupMember(group=membership.group, member=successor, valid_from=on))
    return [membership.group.name for membership in left]


def take_back_groups(unit: Unit, successor: Unit | None) -> None:
    """Undo what the unit's end did to its groups."""
    for membership in unit_records.memberships_of_unit(unit):
        if membership.valid_to is None or membership.valid_to != unit.valid_to:
            continue
        membership.valid_to = None
        joined = _membership(membership.group, successor) if successor else None
        if joined and joined.valid_from and rules.day_before(joined.valid_from) == unit.valid_to:
            db.session.delete(joined)


def _membership(group: Unit, member: Unit) -> UnitGroupMember | None:
    return next((m for m in unit_records.memberships_of_unit(member) if m.group_id == group.id), None)
