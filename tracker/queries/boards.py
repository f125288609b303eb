"""Figures of the leadership board (进展看板). Each is counted by the very conditions its link opens in the register."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from tracker.db import db
from tracker.domain.assignments import AssignmentRole, weighted_percent
from tracker.domain.lights import Light, ProgressClass
from tracker.domain.work_lists import Change
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, PolicyDocument, Unit
from tracker.policies.scopes import counted_filter
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
    sums: dict[AssignmentRole, tuple[int, float]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.lights.total()

    @property
    def percent(self) -> float | None:
        """How far the work has come, 0–100, supporting parts at half weight; None where nothing counts."""
        return weighted_percent(self.sums)

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
    given_out = (counted_filter(viewer), Assignment.status != AssignmentStatus.PENDING)
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
    goes_on = Assignment.status != AssignmentStatus.CANCELLED  # what was ended counts as work, not as progress
    kinds = (key, Assignment.light, Assignment.progress_class, Assignment.role)
    counts = db.session.execute(
        sa.select(
            *kinds,
            sa.func.count(),
            sa.func.count(sa.case((goes_on, 1))),
            sa.func.coalesce(sa.func.sum(sa.case((goes_on, Assignment.percent_complete))), 0),
        )
        .where(*given_out)
        .group_by(*kinds)
    ).all()
    ids = {row[0] for row in counts}
    named = names.where(names.selected_columns[0].in_(ids))
    lines = {row[0]: Line(row[0], row[1], row[2] or row[1]) for row in db.session.execute(named)}
    for id_, light, progress_class, role, number, counted, percents in counts:
        line = lines[id_]
        line.lights[light] += number
        line.classes[progress_class] += number
        before = line.sums.get(role, (0, 0.0))
        line.sums[role] = (before[0] + counted, before[1] + percents)
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
