import pytest
import yaml

from tests.domain.calendars import HOLIDAYS_FILE
from tracker.domain.numbering import DocumentNumber

YEARS = yaml.safe_load(HOLIDAYS_FILE.read_text(encoding="utf-8"))
NAMES = {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}
SATURDAY = 5


@pytest.mark.parametrize("year", YEARS)
def test_every_year_names_its_seven_holidays_in_order(year):
    rest = YEARS[year]["rest"]

    assert {name for holiday in rest for name in holiday["name"].split("、")} == NAMES
    assert all(holiday["from"] <= holiday["to"] and holiday["to"].year == year for holiday in rest)
    assert all(earlier["to"] < later["from"] for earlier, later in zip(rest, rest[1:], strict=False))


@pytest.mark.parametrize("year", YEARS)
def test_make_up_workdays_are_weekend_days_of_the_same_year(year):
    assert all(day.weekday() >= SATURDAY and day.year == year for day in YEARS[year]["work"])


@pytest.mark.parametrize("year", [year for year in YEARS if YEARS[year]["notice"]])
def test_a_notice_is_named_by_its_number_of_the_year_before(year):
    assert DocumentNumber.parse(YEARS[year]["notice"]).year == year - 1


def test_a_year_without_notice_has_no_make_up_workdays():
    assert [year for year in YEARS if not YEARS[year]["work"]] == [2027]
    assert YEARS[2027]["notice"] is None
