"""Let a file in again whose document was withdrawn: only those not withdrawn stand once under their government.

The step cannot be taken back while a file stands twice: the database refuses, and nothing is changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEFORE = "uq_policy_document_jurisdiction_id_source_sha256"
NAME = "uq_policy_document_one_live_file"
COLUMNS = ["jurisdiction_id", "source_sha256"]
LIVE = sa.text("status <> 'withdrawn'")


def upgrade():
    with op.batch_alter_table("policy_document") as table:
        table.drop_constraint(BEFORE, type_="unique")
    op.create_index(NAME, "policy_document", COLUMNS, unique=True, sqlite_where=LIVE, postgresql_where=LIVE)


def downgrade():
    op.drop_index(NAME, "policy_document")
    with op.batch_alter_table("policy_document") as table:
        table.create_unique_constraint(BEFORE, COLUMNS)
