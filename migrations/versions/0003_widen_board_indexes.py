"""Widen the indexes that boards and home pages are counted from."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WIDE = {
    "ix_assignment_board": ["jurisdiction_id", "unit_id", "light", "progress_class", "status", "days_overdue"],
    "ix_assignment_document": ["document_id", "light", "progress_class", "jurisdiction_id", "status"],
    "ix_assignment_todo": [
        "jurisdiction_id",
        "status",
        "due_on",
        "last_reported_period",
        "is_backlog",
        "light_reason",
        "issued_at",
        "start_on",
    ],
}
NARROW = {
    "ix_assignment_board": ["jurisdiction_id", "unit_id", "light", "progress_class"],
    "ix_assignment_document": ["document_id", "light"],
}


def upgrade():
    for name in NARROW:
        op.drop_index(name, "assignment")
    for name, columns in WIDE.items():
        op.create_index(name, "assignment", columns)


def downgrade():
    for name in WIDE:
        op.drop_index(name, "assignment")
    for name, columns in NARROW.items():
        op.create_index(name, "assignment", columns)
