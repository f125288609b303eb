from datetime import date

import pytest

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.periods import Month
from tracker.domain.task_opening import (
    HEAVIEST_STAGE,
    Matter,
    ReportCadence,
    StageDraft,
    check_dates,
    check_milestones,
    check_not_repeated,
    first_repetition,
    is_reporting_month,
    newest_reporting_month,
    number_label,
)

START, DUE = date(2026, 1, 1), date(2026, 12, 31)

MONTHS = {
    ReportCadence.MONTHLY: {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
    ReportCadence.QUARTERLY: {3, 6, 9, 12},
    ReportCadence.HALF_YEARLY: {6, 12},
    ReportCadence.YEARLY: {12},
}


@pytest.mark.parametrize("cadence", ReportCadence)
def test_a_cadence_asks_for_the_last_month_of_each_span(cadence):
    assert {month for month in range(1, 13) if is_reporting_month(Month(2026, month), cadence)} == MONTHS[cadence]


@pytest.mark.parametrize(
    ("cadence", "month", "newest"),
    [
        (ReportCadence.MONTHLY, "2026-05", "2026-05"),
        (ReportCadence.QUARTERLY, "2026-02", "2025-12"),
        (ReportCadence.QUARTERLY, "2026-03", "2026-03"),
        (ReportCadence.QUARTERLY, "2026-05", "2026-03"),
        (ReportCadence.HALF_YEARLY, "2026-05", "2025-12"),
        (ReportCadence.HALF_YEARLY, "2026-06", "2026-06"),
        (ReportCadence.YEARLY, "2026-11", "2025-12"),
        (ReportCadence.YEARLY, "2026-12", "2026-12"),
    ],
)
def test_the_newest_month_a_cadence_asks_for(cadence, month, newest):
    assert newest_reporting_month(Month.parse(month), cadence) == Month.parse(newest)


@pytest.mark.parametrize(("prefix", "label"), [("台", "台督〔2026〕12号"), (None, "督〔2026〕12号")])
def test_a_number_reads_as_on_paper(prefix, label):
    assert number_label(2026, 12, prefix) == label


@pytest.mark.parametrize(("due_on", "is_refused"), [(None, False), (START, False), (date(2025, 12, 31), True)])
def test_a_limit_does_not_lie_before_the_start(due_on, is_refused):
    if is_refused:
        with pytest.raises(RuleViolation, match="早于起算日"):
            check_dates(START, due_on)
    else:
        check_dates(START, due_on)


def matter(words="推动研发机构全覆盖", unit_id=1, start_on=START, due_on=DUE):
    return Matter(words, unit_id, start_on, due_on, "提升创新能力", "市科技局")


@pytest.mark.parametrize(
    ("other", "is_repeated"),
    [
        (matter(), True),
        (matter(start_on=DUE, due_on=None), True),
        (matter(start_on=None, due_on=START), True),
        (matter(start_on=date(2027, 1, 1), due_on=None), False),
        (matter(start_on=None, due_on=date(2025, 12, 31)), False),
        (matter(unit_id=2), False),
        (matter(words="推动另一件事"), False),
    ],
)
def test_the_same_clause_unit_and_time_is_asked_once(other, is_repeated):
    assert (first_repetition([matter()], [other]) is not None) is is_repeated


def test_a_repetition_is_refused_with_the_article_it_rests_on():
    check_not_repeated([matter()], [])
    with pytest.raises(ActionNotAllowed, match="第十五条不得重复督查"):
        check_not_repeated([matter()], [matter()])


@pytest.mark.parametrize(
    ("stage", "refusal"),
    [
        (StageDraft("开工", START), None),
        (StageDraft("开工", DUE, HEAVIEST_STAGE), None),
        (StageDraft(" ", START), "要有名称"),
        (StageDraft("开工", START, 0), "权重"),
        (StageDraft("开工", START, HEAVIEST_STAGE + 1), "权重"),
        (StageDraft("开工", START, float("nan")), "权重"),
        (StageDraft("开工", date(2027, 1, 1)), "晚于完成时限"),
        (StageDraft("开工", date(2025, 12, 31)), "早于起算日"),
    ],
)
def test_a_stage_has_a_name_a_weight_and_lies_within_the_task(stage, refusal):
    if refusal is None:
        check_milestones([stage], START, DUE)
    else:
        with pytest.raises(RuleViolation, match=refusal):
            check_milestones([stage], START, DUE)


def test_a_task_without_limit_or_start_takes_stages_of_any_day():
    check_milestones([StageDraft("开工", date(2030, 1, 1))], None, None)
