"""The permission map as it is shown to people: which role may do what, how far, and on what condition.

Read from PERMISSION_MAP itself, predicate by predicate, so that the page cannot say anything else than the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.roles import ADMIN_ROLES, OFFICE_ROLES, UNIT_ROLES, Role
from tracker.policies import predicates as p
from tracker.policies.permission_map import PERMISSION_MAP, Predicate, Row
from tracker.policies.permissions import Permission


class Scope(LabelledEnum):
    """Whose records a right is about, from the narrowest to the widest."""

    SELF = "self", "本人"
    OWN_UNIT = "own_unit", "本单位"
    OWN_GOVERNMENTS = "own_governments", "本级及下级"
    EVERYTHING = "everything", "全系统"


@dataclass(frozen=True)
class Right:
    """How far a role may do something; `conditions` are said beside it."""

    scope: Scope
    conditions: tuple[str, ...] = ()


_EVERYBODY = frozenset(Role)
_LEADER = frozenset({Role.LEADER})

#: Whom a predicate lets through; one that is not here asks for no role.
_ROLES: Mapping[Predicate, frozenset[Role]] = {
    p.is_supervisor: OFFICE_ROLES,
    p.is_office_head: frozenset({Role.OFFICE_HEAD}),
    p.is_leader: _LEADER,
    p.is_unit_person: UNIT_ROLES,
    p.is_administrator: ADMIN_ROLES,
    p.is_system_admin: frozenset({Role.SYSTEM_ADMIN}),
    p.is_security_admin: frozenset({Role.SECURITY_ADMIN}),
    p.is_audit_admin: frozenset({Role.AUDIT_ADMIN}),
    p.office_oversees: OFFICE_ROLES,
    p.leads_government: _LEADER,
    p.serves_unit: UNIT_ROLES,
    p.serves_assigned_unit: UNIT_ROLES,
    p.is_addressed: UNIT_ROLES,
}

#: What a predicate narrows a right to.
_SCOPES: Mapping[Predicate, Scope] = {
    p.is_signed_in: Scope.SELF,
    p.owns: Scope.SELF,
    p.is_addressee: Scope.SELF,
    p.is_uploader: Scope.SELF,
    p.serves_unit: Scope.OWN_UNIT,
    p.serves_assigned_unit: Scope.OWN_UNIT,
    p.is_addressed: Scope.OWN_UNIT,
    p.office_oversees: Scope.OWN_GOVERNMENTS,
    p.leads_government: Scope.OWN_GOVERNMENTS,
}

#: What is said beside a right.
_CONDITIONS: Mapping[Predicate, str] = {
    p.is_of_another_unit: "不办理本人所在单位的",
    p.is_addressed: "批示发给本单位的",
    p.is_no_administrators: "三类管理员的账号除外",
    p.is_uploader: "本人开始上传的",
}

#: Predicates that say nothing of their own: where no other narrows a right, the pages show what scopes.py lets through.
_SILENT = frozenset({p.is_visible_in_scope})

#: How far each role sees at all (scopes.py).
_SEES: Mapping[Role, Scope] = {
    **dict.fromkeys(UNIT_ROLES, Scope.OWN_UNIT),
    **dict.fromkeys(OFFICE_ROLES | _LEADER, Scope.OWN_GOVERNMENTS),
    **dict.fromkeys(ADMIN_ROLES, Scope.EVERYTHING),
}

_WIDTH = {scope: width for width, scope in enumerate(Scope)}


def rights_of(permission: Permission) -> dict[Role, Right]:
    """Return how far each role may do this, by role in the order of roles; a role that may not is left out."""
    found: dict[Role, Right] = {}
    for role in Role:
        granted = [_right(role, row) for row in PERMISSION_MAP[permission] if role in _roles_of(row)]
        if granted:
            found[role] = max(granted, key=lambda right: _WIDTH[right.scope])
    return found


def is_for_everybody(permission: Permission) -> bool:
    """Return whether it takes no role at all: signing in is enough."""
    return any(not any(predicate in _ROLES for predicate in row) for row in PERMISSION_MAP[permission])


def unknown_predicates() -> set[str]:
    """Return the predicates of the map that no table here explains: a test keeps this empty."""
    explained = {*_ROLES, *_SCOPES, *_CONDITIONS, *_SILENT}
    return {one.__name__ for rows in PERMISSION_MAP.values() for row in rows for one in row if one not in explained}


def _roles_of(row: Row) -> frozenset[Role]:
    return _EVERYBODY.intersection(*(_ROLES[predicate] for predicate in row if predicate in _ROLES))


def _right(role: Role, row: Row) -> Right:
    narrowed = [_SCOPES[predicate] for predicate in row if predicate in _SCOPES]
    scope = min(narrowed, key=lambda one: _WIDTH[one]) if narrowed else _SEES[role]
    return Right(scope, tuple(_CONDITIONS[predicate] for predicate in row if predicate in _CONDITIONS))
