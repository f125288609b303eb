"""The seeded calendar as the rules take it, and one without any holiday."""

from datetime import timedelta
from pathlib import Path

import yaml

from tracker.domain.workdays import WorkCalendar

HOLIDAYS_FILE = Path(__file__).parents[2] / "seed" / "holidays.yaml"
WEEKENDS_ONLY = WorkCalendar()


def read_seeded_calendar() -> WorkCalendar:
    """Return the working calendar that seed/holidays.yaml describes."""
    years = yaml.safe_load(HOLIDAYS_FILE.read_text(encoding="utf-8"))
    rest_days = {
        holiday["from"] + timedelta(days=offset)
        for year in years.values()
        for holiday in year["rest"]
        for offset in range((holiday["to"] - holiday["from"]).days + 1)
    }
    make_up_workdays = {day for year in years.values() for day in year["work"]}
    noticed_years = {number for number, year in years.items() if year["notice"]}
    return WorkCalendar(frozenset(rest_days), frozenset(make_up_workdays), frozenset(noticed_years))


CALENDAR = read_seeded_calendar()
