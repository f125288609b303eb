"""Reading assignments for those who act on them."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.models import Assignment
from tracker.policies.scopes import visible_assignments
from tracker.policies.viewer import Viewer


def served(viewer: Viewer, ids: Collection[int]) -> Sequence[Assignment]:
    """Return those of these assignments that belong to the viewer's own units, with their tasks."""
    query = visible_assignments(viewer).where(Assignment.id.in_(ids), Assignment.unit_id.in_(viewer.unit_ids))
    return db.session.scalars(query.options(joinedload(Assignment.task)).order_by(sa.asc(Assignment.id))).all()


def overseen(viewer: Viewer, ids: Collection[int]) -> Sequence[Assignment]:
    """Return those of these assignments that the viewer's supervision office watches, with task and unit."""
    query = visible_assignments(viewer).where(
        Assignment.id.in_(ids), Assignment.jurisdiction_id.in_(viewer.office_government_ids)
    )
    options = (joinedload(Assignment.task), joinedload(Assignment.unit))
    return db.session.scalars(query.options(*options).order_by(sa.asc(Assignment.id))).all()
