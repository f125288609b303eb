"""Figures of the leadership board (进展看板). Each is counted by the very conditions its link opens in the register."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from tracker.db import db
from tracker.domain.lights import Light, ProgressClass
from tracker.domain.work_lists import Change
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, PolicyDocument, Unit
from tracker.policies.scopes import assignment_filter
from tracker.policies.viewer import Viewer
from tracker.queries.register_filters import changed, latest_period

#: How long overdue: (from, to) calendar days; the last is open.
OVERDUE_BRACKETS: tuple[tuple[int, int | None], ...] = ((1, 7), (8, 30), (31, 90), (91, None))


@dataclass
class Line:
    """A unit or a document on the board, with its counts by light and by class."""

    id: int
    name: str
    full_name: str
    lights: Counter[Light] = field(default_factory=Counter)
    classes: Counter[ProgressClass] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.lights.total()

    @property
    def severity(self) -> tuple[int, ...]:
        """Sorts the line with the most red, then yellow, first."""
        return (-self.lights[Light.RED], -self.lights[Light.YELLOW], -self.total, self.id)


@dataclass(frozen=True)
class Board:
    """All figures of the board. `period` is the month that changes are counted from; None before the first."""

    lights: Counter[Light]
    classes: Counter[ProgressClass]
    units: list[Line]
    documents: list[Line]
    overdue: list[tuple[int, int | None, int]]
    period: str | None
    changes: dict[Change, int]

    @property
    def total(self) -> int:
        return self.lights.total()


def read_board(viewer: Viewer) -> Board:
    """Return every figure of the viewer's governments' work that was given out: seven statements whatever its size."""
    given_out = (assignment_filter(viewer), Assignment.status != AssignmentStatus.PENDING)
    units = _lines(given_out, Assignment.unit_id, sa.select(Unit.id, Unit.name, Unit.full_name))
    documents = _lines(
        given_out,
        Assignment.document_id,
        sa.select(PolicyDocument.id, PolicyDocument.title, PolicyDocument.document_number),
    )
    period = db.session.scalar(sa.select(latest_period()))
    return Board(
        lights=sum((line.lights for line in units), Counter()),
        classes=sum((line.classes for line in units), Counter()),
        units=sorted(units, key=lambda line: line.severity),
        documents=sorted(documents, key=lambda line: line.severity),
        overdue=_overdue(given_out),
        period=period,
        changes=_changes(given_out, period),
    )


Conditions = Iterable[sa.ColumnElement[bool]]


def _lines(given_out: Conditions, key: InstrumentedAttribute, names: sa.Select) -> list[Line]:
    counts = db.session.execute(
        sa.select(key, Assignment.light, Assignment.progress_class, sa.func.count())
        .where(*given_out)
        .group_by(key, Assignment.light, Assignment.progress_class)
    ).all()
    ids = {row[0] for row in counts}
    named = names.where(names.selected_columns[0].in_(ids))
    lines = {row[0]: Line(row[0], row[1], row[2] or row[1]) for row in db.session.execute(named)}
    for id_, light, progress_class, number in counts:
        lines[id_].lights[light] += number
        lines[id_].classes[progress_class] += number
    return list(lines.values())


def _overdue(given_out: Conditions) -> list[tuple[int, int | None, int]]:
    days = Assignment.days_overdue
    columns = [
        sa.func.count(sa.case((days.between(low, high) if high else days >= low, 1))) for low, high in OVERDUE_BRACKETS
    ]
    counts = db.session.execute(sa.select(*columns).where(*given_out, Assignment.light == Light.RED, days > 0)).one()
    return [(low, high, number) for (low, high), number in zip(OVERDUE_BRACKETS, counts, strict=True)]


def _changes(given_out: Conditions, period: str | None) -> dict[Change, int]:
    if period is None:
        return dict.fromkeys(Change, 0)
    counts = [
        sa.select(sa.func.count()).select_from(Assignment).where(*given_out, changed(change)).scalar_subquery()
        for change in Change
    ]
    return dict(zip(Change, db.session.execute(sa.select(*counts)).one(), strict=True))
