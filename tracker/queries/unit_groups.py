"""Whom a group such as 各县（市、区）政府 stands for in a paper: the members of its date, and those of today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.unit_changes import holds_on, is_over
from tracker.domain.units import UnitKind
from tracker.models import Unit, UnitGroupMember


@dataclass(frozen=True)
class GroupMembers:
    """The members of a group: `then`, on the day `on`, and `now`. History stays with those of the day."""

    on: date
    then: tuple[Unit, ...]
    now: tuple[Unit, ...]


def members_by_group(units: Iterable[Unit], *, on: date, today: date) -> dict[int, GroupMembers]:
    """Return the members of each group among these units, by the group's id: one statement, none without groups."""
    groups = {unit.id for unit in units if unit.kind is UnitKind.GROUP}
    if not groups:
        return {}
    rows = db.session.scalars(
        sa.select(UnitGroupMember)
        .join(UnitGroupMember.member)
        .options(sa.orm.contains_eager(UnitGroupMember.member))
        .where(UnitGroupMember.group_id.in_(groups))
        .order_by(Unit.tree_path)
    ).all()
    return {
        group_id: GroupMembers(
            on,
            tuple(row.member for row in rows if row.group_id == group_id and _stood_in(row, on)),
            tuple(
                row.member
                for row in rows
                if row.group_id == group_id and holds_on(row, today) and not is_over(row.member, today)
            ),
        )
        for group_id in groups
    }


def _stood_in(row: UnitGroupMember, on: date) -> bool:
    return holds_on(row, on) and holds_on(row.member, on)
