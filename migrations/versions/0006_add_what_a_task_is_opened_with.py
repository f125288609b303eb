"""Add what a task is opened with: category, number, cadence, milestones and closing criteria."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TASKCATEGORY = ("central_decision", "government_plan", "statutory_duty", "efficiency")
REPORTCADENCE = ("monthly", "quarterly", "half_yearly", "yearly")
COLUMNS = (
    "category", "plan", "number_year", "number_serial", "responsible_leader_id", "cadence", "evidence_required",
)  # fmt: skip


def upgrade():
    op.create_table("milestone",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('weight', sa.Double(), nullable=False),
    sa.CheckConstraint('weight > 0', name=op.f('ck_milestone_weight_positive')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_milestone_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone'))
    )
    op.create_index(op.f('ix_milestone_task_id'), 'milestone', ['task_id'])
    op.create_table("closing_criterion",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('requires_evidence', sa.Boolean(), nullable=False),
    sa.Column('for_lead_only', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_closing_criterion_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closing_criterion'))
    )
    op.create_index(op.f('ix_closing_criterion_task_id'), 'closing_criterion', ['task_id'])
    with op.batch_alter_table("progress_report") as table:
        table.add_column(sa.Column("reached_milestones", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("category", sa.String(40), nullable=False, server_default="government_plan"))
        table.add_column(sa.Column("plan", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("number_year", sa.Integer(), nullable=True))
        table.add_column(sa.Column("number_serial", sa.Integer(), nullable=True))
        table.add_column(sa.Column("responsible_leader_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("cadence", sa.String(40), nullable=False, server_default="monthly"))
        table.add_column(sa.Column("evidence_required", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.drop_constraint("uq_task_clause_id", type_="unique")
        table.create_unique_constraint("uq_task_clause_id_jurisdiction_id", ["clause_id", "jurisdiction_id"])
        table.create_unique_constraint(
            "uq_task_jurisdiction_id_number_year_number_serial", ["jurisdiction_id", "number_year", "number_serial"]
        )
        table.create_foreign_key("fk_task_responsible_leader_id", "user", ["responsible_leader_id"], ["id"])
        table.create_check_constraint(op.f("ck_task_taskcategory"), f"category IN {TASKCATEGORY}")
        table.create_check_constraint(op.f("ck_task_reportcadence"), f"cadence IN {REPORTCADENCE}")
        table.create_check_constraint(
            op.f("ck_task_number_whole"), "(number_year IS NULL) = (number_serial IS NULL)"
        )
        table.create_index("ix_task_responsible_leader_id", ["responsible_leader_id"])


def downgrade():
    with op.batch_alter_table("task") as table:
        table.drop_index("ix_task_responsible_leader_id")
        for name in ("taskcategory", "reportcadence", "number_whole"):
            table.drop_constraint(op.f(f"ck_task_{name}"), type_="check")
        table.drop_constraint("fk_task_responsible_leader_id", type_="foreignkey")
        table.drop_constraint("uq_task_jurisdiction_id_number_year_number_serial", type_="unique")
        table.drop_constraint("uq_task_clause_id_jurisdiction_id", type_="unique")
        table.create_unique_constraint("uq_task_clause_id", ["clause_id"])
        for name in COLUMNS:
            table.drop_column(name)
    with op.batch_alter_table("progress_report") as table:
        table.drop_column("reached_milestones")
    op.drop_table("closing_criterion")
    op.drop_table("milestone")
