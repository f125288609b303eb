"""The clock. Only entry points read it; everything below is told the time.

In the demonstration the clock can be moved: `set_source` then puts another source in place of the system's.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")

_source: Callable[[], datetime] | None = None


def set_source(source: Callable[[], datetime] | None) -> None:
    """Read the time from `source` from now on; None goes back to the system clock."""
    global _source
    _source = source


def system_now() -> datetime:
    """Return the machine's own time, whatever the demonstration clock says."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _source() if _source else system_now()


def beijing_date(moment: datetime) -> date:
    """Return the date in Beijing at that moment: the date that deadlines are counted in."""
    return moment.astimezone(BEIJING).date()


def today() -> date:
    """Return today's date in Beijing."""
    return beijing_date(now())
