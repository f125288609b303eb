"""What today means for lists: read once, at the edge."""

from tracker import clock
from tracker.domain.work_lists import WorkDays, work_days
from tracker.queries.calendar import work_calendar


def days_of_today() -> WorkDays:
    """Return the days that today's lists are drawn by."""
    return work_days(clock.today(), work_calendar())
