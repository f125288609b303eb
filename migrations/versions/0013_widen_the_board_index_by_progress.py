"""Widen the board's index by what a unit's progress is counted from, so that the board is still read from it alone."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "ix_assignment_board"
BEFORE = ["jurisdiction_id", "unit_id", "light", "progress_class", "status", "days_overdue"]


def upgrade():
    op.drop_index(NAME, "assignment")
    op.create_index(NAME, "assignment", [*BEFORE, "role", "percent_complete"])


def downgrade():
    op.drop_index(NAME, "assignment")
    op.create_index(NAME, "assignment", BEFORE)
