"""Index a unit's work by light and limit: the register's list of a light, sorted by limit, is read from it in order."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAME = "ix_assignment_limit"


def upgrade():
    op.create_index(NAME, "assignment", ["unit_id", "light", "due_on", "jurisdiction_id", "status"])


def downgrade():
    op.drop_index(NAME, "assignment")
