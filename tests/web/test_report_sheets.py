"""A unit's reports go out as a sheet, are filled in offline, looked at cell by cell, and sent all at once."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from tests.adapters.readers.test_sheets import make_xlsx
from tests.factories import make_assignment, make_evidence, make_report, make_stages, make_unit, make_user
from tests.support.filled_sheets import filled, letters, read_back
from tracker.domain.reporting import ReportStatus
from tracker.models import ProgressReport, UnitRequest

pytestmark = pytest.mark.slow  # a workbook is first read in a child process

DONE = {"完成进度": 40, "本期做了什么": "已出台实施细则，新建机构 12 家。"}


@pytest.fixture
def first(liaison):
    return make_assignment(liaison.home_unit, title="建设科创平台", due_on=date(2026, 10, 31))


@pytest.fixture
def second(liaison):
    return make_assignment(liaison.home_unit, title="培育高新技术企业", due_on=date(2026, 11, 30))


def download(browser):
    return browser.get("/report-sheets/download").data


def check(browser, data, filename="填报表.xlsx"):
    return browser.post("/report-sheets", data={"file": (BytesIO(data), filename)})


def send(browser, page, **more):
    fields = dict(re.findall(r'name="(held|submission_key)"[^>]*value="([^"]*)"', page.text))
    conflicts = re.findall(r'name="conflict" value="(\d+)"', page.text)
    return browser.post("/report-sheets/submit", data={**fields, "conflict": conflicts, **more})


def standing(db):
    query = sa.select(ProgressReport).where(ProgressReport.status == ReportStatus.SUBMITTED).order_by(ProgressReport.id)
    return db.session.scalars(query).all()


def test_the_sheet_holds_the_units_work_with_its_facts_locked_and_its_answers_open(browser, first, second):
    make_report(first, period="2026-05", percent_complete=30, status=ReportStatus.ACCEPTED, summary="五月的事 5 件")
    make_assignment(make_unit())

    data = download(browser)

    rows = read_back(data)
    assert [row["任务"] for row in rows] == ["建设科创平台", "培育高新技术企业"]
    assert (rows[0]["上期进度"], rows[0]["上期进展"], rows[0]["完成时限"]) == (30, "五月的事 5 件", "2026-10-31")
    [page] = openpyxl.load_workbook(BytesIO(data)).worksheets
    columns = letters(data)
    assert page.protection.sheet
    assert page.column_dimensions[columns["行标识"]].hidden
    assert page[f"{columns['任务']}4"].protection.locked
    assert not page[f"{columns['本期做了什么']}4"].protection.locked
    [checked] = page.data_validations.dataValidation
    assert (checked.formula1, checked.formula2, str(checked.sqref)) == ("0", "100", "I4:I5")


def test_what_was_filled_in_is_looked_at_first_and_then_sent(db, browser, first, second):
    looked_at = check(browser, filled(download(browser), {**DONE, "存在问题": "资金未到位。"}))

    assert looked_at.status_code == 200
    assert "将提交 1 项" in looked_at.text
    assert "未填 1" in looked_at.text
    assert not standing(db)

    assert send(browser, looked_at).location == "/"
    [report] = standing(db)
    assert (report.assignment_id, report.percent_complete, report.period) == (first.id, 40, "2026-06")
    assert (report.summary, report.difficulties) == (DONE["本期做了什么"], "资金未到位。")
    assert first.last_reported_period == "2026-06"
    assert first.light_read_on == date(2026, 6, 15)


def test_pressing_the_button_twice_sends_once(db, browser, first):
    looked_at = check(browser, filled(download(browser), DONE))

    send(browser, looked_at)
    send(browser, looked_at)

    assert len(standing(db)) == 1


@pytest.mark.parametrize(
    ("cells", "place", "message"),
    [
        ({"完成进度": 140}, "I4", "请填 0 至 100 的数字"),
        ({"本期做了什么": '=HYPERLINK("http://a.b","x")'}, "K4", "公式"),
        ({"行标识": "2026-06/1/0//0"}, "C4", "行标识缺失或被改动"),
    ],
)
def test_each_wrong_cell_is_named_with_what_to_do_and_no_row_is_sent(db, browser, first, second, cells, place, message):
    answer = check(browser, filled(download(browser), {**DONE, **cells}, DONE))

    assert answer.status_code == 422
    assert f">{place}<" in answer.text
    assert message in answer.text
    assert 'name="held"' not in answer.text
    assert not standing(db)


def test_a_row_given_twice_is_refused(browser, first, second):
    data = download(browser)
    key = read_back(data)[0]["行标识"]

    answer = check(browser, filled(data, DONE, {**DONE, "行标识": key}))

    assert "这一行重复了" in answer.text


def test_rows_that_were_not_changed_are_skipped_and_changed_ones_correct(db, browser, first, second):
    send(browser, check(browser, filled(download(browser), DONE, DONE)))
    again = download(browser)
    assert read_back(again)[0]["本期做了什么"] == DONE["本期做了什么"]

    looked_at = check(browser, filled(again, None, {"完成进度": 45}))

    assert "其中更正 1 项" in looked_at.text
    assert "没有改动 1" in looked_at.text
    send(browser, looked_at)
    assert [report.percent_complete for report in standing(db)] == [40, 45]


def test_doubtful_rows_are_marked_before_they_are_sent(db, browser, first, second):
    make_report(second, period="2026-05", summary=DONE["本期做了什么"], status=ReportStatus.ACCEPTED)
    vague = {"完成进度": 50, "本期做了什么": "持续推进各项重点工作落实"}

    looked_at = check(browser, filled(download(browser), vague, DONE))

    assert "提交前请再看一眼" in looked_at.text
    assert "没有一个数字或日期" in looked_at.text
    assert "与上期内容基本相同" in looked_at.text
    send(browser, looked_at)
    assert [report.flags for report in standing(db)] == [["no_figure"], ["copied"]]


@pytest.fixture
def overtaken(browser, first, second):
    """A sheet of two rows, the first of which a colleague reported on after it was downloaded."""
    data = download(browser)
    make_report(first, period="2026-06", percent_complete=55, summary="同事写的 15 家。")
    return check(browser, filled(data, DONE, DONE))


def test_where_somebody_reported_meanwhile_both_texts_are_shown(overtaken):
    assert overtaken.status_code == 409
    assert DONE["本期做了什么"] in overtaken.text
    assert "同事写的 15 家。" in overtaken.text


@pytest.mark.parametrize("takes_mine", [True, False])
def test_of_a_conflict_one_chooses_and_the_rest_is_sent(db, browser, first, second, overtaken, takes_mine):
    send(browser, overtaken, **({"mine": first.id} if takes_mine else {}))

    found = {report.assignment_id: report.percent_complete for report in standing(db)}
    assert found == {first.id: 40 if takes_mine else 55, second.id: 40}


def test_a_report_that_comes_between_looking_and_sending_stops_everything(db, browser, first, second):
    looked_at = check(browser, filled(download(browser), DONE, DONE))
    make_report(first, period="2026-06", summary="同事写的 15 家。")

    answer = send(browser, looked_at)

    assert answer.status_code == 409
    assert "一行也没有提交" in answer.text
    assert [report.summary for report in standing(db)] == ["同事写的 15 家。"]


def test_milestones_are_filled_in_by_their_places(db, browser, first):
    stages = make_stages(first.task, ("细则", date(2026, 5, 31), 1), ("平台", date(2026, 9, 30), 3))
    data = download(browser)
    assert "2. 平台（2026-09-30）" in read_back(data)[0]["节点"]

    wrong = check(browser, filled(data, {**DONE, "完成进度": None, "已到达节点": "3"}))
    assert "请填节点的序号 1 至 2" in wrong.text
    send(browser, check(browser, filled(data, {"本期做了什么": DONE["本期做了什么"], "已到达节点": "1"})))

    [report] = standing(db)
    assert (report.percent_complete, report.reached_milestones) == (25, [stages[0].id])


def test_files_that_wait_and_what_is_wanted_go_along(db, browser, first):
    file = make_evidence(first, period="2026-06")

    send(browser, check(browser, filled(download(browser), {**DONE, "需要协调的事项": "请市财政局拨付资金。"})))

    [report] = standing(db)
    assert (file.report_id, report.needs_coordination) == (report.id, True)
    assert db.session.scalars(sa.select(UnitRequest)).one().reason == "请市财政局拨付资金。"


def test_text_that_looks_like_a_formula_goes_out_and_comes_back_as_text(db, browser, first):
    make_report(first, period="2026-06", percent_complete=40, summary="=1+1 个项目已开工。")

    data = download(browser)

    assert read_back(data)[0]["本期做了什么"] == "'=1+1 个项目已开工。"
    assert "没有改动 1" in check(browser, data).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (make_xlsx([["名称"], ["市科技局"]]), "请使用从本页下载的填报表"),
        (make_xlsx([["行标识", "完成进度", "本期做了什么"], ["自己编的", 40, "新建 3 家"]]), "不是从本系统下载"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"%PDF-1.7 not a sheet", "文件"),
        (b"", "文件是空的"),
    ],
)
def test_a_file_that_is_no_sheet_of_ours_is_refused_in_one_sentence(browser, first, data, said):
    answer = check(browser, data)

    assert answer.status_code == 422
    assert said in answer.text


def test_an_older_sheet_is_refused_with_both_months(browser, first, stopped_clock):
    data = filled(download(browser), DONE)
    stopped_clock.move_to(datetime(2026, 7, 15, 1, 0, tzinfo=UTC))

    answer = check(browser, data)

    assert "这是2026年6月的填报表，现在填报的是2026年7月" in answer.text


def test_another_units_sheet_is_refused(db, browser, client_of, first):
    data = filled(download(browser), DONE)
    other = client_of(make_user(unit=make_unit()))

    answer = check(other, data)

    assert answer.status_code == 422
    assert "这是其他单位的填报表" in answer.text
    assert not standing(db)


def test_what_somebody_else_had_looked_at_cannot_be_sent(db, browser, client_of, liaison, first):
    looked_at = check(browser, filled(download(browser), DONE))

    answer = send(client_of(make_user(unit=liaison.home_unit)), looked_at)

    assert answer.status_code == 409
    assert not standing(db)


def test_the_page_says_how_many_tasks_ask_for_a_report(browser, first, second):
    page = browser.get("/report-sheets").text

    assert "本单位有 2 项任务要填报" in page


def test_sending_nothing_says_so(browser, first):
    assert "表里没有需要提交的内容" in check(browser, download(browser)).text
