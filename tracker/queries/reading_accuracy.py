"""How right the machine's reading proved at the desk: what reviewers left unchanged, field by field."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.models import Clause, PolicyDocument
from tracker.policies.scopes import visible_documents
from tracker.policies.viewer import Viewer


@dataclass(frozen=True)
class FieldAccuracy:
    """A field, of how many decided clauses it was read, and in how many it stayed as it was read."""

    label: str
    read: int
    unchanged: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.unchanged / self.read, 1) if self.read else None


def accuracy_in_use(viewer: Viewer) -> list[FieldAccuracy]:
    """Return the fields over all decided clauses of the documents that the viewer sees. Two statements.

    A clause that was merged into another counts as one whose bounds were read wrongly.
    """
    visible = visible_documents(viewer).with_only_columns(PolicyDocument.id)
    clauses = db.session.scalars(
        sa.select(Clause)
        .where(Clause.document_id.in_(visible), Clause.status != ClauseStatus.PARSED)
        .options(sa.orm.selectinload(Clause.units))
    ).all()
    read = [clause for clause in clauses if "start" in clause.parsed]
    tasks = [clause for clause in read if clause.is_task and clause.parsed["is_task"]]
    merged = sum(len(clause.parsed.get("merged", [])) for clause in read)
    bounds = FieldAccuracy("条款起止", len(read) + merged, sum(_same_bounds(clause) for clause in read))
    return [
        bounds,
        _field("是否任务", read, lambda clause: clause.is_task == clause.parsed["is_task"]),
        _field("任务名称", [c for c in tasks if c.parsed["title"]], lambda c: c.title == c.parsed["title"]),
        _field("责任单位", tasks, lambda c: sorted(_names(c)) == sorted(_read_names(c))),
        _field("牵头单位", [c for c in tasks if c.parsed["lead_units"]], _same_lead),
        _field("完成时限", tasks, _same_limit),
    ]


def _field(label: str, clauses: list[Clause], is_same: Callable[[Clause], bool]) -> FieldAccuracy:
    return FieldAccuracy(label, len(clauses), sum(is_same(clause) for clause in clauses))


def _same_bounds(clause: Clause) -> bool:
    return (clause.start_offset, clause.end_offset) == (clause.parsed["start"], clause.parsed["end"])


def _names(clause: Clause) -> list[str]:
    return [row.printed_name for row in clause.units]


def _read_names(clause: Clause) -> list[str]:
    return [*clause.parsed["lead_units"], *clause.parsed["support_units"]]


def _same_lead(clause: Clause) -> bool:
    leads = [row.printed_name for row in clause.units if row.role is AssignmentRole.LEAD]
    return leads == clause.parsed["lead_units"]


def _same_limit(clause: Clause) -> bool:
    now = (clause.due_kind.value, clause.due_on and clause.due_on.isoformat())
    return now == (clause.parsed["due_kind"], clause.parsed["due_on"])
