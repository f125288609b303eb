"""Who leads: marks → units with their roles."""

from itertools import pairwise

from tracker.domain.assignments import AssignmentRole
from tracker.domain.parsing.units.lead_rules import LeadRule
from tracker.domain.parsing.units.responsibility import Mark, Role
from tracker.domain.parsing.units.unit_lists import UnitName

Assigned = list[tuple[UnitName, AssignmentRole]]


def assign(text: str, marks: list[Mark], rule: LeadRule | None) -> tuple[Assigned, bool]:
    """Return the units of all marks with their roles, each unit once, and whether the text itself says who leads.

    Several marks: union; who leads in one leads. `rule`: what the document says of marks that do not tell.
    """
    roles: dict[str, tuple[UnitName, AssignmentRole]] = {}
    is_explicit = False
    for mark in marks:
        assigned, explicit = _assign_mark(text, mark, rule)
        is_explicit = is_explicit or explicit
        for unit, role in assigned:
            name = text[unit.start : unit.end]
            if name not in roles:
                roles[name] = (unit, role)
            elif role is AssignmentRole.LEAD:
                roles[name] = (roles[name][0], role)
    return list(roles.values()), is_explicit


def _assign_mark(text: str, mark: Mark, rule: LeadRule | None) -> tuple[Assigned, bool]:
    named = {entry.role for entry in mark.entries}
    signed = any(unit.sign == "lead" for entry in mark.entries for unit in entry.units)
    if signed:
        return [(u, _signed(u)) for entry in mark.entries for u in entry.units], True
    lead_roles = _leading_roles(named)
    if lead_roles:
        return [
            (unit, AssignmentRole.LEAD if entry.role in lead_roles else AssignmentRole.SUPPORTING)
            for entry in mark.entries
            for unit in entry.units
        ], True
    units = [unit for entry in mark.entries for unit in entry.units]
    if named == {Role.SUPPORTING}:
        return [(unit, AssignmentRole.SUPPORTING) for unit in units], False
    leading = _before_sign(text, units, rule.sign) if rule and rule.sign else 1
    assigned = [
        (unit, AssignmentRole.LEAD if index < leading else AssignmentRole.SUPPORTING)
        for index, unit in enumerate(units)
    ]
    return assigned, rule is not None


def _before_sign(text: str, units: list[UnitName], sign: str) -> int:
    """How many units stand before the first such sign of a mark; all where it has none."""
    gaps = (text[unit.end : following.start] for unit, following in pairwise(units))
    return next((index for index, gap in enumerate(gaps, start=1) if sign in gap), len(units))


def _signed(unit: UnitName) -> AssignmentRole:
    return AssignmentRole.LEAD if unit.sign == "lead" else AssignmentRole.SUPPORTING


def _leading_roles(named: set[Role]) -> set[Role]:
    """The roles that lead when the text tells leaders and supporters apart."""
    if Role.LEAD in named:
        return {Role.LEAD}
    if Role.PLAIN in named and (Role.SUPPORTING in named or Role.EXECUTING in named):
        return {Role.PLAIN}
    if Role.EXECUTING in named and Role.SUPPORTING in named:
        return {Role.EXECUTING}
    return set()
