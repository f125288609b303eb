"""What a reviewer is told about a document and its clauses, and what of it must be looked at by a person.

The parser's own flags say what is odd in the text; those here are known only once registry and calendar are asked.
"""

from collections.abc import Iterable, Sequence

from tracker.domain.assignments import AssignmentRole
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.parsing.model import DueKind, Flag, ParsedClause


class ReviewFlag(LabelledEnum):
    UNIT_UNKNOWN = "unit_unknown", "单位未识别"
    UNIT_REPEATED = "unit_repeated", "单位重复"
    NO_LEAD = "no_lead", "无牵头单位"
    SEVERAL_LEADS = "several_leads", "牵头多于一个"
    GOAL_YEAR_PAST = "goal_year_past", "目标年已过"
    TITLE_GIVEN = "title_given", "标题为人工填写"


#: Said beside the clause, but no reason to stop: what was assumed is what most papers mean.
NOTES = frozenset({Flag.LEAD_DEFAULT.value, Flag.DUE_INFERRED.value, ReviewFlag.TITLE_GIVEN.value})

#: Recomputed whenever units or the limit change; the others stay as the parser set them.
_RECOMPUTED = frozenset(
    {
        Flag.NO_UNIT.value,
        Flag.LEAD_DEFAULT.value,
        Flag.DUE_INFERRED.value,
        ReviewFlag.UNIT_UNKNOWN.value,
        ReviewFlag.UNIT_REPEATED.value,
        ReviewFlag.NO_LEAD.value,
        ReviewFlag.SEVERAL_LEADS.value,
    }
)


def flag_label(value: str) -> str:
    """Return the word shown for a stored flag."""
    return Flag(value).label if value in set(Flag) else ReviewFlag(value).label


def needs_attention(flags: Iterable[str]) -> bool:
    """Return whether a person has to look before this may be confirmed together with others."""
    return not NOTES.issuperset(flags)


def clause_flags(
    kept: Iterable[str],
    units: Sequence[tuple[int | None, AssignmentRole]],
    *,
    is_task: bool,
    lead_is_explicit: bool,
    due_kind: DueKind,
) -> list[str]:
    """Return the flags of a clause with these units (id or None where unknown, role) and this kind of limit."""
    flags = [flag for flag in kept if flag not in _RECOMPUTED]
    if not is_task:
        return flags
    if not units:
        flags.append(Flag.NO_UNIT.value)
    flags += _unit_flags(units, lead_is_explicit)
    if due_kind is DueKind.INFERRED:
        flags.append(Flag.DUE_INFERRED.value)
    return flags


def parsed_clause_flags(clause: ParsedClause) -> list[str]:
    """Return what the parser flagged in a clause, as stored values."""
    return [flag.value for flag in clause.flags]


def _unit_flags(units: Sequence[tuple[int | None, AssignmentRole]], lead_is_explicit: bool) -> list[str]:
    known = [unit_id for unit_id, _ in units if unit_id is not None]
    leads = sum(role is AssignmentRole.LEAD for _, role in units)
    checks = (
        (len(known) < len(units), ReviewFlag.UNIT_UNKNOWN),
        (len(set(known)) < len(known), ReviewFlag.UNIT_REPEATED),
        (bool(units) and leads == 0, ReviewFlag.NO_LEAD),
        (leads > 1, ReviewFlag.SEVERAL_LEADS),
        (leads == 1 and len(units) > 1 and not lead_is_explicit, Flag.LEAD_DEFAULT),
    )
    return [flag.value for holds, flag in checks if holds]
