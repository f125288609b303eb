"""A document and its earlier version: the difference, the tasks it touches, and what was decided about each."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import ENDED_STATUSES, AssignmentRole, AssignmentStatus
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.document_names import DocumentName, title_likeness
from tracker.domain.document_versions import VersionChoice, choices
from tracker.domain.version_difference import ChangeKind, ClauseChange, VersionDifference
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, Clause, ClauseUnit, PolicyDocument, Task, VersionDecision
from tracker.policies.scopes import visible_documents
from tracker.policies.viewer import Viewer
from tracker.queries.clause_alignment import difference

_ENDED = (TaskStatus.CLOSED, TaskStatus.CANCELLED)
MOST_CANDIDATES = 20
MOST_REPLACEABLE = 200


@dataclass(frozen=True)
class VersionRow:
    """One change of the new version. `old_task` is the earlier version's task, ended ones included.

    `new_task` is the task that the confirmed document has made of the new clause. `choices` is empty where nothing
    is left to decide.
    """

    change: ClauseChange
    old_clause: Clause | None
    new_clause: Clause | None
    old_task: Task | None
    new_task: Task | None
    decision: VersionDecision | None

    @property
    def clause_ids(self) -> tuple[int | None, int | None]:
        """The clauses of both versions; None on the side that has none."""
        return _ids(self.change)

    @property
    def key(self) -> str:
        """What tells the row apart on a page."""
        return "-".join(str(id_ or 0) for id_ in self.clause_ids)

    @property
    def has_open_task(self) -> bool:
        return self.old_task is not None and self.old_task.status not in _ENDED

    @property
    def choices(self) -> tuple[VersionChoice, ...]:
        if self.decision:
            return ()
        is_issued = self.new_task is not None and self.new_task.status is not TaskStatus.DRAFT
        has_new = self.new_task is not None
        return choices(has_old_task=self.has_open_task, has_new_task=has_new, is_new_issued=is_issued)

    @property
    def added_units(self) -> tuple[ClauseUnit, ...]:
        """Units that the new clause names and the old task does not have."""
        parts = self.old_task.assignments if self.old_task else ()
        had = {part.unit_id for part in parts if part.status is not AssignmentStatus.CANCELLED}
        return tuple(unit for unit in self.new_clause.units if unit.unit_id not in had) if self.new_clause else ()

    @property
    def dropped_units(self) -> tuple[Assignment, ...]:
        """Parts of the old task under way whose units the new clause no longer names."""
        has = {unit.unit_id for unit in self.new_clause.units} if self.new_clause else set()
        parts = self.old_task.assignments if self.old_task else ()
        return tuple(part for part in parts if part.unit_id not in has and part.status not in ENDED_STATUSES)

    @property
    def changed_lead(self) -> tuple[Assignment, ClauseUnit] | None:
        """Who leads the old task and who leads by the new clause, where these are two; None otherwise."""
        parts = self.old_task.assignments if self.old_task and self.new_clause else ()
        old = next((part for part in parts if part.role is AssignmentRole.LEAD), None)
        named = self.new_clause.units if self.new_clause else ()
        new = next((unit for unit in named if unit.role is AssignmentRole.LEAD), None)
        return (old, new) if old and new and old.unit_id != new.unit_id else None

    @property
    def units_differ(self) -> bool:
        return bool(self.added_units or self.dropped_units or self.changed_lead)

    @property
    def limit_differs(self) -> bool:
        return bool(self.old_task and self.new_task) and self.old_task.due_on != self.new_task.due_on  # type: ignore[union-attr]


@dataclass(frozen=True)
class VersionDesk:
    """Everything there is to decide about a new version."""

    difference: VersionDifference
    rows: tuple[VersionRow, ...]

    @property
    def undecided(self) -> int:
        return sum(bool(row.choices) for row in self.rows)

    @property
    def decided(self) -> int:
        return sum(row.decision is not None for row in self.rows)

    def row(self, old_clause_id: int | None, new_clause_id: int | None) -> VersionRow | None:
        """Return the row about exactly these clauses, or None if the versions have none such."""
        wanted = (old_clause_id, new_clause_id)
        return next((row for row in self.rows if row.clause_ids == wanted), None)


def version_desk(document: PolicyDocument, earlier: PolicyDocument) -> VersionDesk:
    """Return the difference with tasks and decisions: a constant number of statements, whatever the length."""
    found = difference(earlier, document)
    clauses = _clauses([document.id, earlier.id])
    decisions = _decisions(document)
    by_clause = {clause_id: decision for decision in decisions for clause_id in _both(decision) if clause_id}
    tasks = _tasks([*clauses], [d.old_task_id for d in decisions if d.old_task_id])
    # What a county made of a clause (分解到下级) is the county's to carry on; the version is the office's own.
    of_clause = {task.clause_id: task for task in tasks.values() if task.jurisdiction_id == document.jurisdiction_id}
    rows = []
    for change in found.changes:
        old_id, new_id = _ids(change)
        decision = by_clause.get(old_id or 0) or by_clause.get(new_id or 0)
        old_task = tasks.get(decision.old_task_id or 0) if decision else of_clause.get(old_id or 0)
        new_task = of_clause.get(new_id or 0)
        rows.append(
            VersionRow(change, clauses.get(old_id or 0), clauses.get(new_id or 0), old_task, new_task, decision)
        )
    return VersionDesk(found, tuple(rows))


def undecided_predecessors(tasks: Sequence[Task]) -> list[tuple[Task, Task]]:
    """Return (new task, old task) for those of these whose clause replaces one with a task still open, not decided."""
    found = []
    wanted = {task for task in tasks if task.jurisdiction_id == task.document.jurisdiction_id}
    for document in {task.document for task in wanted}:
        rows = version_desk(document, document.supersedes).rows if document.supersedes else ()
        found += [
            (row.new_task, row.old_task)
            for row in rows
            if row.new_task in wanted and row.old_task and row.has_open_task and row.decision is None
        ]
    return found


def later_version(document: PolicyDocument) -> PolicyDocument | None:
    """Return the document that replaces this one, or None."""
    return db.session.scalar(sa.select(PolicyDocument).where(PolicyDocument.supersedes_id == document.id))


def replaceable_documents(viewer: Viewer, also_id: int | None = None) -> Sequence[PolicyDocument]:
    """Return documents of the viewer's offices that a new version may be brought in of, the latest import first.

    At most 200, and the one of this id, however old it is.
    """
    own = _without_later_version(viewer).where(PolicyDocument.jurisdiction_id.in_(viewer.office_government_ids))
    latest = own.order_by(PolicyDocument.imported_at.desc(), PolicyDocument.id.desc()).limit(MOST_REPLACEABLE)
    found = list(db.session.scalars(latest))
    if also_id is None or any(document.id == also_id for document in found):
        return found
    return [*db.session.scalars(own.where(PolicyDocument.id == also_id)), *found]


def _without_later_version(viewer: Viewer) -> sa.Select[PolicyDocument]:
    taken = sa.select(PolicyDocument.supersedes_id).where(PolicyDocument.supersedes_id.is_not(None))
    return (
        visible_documents(viewer)
        .options(sa.orm.defer(PolicyDocument.text))
        .where(
            PolicyDocument.id.not_in(taken),
            PolicyDocument.status.in_((DocumentStatus.ISSUED, DocumentStatus.CONFIRMED, DocumentStatus.ARCHIVED)),
        )
    )


def possible_earlier_versions(viewer: Viewer, document: PolicyDocument) -> Sequence[PolicyDocument]:
    """Return documents of the same government that this one may replace, the most similar title first."""
    found = db.session.scalars(
        _without_later_version(viewer).where(
            PolicyDocument.jurisdiction_id == document.jurisdiction_id, PolicyDocument.id != document.id
        )
    ).all()
    own = DocumentName(document.title)
    before = [one for one in found if not comes_after(one, document)]
    likest = sorted(before, key=lambda d: (-title_likeness(own, DocumentName(d.title)), -d.id))
    return likest[:MOST_CANDIDATES]


def comes_after(document: PolicyDocument, earlier: PolicyDocument) -> bool:
    """Whether `document` is a later version, near or far, of the other."""
    before = document.supersedes
    while before is not None and before.id != earlier.id:
        before = before.supersedes
    return before is not None


def counts(found: VersionDifference) -> list[tuple[ChangeKind, int]]:
    """Return how many clauses each kind of change concerns, in the order of kinds."""
    return [(kind, found.count(kind)) for kind in ChangeKind]


def _ids(change: ClauseChange) -> tuple[int | None, int | None]:
    return change.old.reference if change.old else None, change.new.reference if change.new else None


def _both(decision: VersionDecision) -> tuple[int | None, int | None]:
    return decision.old_clause_id, decision.new_clause_id


def _clauses(document_ids: list[int]) -> dict[int, Clause]:
    query = sa.select(Clause).where(Clause.document_id.in_(document_ids))
    with_units = query.options(sa.orm.selectinload(Clause.units).joinedload(ClauseUnit.unit))
    return {clause.id: clause for clause in db.session.scalars(with_units)}


def _decisions(document: PolicyDocument) -> Sequence[VersionDecision]:
    return db.session.scalars(
        sa.select(VersionDecision)
        .where(VersionDecision.document_id == document.id)
        .options(sa.orm.joinedload(VersionDecision.decided_by))
    ).all()


def _tasks(clause_ids: list[int], task_ids: list[int]) -> dict[int, Task]:
    query = sa.select(Task).where(sa.or_(Task.clause_id.in_(clause_ids), Task.id.in_(task_ids)))
    with_units = query.options(sa.orm.selectinload(Task.assignments).joinedload(Assignment.unit))
    return {task.id: task for task in db.session.scalars(with_units)}
