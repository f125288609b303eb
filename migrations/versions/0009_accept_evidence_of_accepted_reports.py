"""Accept the evidence of reports that were accepted before evidence had a review of its own.

Reviewer and moment are those of the report. Evidence that the reviewer uploaded, that was taken away, came after the
decision or is good for a limited time only goes on waiting, as it would with a report accepted today. The comment says
where the acceptance comes from; by it the step is taken back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COMMENT = "随所属填报采纳（升级时补记）"

ACCEPT = sa.text("""
    UPDATE evidence_file SET
        status = 'accepted',
        reviewed_by_id = (SELECT reviewed_by_id FROM progress_report WHERE id = evidence_file.report_id),
        reviewed_at = (SELECT reviewed_at FROM progress_report WHERE id = evidence_file.report_id),
        review_comment = :comment
    WHERE status = 'waiting' AND removed_at IS NULL AND valid_until IS NULL AND EXISTS (
        SELECT 1 FROM progress_report
        WHERE progress_report.id = evidence_file.report_id
            AND progress_report.status = 'accepted'
            AND progress_report.reviewed_by_id <> evidence_file.uploaded_by_id
            AND progress_report.reviewed_at >= evidence_file.uploaded_at
    )
""")

TAKE_BACK = sa.text("""
    UPDATE evidence_file SET status = 'waiting', reviewed_by_id = NULL, reviewed_at = NULL, review_comment = NULL
    WHERE status = 'accepted' AND review_comment = :comment
""")


def upgrade():
    op.get_bind().execute(ACCEPT, {"comment": COMMENT})


def downgrade():
    op.get_bind().execute(TAKE_BACK, {"comment": COMMENT})
