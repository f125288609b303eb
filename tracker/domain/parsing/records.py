"""Findings in the compact text → records with source offsets."""

import re

from tracker.domain.assignments import AssignmentRole
from tracker.domain.parsing.figures.due_dates import Limit
from tracker.domain.parsing.figures.goals import Goal
from tracker.domain.parsing.metadata.context import Context
from tracker.domain.parsing.model import Flag, ParsedGoal, ParsedUnit, Span
from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.text.dates import names_impossible_day
from tracker.domain.parsing.units.roles import Assigned
from tracker.domain.parsing.units.unit_lists import UnitName

NAMES_YEAR = re.compile("20[0-9]{2}|十[三四五六]五")


def flags_of(
    context: Context,
    compact: Compact,
    reach: Span,
    units: Assigned,
    limits: list[Limit],
    *,
    is_explicit: bool,
    work: bool,
) -> tuple[Flag, ...]:
    """Return what a reviewer should look at in a clause that stands at `reach` of the compact text."""
    flags = []
    if work and not units:
        flags.append(Flag.NO_UNIT)
    if units and not is_explicit:
        flags.append(Flag.LEAD_DEFAULT)
    if work and (_takes_guessed_year(context, compact, limits) if limits else context.goal_year):
        flags.append(Flag.DUE_INFERRED)
    if work and names_impossible_day(compact.text, *reach):
        flags.append(Flag.DATE_IMPOSSIBLE)
    return tuple(flags)


def _takes_guessed_year(context: Context, compact: Compact, limits: list[Limit]) -> bool:
    """Whether a date without a year took one that is not the paper's own."""
    dated = (compact.text[limit.start : limit.end] for limit in limits if limit.due_on)
    return context.year_is_guessed and not all(map(NAMES_YEAR.search, dated))


def to_unit(compact: Compact, unit: UnitName, role: AssignmentRole) -> ParsedUnit:
    """Return a unit as printed, with its source offsets."""
    return ParsedUnit(compact.printed[unit.start : unit.end], role, *compact.span(unit.start, unit.end))


def to_goal(compact: Compact, goal: Goal) -> ParsedGoal:
    """Return a goal with its source offsets."""
    start, end = compact.span(goal.start, goal.end)
    return ParsedGoal(
        indicator=goal.indicator,
        operator=goal.operator,
        value=goal.value,
        unit_of_measure=goal.unit,
        target_year=goal.year,
        scope=goal.scope,
        start=start,
        end=end,
        upper_value=goal.upper_value,
        is_best_effort=goal.is_best_effort,
        is_rank=goal.is_rank,
    )
