"""Add versions of documents, and what was decided about their tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CHOICES = ("carry_over", "replace", "keep", "end", "open", "leave_out")


def upgrade():
    with op.batch_alter_table("policy_document") as table:
        table.add_column(sa.Column("supersedes_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_policy_document_supersedes_id", "policy_document", ["supersedes_id"], ["id"])
        table.create_unique_constraint("uq_policy_document_supersedes_id", ["supersedes_id"])
    op.create_table(
        "version_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("old_clause_id", sa.Integer(), nullable=True),
        sa.Column("new_clause_id", sa.Integer(), nullable=True),
        sa.Column("old_task_id", sa.Integer(), nullable=True),
        sa.Column("new_task_id", sa.Integer(), nullable=True),
        sa.Column(
            "choice",
            sa.Enum(*CHOICES, name="versionchoice", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "old_clause_id IS NOT NULL OR new_clause_id IS NOT NULL",
            name=op.f("ck_version_decision_about_a_clause"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["policy_document.id"], name=op.f("fk_version_decision_document_id")
        ),
        sa.ForeignKeyConstraint(["old_clause_id"], ["clause.id"], name=op.f("fk_version_decision_old_clause_id")),
        sa.ForeignKeyConstraint(["new_clause_id"], ["clause.id"], name=op.f("fk_version_decision_new_clause_id")),
        sa.ForeignKeyConstraint(["old_task_id"], ["task.id"], name=op.f("fk_version_decision_old_task_id")),
        sa.ForeignKeyConstraint(
            ["new_task_id"], ["task.id"], name=op.f("fk_version_decision_new_task_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_version_decision_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_decision")),
        sa.UniqueConstraint("document_id", "new_clause_id", name=op.f("uq_version_decision_document_id_new_clause_id")),
        sa.UniqueConstraint("document_id", "old_clause_id", name=op.f("uq_version_decision_document_id_old_clause_id")),
    )
    op.create_index(op.f("ix_version_decision_document_id"), "version_decision", ["document_id"])


def downgrade():
    op.drop_table("version_decision")
    with op.batch_alter_table("policy_document") as table:
        table.drop_constraint("uq_policy_document_supersedes_id", type_="unique")
        table.drop_constraint("fk_policy_document_supersedes_id", type_="foreignkey")
        table.drop_column("supersedes_id")
