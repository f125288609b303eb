"""Add instructions, urging, cover, break-downs, follow-up checks and saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("assignment") as table:
        table.add_column(sa.Column("excused_from", sa.Date(), nullable=True))
        table.add_column(sa.Column("resume_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("responsible_person_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_assignment_responsible_person_id", "user", ["responsible_person_id"], ["id"])
        table.create_index("ix_assignment_responsible_person_id", ["responsible_person_id"])
    op.create_table("cover",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('absent_user_id', sa.Integer(), nullable=False),
    sa.Column('standing_in_user_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('arranged_by_id', sa.Integer(), nullable=False),
    sa.Column('arranged_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('absent_user_id <> standing_in_user_id', name=op.f('ck_cover_two_people')),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_cover_dates_in_order')),
    sa.ForeignKeyConstraint(['absent_user_id'], ['user.id'], name=op.f('fk_cover_absent_user_id')),
    sa.ForeignKeyConstraint(['arranged_by_id'], ['user.id'], name=op.f('fk_cover_arranged_by_id')),
    sa.ForeignKeyConstraint(['standing_in_user_id'], ['user.id'], name=op.f('fk_cover_standing_in_user_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_cover_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cover'))
    )
    op.create_index(op.f('ix_cover_absent_user_id'), 'cover', ['absent_user_id'])
    op.create_index(op.f('ix_cover_standing_in_user_id'), 'cover', ['standing_in_user_id'])
    op.create_index(op.f('ix_cover_unit_id'), 'cover', ['unit_id'])
    op.create_table("urging",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('urged_by_id', sa.Integer(), nullable=False),
    sa.Column('urged_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_urging_assignment_id')),
    sa.ForeignKeyConstraint(['urged_by_id'], ['user.id'], name=op.f('fk_urging_urged_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_urging'))
    )
    op.create_index(op.f('ix_urging_assignment_id_urged_at'), 'urging', ['assignment_id', 'urged_at'])
    op.create_table("instruction",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('reply_due_on', sa.Date(), nullable=True),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=False),
    sa.Column('submission_key', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_instruction_task_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_instruction_unit_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['user.id'], name=op.f('fk_instruction_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instruction')),
    sa.UniqueConstraint('submission_key', name=op.f('uq_instruction_submission_key'))
    )
    op.create_index(op.f('ix_instruction_task_id'), 'instruction', ['task_id'])
    op.create_index(op.f('ix_instruction_unit_id'), 'instruction', ['unit_id'])
    op.create_index(op.f('ix_instruction_written_by_id'), 'instruction', ['written_by_id'])
    op.create_table("instruction_reply",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('instruction_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=True),
    sa.Column('submission_key', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['instruction_id'], ['instruction.id'], name=op.f('fk_instruction_reply_instruction_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_instruction_reply_unit_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['user.id'], name=op.f('fk_instruction_reply_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instruction_reply')),
    sa.UniqueConstraint('submission_key', name=op.f('uq_instruction_reply_submission_key'))
    )
    op.create_index(op.f('ix_instruction_reply_instruction_id'), 'instruction_reply', ['instruction_id'])
    op.create_index(op.f('ix_instruction_reply_unit_id'), 'instruction_reply', ['unit_id'])
    op.create_table("break_down",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_break_down_assignment_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_break_down_made_by_id')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_break_down_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_break_down')),
    sa.UniqueConstraint('task_id', name=op.f('uq_break_down_task_id'))
    )
    op.create_index(op.f('ix_break_down_assignment_id'), 'break_down', ['assignment_id'])
    op.create_table("follow_up_sample",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('jurisdiction_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('seed', sa.String(), nullable=False),
    sa.Column('population', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('drawn_by_id', sa.Integer(), nullable=True),
    sa.Column('drawn_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['drawn_by_id'], ['user.id'], name=op.f('fk_follow_up_sample_drawn_by_id')),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['unit.id'], name=op.f('fk_follow_up_sample_jurisdiction_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up_sample')),
    sa.UniqueConstraint('jurisdiction_id', 'period', name=op.f('uq_follow_up_sample_jurisdiction_id_period'))
    )
    op.create_table("follow_up_check",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sample_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('pending', 'confirmed', 'failed', name='followupoutcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('comment', sa.Text(), nullable=True),
    sa.Column('checked_by_id', sa.Integer(), nullable=True),
    sa.Column('checked_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['checked_by_id'], ['user.id'], name=op.f('fk_follow_up_check_checked_by_id')),
    sa.ForeignKeyConstraint(['sample_id'], ['follow_up_sample.id'], name=op.f('fk_follow_up_check_sample_id')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_follow_up_check_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up_check')),
    sa.UniqueConstraint('sample_id', 'task_id', name=op.f('uq_follow_up_check_sample_id_task_id'))
    )
    op.create_index(op.f('ix_follow_up_check_task_id'), 'follow_up_check', ['task_id'])
    op.create_table("saved_view",
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('query', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('columns', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('saved_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_saved_view_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_view')),
    sa.UniqueConstraint('user_id', 'name', name=op.f('uq_saved_view_user_id_name'))
    )


def downgrade():
    op.drop_table("saved_view")
    op.drop_table("follow_up_check")
    op.drop_table("follow_up_sample")
    op.drop_table("break_down")
    op.drop_table("instruction_reply")
    op.drop_table("instruction")
    op.drop_table("urging")
    op.drop_table("cover")
    with op.batch_alter_table("assignment") as table:
        table.drop_index("ix_assignment_responsible_person_id")
        table.drop_constraint("fk_assignment_responsible_person_id", type_="foreignkey")
        for name in ("excused_from", "resume_on", "responsible_person_id"):
            table.drop_column(name)
