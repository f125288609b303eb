"""Instructions of leaders (批示): those on a task, those that wait for an answer, those just answered."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.db import db
from tracker.domain.instructions import InstructionState, state_of
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, Instruction, InstructionReply, Task, Unit
from tracker.policies.scopes import visible_instructions
from tracker.policies.viewer import Viewer
from tracker.queries.loading import person

#: Parts that were never given out, or were ended, are not written to.
_NOT_ADDRESSED = (AssignmentStatus.PENDING, AssignmentStatus.CANCELLED)


@dataclass(frozen=True)
class InstructionLine:
    """An instruction, the units it is addressed to, their answers, and how far they have answered.

    Whoever oversees the task sees all of them; a unit's people their own units alone.
    """

    instruction: Instruction
    units: tuple[Unit, ...]
    replies: tuple[InstructionReply, ...]
    state: InstructionState

    @property
    def unread(self) -> int:
        """How many answers the leader has not seen yet."""
        return sum(reply.read_at is None for reply in self.replies)

    @property
    def waiting_units(self) -> tuple[Unit, ...]:
        """The units that have not answered yet."""
        answered = {reply.unit_id for reply in self.replies}
        return tuple(unit for unit in self.units if unit.id not in answered)


def on_task(task: Task, viewer: Viewer, seen: Iterable[Assignment] = ()) -> list[InstructionLine]:
    """Return what leaders wrote on the task, newest first, as far as the viewer may see it.

    `seen` are the task's assignments in sight: for who oversees the task these are all, and are not asked for again.
    """
    query = visible_instructions(viewer).where(Instruction.task_id == task.id)
    found = db.session.scalars(_with_people(query, joinedload)).unique().all()
    if task.jurisdiction_id in viewer.government_ids and seen:
        addressed = tuple(part.unit for part in seen if part.status not in _NOT_ADDRESSED)
        return [_line(one, (one.unit,) if one.unit else addressed, viewer) for one in found]
    return _addressed(found, viewer)


def records_of(lines: Iterable[InstructionLine]) -> Iterator[Instruction | InstructionReply]:
    """Yield the instructions and the answers, for the task's timeline."""
    for line in lines:
        yield line.instruction
        yield from line.replies


def only(instruction: Instruction, viewer: Viewer) -> InstructionLine:
    """Return one instruction with the units it is addressed to."""
    [line] = _lines(visible_instructions(viewer).where(Instruction.id == instruction.id), viewer)
    return line


def every_line(viewer: Viewer, *, offset: int, limit: int) -> list[InstructionLine]:
    """Return one page of all instructions the viewer may see, newest first."""
    return _lines(visible_instructions(viewer).offset(offset).limit(limit), viewer)


def count_lines(viewer: Viewer) -> int:
    """Return how many instructions the viewer may see."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(visible_instructions(viewer).subquery())) or 0


def waiting_for(viewer: Viewer) -> Sequence[sa.Row[Instruction, Unit]]:
    """Return (instruction, unit) for each of the viewer's units that has not answered one, oldest first."""
    query = (
        sa.select(Instruction, Unit)
        .join(Assignment, Assignment.task_id == Instruction.task_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Instruction.task)
        .where(Assignment.unit_id.in_(viewer.unit_ids), unanswered_by(Assignment.unit_id))
        .options(contains_eager(Instruction.task), person(Instruction.written_by))
        .order_by(Instruction.written_at, Instruction.id)
    )
    return db.session.execute(query).all()


def unread_replies(viewer: Viewer) -> Sequence[InstructionReply]:
    """Return the answers to the viewer's own instructions that they have not seen yet, oldest first.

    What was written in a government that the viewer no longer leads is left out.
    """
    query = (
        sa.select(InstructionReply)
        .join(InstructionReply.instruction)
        .join(Instruction.task)
        .where(
            Instruction.written_by_id == viewer.user_id,
            InstructionReply.read_at.is_(None),
            Task.jurisdiction_id.in_(viewer.led_government_ids),
        )
        .options(
            contains_eager(InstructionReply.instruction).contains_eager(Instruction.task),
            joinedload(InstructionReply.unit),
        )
        .order_by(InstructionReply.id)
    )
    return db.session.scalars(query).all()


def unanswered_by(unit_id: sa.orm.InstrumentedAttribute[int]) -> sa.ColumnElement[bool]:
    """Return the condition that the joined assignment is addressed and its unit has not answered."""
    answered = sa.select(InstructionReply.id).where(
        InstructionReply.instruction_id == Instruction.id, InstructionReply.unit_id == unit_id
    )
    return sa.and_(
        sa.or_(Instruction.unit_id.is_(None), Instruction.unit_id == unit_id),
        Assignment.status.not_in(_NOT_ADDRESSED),
        ~answered.exists(),
    )


def _lines(query: sa.Select[Instruction], viewer: Viewer) -> list[InstructionLine]:
    return _addressed(db.session.scalars(_with_people(query, selectinload)).all(), viewer)


def _with_people(query: sa.Select[Instruction], replies_by: Callable[..., Any]) -> sa.Select[Instruction]:
    """Let the query, newest first, read along who wrote to whom, and the replies in the way given."""
    replies = replies_by(Instruction.replies)
    return query.options(
        joinedload(Instruction.task),
        joinedload(Instruction.unit),
        person(Instruction.written_by),
        replies.joinedload(InstructionReply.unit),
        replies.options(person(InstructionReply.written_by)),
    ).order_by(Instruction.written_at.desc(), Instruction.id.desc())


def _addressed(found: Sequence[Instruction], viewer: Viewer) -> list[InstructionLine]:
    working = _working_units({one.task_id for one in found if one.unit_id is None})
    return [_line(one, (one.unit,) if one.unit else working[one.task_id], viewer) for one in found]


def _line(instruction: Instruction, units: tuple[Unit, ...], viewer: Viewer) -> InstructionLine:
    replies = tuple(instruction.replies)
    if instruction.task.jurisdiction_id not in viewer.government_ids:
        units = tuple(unit for unit in units if unit.id in viewer.unit_ids)
        replies = tuple(reply for reply in replies if reply.unit_id in viewer.unit_ids)
    state = state_of([unit.id for unit in units], [reply.unit_id for reply in replies])
    return InstructionLine(instruction, units, replies, state)


def _working_units(task_ids: Iterable[int]) -> dict[int, tuple[Unit, ...]]:
    found: dict[int, tuple[Unit, ...]] = defaultdict(tuple)
    wanted = set(task_ids)
    if not wanted:
        return found
    rows = db.session.execute(
        sa.select(Assignment.task_id, Unit)
        .join(Assignment.unit)
        .where(Assignment.task_id.in_(wanted), Assignment.status.not_in(_NOT_ADDRESSED))
        .order_by(Assignment.position)
    )
    for task_id, unit in rows:
        found[task_id] += (unit,)
    return found
