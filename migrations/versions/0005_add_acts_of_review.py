"""Add the acts of review, so that they can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "review_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_review_act_actor_id")),
        sa.ForeignKeyConstraint(["document_id"], ["policy_document.id"], name=op.f("fk_review_act_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_act")),
    )
    op.create_index(op.f("ix_review_act_document_id"), "review_act", ["document_id"])


def downgrade():
    op.drop_table("review_act")
