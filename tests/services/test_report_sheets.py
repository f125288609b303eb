"""What the rows of a sheet come to against what stands now, and that they are sent together, in few statements."""

from datetime import date

import pytest

from tests.conftest import NOW, TODAY
from tests.factories import make_assignment, make_report, make_stages, make_unit, make_user
from tests.support.statements import counted_statements
from tracker.db import transaction
from tracker.domain import report_sheets as rules
from tracker.domain.report_sheets import FilledRow, RowKey, RowState, SheetRefused
from tracker.domain.reporting import ReportStatus
from tracker.domain.workflow import AssignmentStatus
from tracker.policies.viewer import viewer_of
from tracker.queries.report_sheets import work_named
from tracker.services import report_sheets

PERIOD, WORDS = "2026-06", "新建机构 12 家。"


@pytest.fixture
def liaison(db):
    return make_user()


@pytest.fixture
def assignment(liaison):
    return make_assignment(liaison.home_unit)


def row(assignment, *, based_on=0, stages=(), percent=40, reached=None, summary=WORDS, number=4):
    words = dict.fromkeys(rules.LONGEST, "") | {rules.SUMMARY: summary}
    key = RowKey(PERIOD, assignment.id, based_on, tuple(stage.id for stage in stages))
    return FilledRow(number, key, percent, reached, words)


def check(liaison, *rows):
    work = work_named([each.key.assignment_id for each in rows], viewer_of(liaison, TODAY), PERIOD, TODAY, locked=True)
    return report_sheets.check_rows(rows, work, now=NOW)


def stands(assignment):
    return make_report(assignment, period=PERIOD, percent_complete=40, summary=WORDS)


@pytest.mark.parametrize(
    ("report", "drawn_on", "cells", "state"),
    [
        (None, None, {}, RowState.NEW),
        (None, None, {"percent": None, "summary": ""}, RowState.EMPTY),
        (ReportStatus.SUBMITTED, "it", {}, RowState.UNCHANGED),
        (ReportStatus.SUBMITTED, "it", {"percent": 45}, RowState.CORRECTION),
        (ReportStatus.SUBMITTED, "it", {"percent": None, "summary": ""}, RowState.EMPTY),
        (ReportStatus.SUBMITTED, None, {}, RowState.UNCHANGED),
        (ReportStatus.SUBMITTED, None, {"percent": 45}, RowState.CONFLICT),
        (ReportStatus.SUBMITTED, None, {"summary": "新建机构 13 家。"}, RowState.CONFLICT),
        (ReportStatus.WITHDRAWN, "it", {}, RowState.CONFLICT),
        (ReportStatus.RETURNED, None, {}, RowState.NEW),
    ],
)
def test_what_a_row_comes_to(liaison, assignment, report, drawn_on, cells, state):
    there = report and make_report(assignment, period=PERIOD, summary=WORDS, status=report)

    [checked], errors = check(liaison, row(assignment, based_on=there.id if drawn_on else 0, **cells))

    assert (checked.state, errors) == (state, [])


def test_rows_of_others_work_that_moved_on_and_stages_that_changed_are_told_and_good_ones_still_checked(
    db, liaison, assignment
):
    others, paused, staged = (make_assignment(unit) for unit in (make_unit(), liaison.home_unit, liaison.home_unit))
    paused.status = AssignmentStatus.PAUSED
    db.session.commit()
    make_stages(staged.task, ("细则", date(2026, 5, 31), 1))
    rows = [row(each, number=number) for number, each in enumerate((others, paused, staged, assignment), 4)]

    [checked], errors = check(liaison, *rows)

    assert checked.work.assignment == assignment
    assert [error.row for error in errors] == [4, 5, 6]
    for error, said in zip(errors, ("不是本单位的任务", "已暂停", "节点在下载之后调整过"), strict=True):
        assert said in error.message


def test_a_sheet_of_another_unit_is_refused_whole(db, liaison):
    with pytest.raises(SheetRefused, match="其他单位的填报表"):
        check(liaison, row(make_assignment(make_unit())))


@pytest.mark.parametrize("prefers_own", [False, True])
def test_new_and_changed_rows_are_sent_conflicts_only_where_they_were_chosen(db, liaison, assignment, prefers_own):
    new, same, empty = (make_assignment(liaison.home_unit) for _ in range(3))
    theirs, kept = stands(assignment), stands(same)
    rows = [
        row(assignment, percent=55), row(new), row(same, based_on=kept.id), row(empty, percent=None, summary=""),
    ]  # fmt: skip

    with transaction():
        checked, _ = check(liaison, *rows)
        sent = report_sheets.submit_rows(
            checked, prefer_own={assignment.id} if prefers_own else (), submission_key="k", actor=liaison, now=NOW
        )

    assert {report.assignment_id for report in sent} == {new.id, assignment.id} if prefers_own else {new.id}
    db.session.expire_all()
    assert theirs.status is (ReportStatus.SUPERSEDED if prefers_own else ReportStatus.SUBMITTED)
    assert (new.last_reported_period, empty.last_reported_period) == (PERIOD, None)


@pytest.mark.parametrize("count", [1, 12])
def test_the_number_of_statements_does_not_grow_with_the_rows(db, liaison, count):
    rows = [row(make_assignment(liaison.home_unit)) for _ in range(count)]

    with counted_statements() as statements, transaction():
        checked, _ = check(liaison, *rows)
        report_sheets.submit_rows(checked, submission_key="k", actor=liaison, now=NOW)

    assert len(statements) <= 20, statements
