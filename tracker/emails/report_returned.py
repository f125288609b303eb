"""To the unit: a report came back (退回)."""

from datetime import date

from tracker.domain.periods import Month
from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.models import ProgressReport, User


def compose_for(report: ProgressReport, recipient: User, *, today: date) -> Email:
    """Return the mail that says which report came back, why, and where to write it anew."""
    assignment = report.assignment
    return compose(
        recipient.email,
        f"{Month.parse(report.period).label}进展被退回，请修改",
        "report_returned",
        report=report,
        assignment=assignment,
        period=Month.parse(report.period).label,
        path=f"/assignments/{assignment.id}/report",
        today=today,
    )
