"""Who takes part in the generated lives of tasks."""

from dataclasses import dataclass

from tests.factories import make_unit, make_user, saved
from tracker.domain.roles import Role
from tracker.models import Membership, Unit, User


@dataclass
class Cast:
    """The people and units that all lives share: three units with a liaison each, an office, a leader.

    `both` works in the office and in the first unit, and leads besides: what they may do is bounded by the rules alone.
    """

    units: list[Unit]
    liaisons: list[User]
    supervisor: User
    leader: User
    both: User


def make_cast() -> Cast:
    units = [make_unit() for _ in range(3)]
    supervisor, leader = make_user(Role.SUPERVISOR), make_user(Role.LEADER)
    both = make_user(Role.SUPERVISOR)
    both.memberships.append(Membership(unit=units[0], role=Role.LIAISON))
    both.memberships.append(Membership(unit=leader.memberships[0].unit, role=Role.LEADER))
    saved(both)
    return Cast(units, [make_user(unit=unit) for unit in units], supervisor, leader, both)
