"""Roles of people, and which of them nobody may hold together (三员分立)."""

from datetime import date

from tracker.domain.errors import RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.units import UnitKind


class Role(LabelledEnum):
    LIAISON = "liaison", "联络员"
    UNIT_HEAD = "unit_head", "单位负责人"
    SUPERVISOR = "supervisor", "督查员"
    OFFICE_HEAD = "office_head", "督查机构负责人"
    LEADER = "leader", "领导"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


ADMIN_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
OFFICE_ROLES = frozenset({Role.SUPERVISOR, Role.OFFICE_HEAD})
UNIT_ROLES = frozenset({Role.LIAISON, Role.UNIT_HEAD})


#: Where a role that reaches a whole government may be held; the others may be held anywhere.
PLACES: dict[Role, tuple[UnitKind, ...]] = {
    Role.SUPERVISOR: (UnitKind.OFFICE, UnitKind.GOVERNMENT),
    Role.OFFICE_HEAD: (UnitKind.OFFICE, UnitKind.GOVERNMENT),
    Role.LEADER: (UnitKind.GOVERNMENT,),
}


class TermState(LabelledEnum):
    """Whether a role holds on a day."""

    IN_OFFICE = "in_office", "任职中"
    TO_COME = "to_come", "任职尚未开始"
    OVER = "over", "任职已结束"


class RolesConflict(RuleViolation):
    """One person was to hold two roles that must stay apart."""


def check_roles(roles: set[Role]) -> None:
    """Raise RolesConflict where one person would hold two administrator roles (GB/T 22239: 三员分立)."""
    if len(roles & ADMIN_ROLES) > 1:
        raise RolesConflict("系统管理员、安全管理员、审计管理员不得由同一人兼任。")


def check_place(role: Role, kind: UnitKind) -> None:
    """Raise RuleViolation where a role that sees a whole government would be held in one of its bureaus."""
    places = PLACES.get(role)
    if places is not None and kind not in places:
        where = "或".join(place.label for place in places)
        raise RuleViolation(f"{role.label}能看到整个政府的工作，只能在{where}任职；部门人员请授予联络员或单位负责人。")


def check_term(valid_from: date | None, valid_to: date | None, today: date) -> None:
    """Raise RuleViolation for a role that would end before it begins, or has ended already; None: no bound."""
    if valid_to is None:
        return
    if valid_from is not None and valid_to < valid_from:
        raise RuleViolation("任职的最后一天不能早于第一天。")
    if valid_to < today:
        raise RuleViolation("任职的最后一天已经过去；要立即结束，请收回角色。")


def term_state(valid_from: date | None, valid_to: date | None, today: date) -> TermState:
    """Return whether a role with these bounds, both included, holds that day."""
    if valid_to is not None and valid_to < today:
        return TermState.OVER
    return TermState.TO_COME if valid_from is not None and today < valid_from else TermState.IN_OFFICE
