"""What each filter of the register means, as conditions on Assignment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.domain.assignments import AssignmentRole
from tracker.domain.lights import Light, LightReason, ProgressClass
from tracker.domain.work_lists import Change, WorkDays, WorkList
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, Clause, PeriodSnapshot, PolicyDocument, Task, Unit
from tracker.queries import work_lists

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class RegisterFilter:
    """What is looked for; None is no filter. Overdue days are calendar days, bounds included."""

    document_id: int | None = None
    section_id: int | None = None
    unit_id: int | None = None
    role: AssignmentRole | None = None
    light: Light | None = None
    reason: LightReason | None = None
    progress_class: ProgressClass | None = None
    status: AssignmentStatus | None = None
    todo: WorkList | None = None
    change: Change | None = None
    due_from: date | None = None
    due_to: date | None = None
    overdue_from: int | None = None
    overdue_to: int | None = None
    backlog: bool | None = None
    leader_id: int | None = None
    person_id: int | None = None
    own: bool | None = None  # the viewer's own units only: whoever oversees a government besides sees more
    text: str = ""


_EQUAL = ("document_id", "unit_id", "role", "light", "progress_class", "status")
_GREEN = (Light.GREEN, Light.BLUE)
_BEHIND = (Light.YELLOW, Light.RED)


def conditions(wanted: RegisterFilter, days: WorkDays) -> list[Condition]:
    """Return the conditions of a filter. Work that was not given out yet shows only when it is asked for."""
    found: list[Condition] = [
        getattr(Assignment, name) == value for name in _EQUAL if (value := getattr(wanted, name)) is not None
    ]
    if wanted.status is None:
        found.append(Assignment.status != AssignmentStatus.PENDING)
    for name, condition_of in _ASKED.items():
        if (value := getattr(wanted, name)) is not None:
            found.append(condition_of(value))
    if wanted.todo is not None:
        found.append(work_lists.condition(wanted.todo, days))
    if wanted.text:
        found.append(_mentions(wanted.text))
    return found + _within(wanted)


def latest_period() -> sa.ScalarSelect:
    """Return the newest month that was frozen, as a subquery."""
    return sa.select(sa.func.max(PeriodSnapshot.period)).scalar_subquery()


def changed(change: Change) -> Condition:
    """Return the condition for having changed so since the newest snapshot; without one nothing has changed."""
    now, was = _CHANGES[change]
    then = sa.select(PeriodSnapshot.assignment_id).where(PeriodSnapshot.period == latest_period(), was)
    if change in _FEW_BEFORE:
        return sa.and_(now, Assignment.id.in_(then))
    return sa.and_(now, then.where(PeriodSnapshot.assignment_id == Assignment.id).exists())


#: Changes where fewer rows stood so in the snapshot than stand so now: the search begins there.
_FEW_BEFORE = frozenset({Change.LEFT_RED})

#: What each change is: (how it stands now, how it stood in the snapshot).
_CHANGES: dict[Change, tuple[Condition, Condition]] = {
    Change.TURNED_RED: (Assignment.light == Light.RED, PeriodSnapshot.light != Light.RED),
    Change.LEFT_RED: (Assignment.light != Light.RED, PeriodSnapshot.light == Light.RED),
    Change.NEWLY_DONE: (Assignment.light == Light.DONE, PeriodSnapshot.light != Light.DONE),
    Change.FELL_BEHIND: (Assignment.light.in_(_BEHIND), PeriodSnapshot.light.in_(_GREEN)),
}


def _led_by(leader_id: int) -> Condition:
    return Assignment.task_id.in_(sa.select(Task.id).where(Task.responsible_leader_id == leader_id))


def _within(wanted: RegisterFilter) -> list[Condition]:
    bounds = (
        (wanted.due_from, Assignment.due_on.__ge__),
        (wanted.due_to, Assignment.due_on.__le__),
        (wanted.overdue_from, Assignment.days_overdue.__ge__),
        (wanted.overdue_to, Assignment.days_overdue.__le__),
    )
    return [compare(value) for value, compare in bounds if value is not None]


def _in_section(section_id: int) -> Condition:
    tasks = sa.select(Task.id).join(Clause, Clause.id == Task.clause_id).where(Clause.section_id == section_id)
    return Assignment.task_id.in_(tasks)


#: Filters that are more than an equal column: name → condition for the value asked for.
_ASKED: dict[str, Callable[[Any], Condition]] = {
    "reason": lambda reason: Assignment.light_reason == reason,
    "backlog": lambda wanted: Assignment.is_backlog.is_(wanted),
    "section_id": _in_section,
    "leader_id": _led_by,
    "person_id": lambda person_id: Assignment.responsible_person_id == person_id,
    "change": changed,
}


def _mentions(text: str) -> Condition:
    """Each word must occur in the task's title, the unit's names, or the document's title or number."""
    return sa.and_(*(_mentions_word(word) for word in text.split()))


def _mentions_word(word: str) -> Condition:
    def holding(column: sa.orm.InstrumentedAttribute) -> Condition:
        return column.icontains(word, autoescape=True)

    return sa.or_(
        Assignment.task_id.in_(sa.select(Task.id).where(holding(Task.title))),
        Assignment.unit_id.in_(sa.select(Unit.id).where(sa.or_(holding(Unit.name), holding(Unit.full_name)))),
        Assignment.document_id.in_(
            sa.select(PolicyDocument.id).where(
                sa.or_(holding(PolicyDocument.title), holding(PolicyDocument.document_number))
            )
        ),
    )
