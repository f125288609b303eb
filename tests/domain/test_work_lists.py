import pytest

from tracker.domain.periods import Month
from tracker.domain.task_opening import ReportCadence
from tracker.domain.work_lists import reportable_months

MONTHLY, QUARTERLY = ReportCadence.MONTHLY, ReportCadence.QUARTERLY
HALF_YEARLY, YEARLY = ReportCadence.HALF_YEARLY, ReportCadence.YEARLY


@pytest.mark.parametrize(
    ("cadence", "period", "first", "reported", "offered"),
    [
        (MONTHLY, "2026-06", "2026-01", [], "2026-06 2026-05 2026-04"),
        (MONTHLY, "2026-06", "2026-05", [], "2026-06 2026-05"),
        (MONTHLY, "2026-06", "2026-01", ["2026-06", "2026-05"], "2026-06 2026-04"),
        (QUARTERLY, "2026-06", "2026-01", [], "2026-06 2026-03"),
        (QUARTERLY, "2026-05", "2025-01", [], "2026-03 2025-12 2025-09"),
        (QUARTERLY, "2026-05", "2026-03", ["2026-03"], "2026-03"),
        (QUARTERLY, "2026-05", "2026-04", [], "2026-05"),
        (HALF_YEARLY, "2026-05", "2025-01", ["2025-06"], "2025-12"),
        (YEARLY, "2026-11", "2024-01", [], "2025-12 2024-12"),
        (YEARLY, "2026-12", "2026-02", [], "2026-12"),
    ],
)
def test_the_months_offered_follow_how_often_the_task_is_reported_on(cadence, period, first, reported, offered):
    months = reportable_months(Month.parse(period), Month.parse(first), reported=frozenset(reported), cadence=cadence)

    assert " ".join(map(str, months)) == offered
