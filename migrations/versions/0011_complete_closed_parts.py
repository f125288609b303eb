"""Count the parts that were closed before closing counted as complete.

A closed part (销号) is complete, each of its criteria was checked; those closed earlier kept the percent of their last
accepted report. Taken back, every closed part shows that percent again, as it was kept before.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COMPLETE = "UPDATE assignment SET percent_complete = 100 WHERE status = 'closed' AND percent_complete <> 100"

AS_REPORTED = """
    UPDATE assignment SET percent_complete = COALESCE((
        SELECT progress_report.percent_complete FROM progress_report
        WHERE progress_report.assignment_id = assignment.id AND progress_report.status = 'accepted'
        ORDER BY progress_report.period DESC, progress_report.id DESC LIMIT 1
    ), 0)
    WHERE status = 'closed'
"""


def upgrade():
    op.execute(COMPLETE)


def downgrade():
    op.execute(AS_REPORTED)
