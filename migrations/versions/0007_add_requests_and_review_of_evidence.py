"""Add what units ask for, and the review and versions of evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CATEGORIES = ("document", "meeting", "statistics", "photo", "contract", "approval", "other")
STATUSES = ("waiting", "accepted", "returned", "replaced")
COLUMNS = (
    "category", "remark", "url", "valid_until", "version_number", "replaces_id", "status", "reviewed_by_id",
    "reviewed_at", "review_comment",
)  # fmt: skip


def upgrade():
    with op.batch_alter_table("evidence_file") as table:
        table.add_column(sa.Column("category", sa.String(40), nullable=False, server_default="other"))
        table.add_column(sa.Column("remark", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("url", sa.String(), nullable=True))
        table.add_column(sa.Column("valid_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("version_number", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("status", sa.String(40), nullable=False, server_default="waiting"))
        table.add_column(sa.Column("reviewed_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("reviewed_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("review_comment", sa.Text(), nullable=True))
        table.create_unique_constraint("uq_evidence_file_replaces_id", ["replaces_id"])
        table.create_foreign_key("fk_evidence_file_reviewed_by_id", "user", ["reviewed_by_id"], ["id"])
        table.create_foreign_key("fk_evidence_file_replaces_id", "evidence_file", ["replaces_id"], ["id"])
        table.create_check_constraint(op.f("ck_evidence_file_evidencecategory"), f"category IN {CATEGORIES}")
        table.create_check_constraint(op.f("ck_evidence_file_evidencestatus"), f"status IN {STATUSES}")
        table.create_check_constraint(
            op.f("ck_evidence_file_no_self_review"), "reviewed_by_id IS NULL OR reviewed_by_id <> uploaded_by_id"
        )
    op.create_table("evidence_upload",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('received', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('received BETWEEN 0 AND size', name=op.f('ck_evidence_upload_received_range')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_evidence_upload_assignment_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_evidence_upload_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_upload')),
    sa.UniqueConstraint('key', name=op.f('uq_evidence_upload_key'))
    )
    op.create_index(op.f('ix_evidence_upload_assignment_id'), 'evidence_upload', ['assignment_id'])
    op.create_table("unit_request",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('extension', 'excuse', 'pause', 'cancellation', 'stage_closure', 'closure', 'reassignment', 'coordination', name='requestkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('pending', 'approved', 'refused', 'withdrawn', 'lapsed', name='requeststatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('measures', sa.Text(), nullable=False),
    sa.Column('asked_for_on', sa.Date(), nullable=True),
    sa.Column('granted_on', sa.Date(), nullable=True),
    sa.Column('due_on_before', sa.Date(), nullable=True),
    sa.Column('resubmit_on', sa.Date(), nullable=True),
    sa.Column('proposed_unit_id', sa.Integer(), nullable=True),
    sa.Column('granted_unit_id', sa.Integer(), nullable=True),
    sa.Column('requested_by_id', sa.Integer(), nullable=False),
    sa.Column('requested_at', sa.DateTime(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decision_comment', sa.Text(), nullable=True),
    sa.Column('submission_key', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("status NOT IN ('approved', 'refused') OR decided_by_id IS NOT NULL", name=op.f('ck_unit_request_decided_by_somebody')),
    sa.CheckConstraint('decided_by_id IS NULL OR decided_by_id <> requested_by_id', name=op.f('ck_unit_request_not_self_decided')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_unit_request_assignment_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_unit_request_decided_by_id')),
    sa.ForeignKeyConstraint(['granted_unit_id'], ['unit.id'], name=op.f('fk_unit_request_granted_unit_id')),
    sa.ForeignKeyConstraint(['proposed_unit_id'], ['unit.id'], name=op.f('fk_unit_request_proposed_unit_id')),
    sa.ForeignKeyConstraint(['requested_by_id'], ['user.id'], name=op.f('fk_unit_request_requested_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_request')),
    sa.UniqueConstraint('submission_key', name=op.f('uq_unit_request_submission_key'))
    )
    op.create_index(op.f('ix_unit_request_assignment_id'), 'unit_request', ['assignment_id'])
    op.create_index(op.f('ix_unit_request_status_requested_at'), 'unit_request', ['status', 'requested_at'])
    op.create_index('uq_unit_request_one_pending', 'unit_request', ['assignment_id', 'kind'], unique=True, sqlite_where=sa.text("status = 'pending'"), postgresql_where=sa.text("status = 'pending'"))
    op.create_table("criterion_answer",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('criterion_text', sa.String(), nullable=False),
    sa.Column('requires_evidence', sa.Boolean(), nullable=False),
    sa.Column('statement', sa.Text(), nullable=False),
    sa.Column('level', sa.Enum('evidenced', 'not_evidenced', name='evidencelevel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_met', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['criterion_id'], ['closing_criterion.id'], name=op.f('fk_criterion_answer_criterion_id')),
    sa.ForeignKeyConstraint(['request_id'], ['unit_request.id'], name=op.f('fk_criterion_answer_request_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion_answer')),
    sa.UniqueConstraint('request_id', 'criterion_id', name=op.f('uq_criterion_answer_request_id_criterion_id'))
    )
    op.create_index(op.f('ix_criterion_answer_criterion_id'), 'criterion_answer', ['criterion_id'])
    op.create_table("answer_evidence",
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['criterion_answer.id'], name=op.f('fk_answer_evidence_answer_id')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence_file.id'], name=op.f('fk_answer_evidence_evidence_id')),
    sa.PrimaryKeyConstraint('answer_id', 'evidence_id', name=op.f('pk_answer_evidence'))
    )
    op.create_index(op.f('ix_answer_evidence_evidence_id'), 'answer_evidence', ['evidence_id'])


def downgrade():
    op.drop_table("answer_evidence")
    op.drop_table("criterion_answer")
    op.drop_table("unit_request")
    op.drop_table("evidence_upload")
    with op.batch_alter_table("evidence_file") as table:
        for name in ("evidencecategory", "evidencestatus", "no_self_review"):
            table.drop_constraint(op.f(f"ck_evidence_file_{name}"), type_="check")
        table.drop_constraint("fk_evidence_file_replaces_id", type_="foreignkey")
        table.drop_constraint("fk_evidence_file_reviewed_by_id", type_="foreignkey")
        table.drop_constraint("uq_evidence_file_replaces_id", type_="unique")
        for name in COLUMNS:
            table.drop_column(name)
