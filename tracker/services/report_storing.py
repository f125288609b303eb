"""Storing many new reports in few statements: the session would write, and check, row by row."""

from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import make_transient_to_detached

from tracker.db import db
from tracker.models import Assignment, ProgressReport

_REPORTS = cast("sa.Table", ProgressReport.__table__)
_ASSIGNMENTS = cast("sa.Table", Assignment.__table__)

#: What a report changes of its assignment; see report_writing.write_report.
_CHANGED = (
    "returned_on", "last_reported_period", "light", "light_reason", "progress_class", "days_overdue",
    "scheduled_percent", "light_read_on",
)  # fmt: skip
_PLAIN = tuple(
    column.name for column in _REPORTS.columns if column.name not in ("id", "assignment_id", "reported_by_id")
)
_UPDATE = (
    sa.update(_ASSIGNMENTS)
    .where(_ASSIGNMENTS.c.id == sa.bindparam("assignment_id"))
    .values(
        version=_ASSIGNMENTS.c.version + 1,
        **{name: sa.bindparam(name, type_=_ASSIGNMENTS.c[name].type) for name in _CHANGED},
    )
)


def store_all(reports: Sequence[ProgressReport]) -> None:
    """Store new reports, one an assignment, with what they changed of their assignments; each report has its id then.

    The assignments are locked and were read in this transaction; what is read of them after this is read anew.
    """
    if not reports:
        return
    works = [report.assignment for report in reports]
    ids = [work.id for work in works]
    changes = [
        {"assignment_id": work_id, **{name: held[name] for name in _CHANGED}}
        for work_id, held in zip(ids, map(vars, works), strict=True)
    ]
    rows = [
        {"assignment_id": work_id, "reported_by_id": report.reported_by.id, **_said(report)}
        for work_id, report in zip(ids, reports, strict=True)
    ]
    for work in works:
        db.session.expire(work)
    db.session.flush()  # corrected reports give way before the new ones stand
    connection = db.session.connection()
    connection.execute(_UPDATE, changes)
    connection.execute(sa.insert(_REPORTS), rows)
    newest = sa.select(ProgressReport.assignment_id, sa.func.max(ProgressReport.id))
    found = connection.execute(
        newest.where(ProgressReport.assignment_id.in_(ids)).group_by(ProgressReport.assignment_id)
    )
    id_of = {row[0]: row[1] for row in found}
    for report, assignment_id in zip(reports, ids, strict=True):
        report.id, report.assignment_id = id_of[assignment_id], assignment_id
        make_transient_to_detached(report)


def _said(report: ProgressReport) -> dict[str, object]:
    """Return the columns of a new report, None where nothing was said; asking each attribute costs more than that."""
    held = vars(report)
    return {name: held.get(name) for name in _PLAIN}
