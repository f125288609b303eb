"""Remember which piece of evidence an upload is the next version of: it is gone on with from other pages too."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAME = "fk_evidence_upload_replaces_id"


def upgrade():
    with op.batch_alter_table("evidence_upload") as table:
        table.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        table.create_foreign_key(NAME, "evidence_file", ["replaces_id"], ["id"])


def downgrade():
    with op.batch_alter_table("evidence_upload") as table:
        table.drop_constraint(NAME, type_="foreignkey")
        table.drop_column("replaces_id")
