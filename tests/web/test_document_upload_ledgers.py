"""A ledger in Excel becomes tasks row by row, whatever the order of its columns; nothing of a row is lost."""

from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa
import xlsxwriter

from tests.factories import make_government, make_unit, make_user
from tests.web.uploads import upload
from tracker.domain.ledgers import LedgerColumn, ledger_value
from tracker.domain.roles import Role
from tracker.models import Clause
from tracker.queries.clause_dates import clause_dates

NAMES = [
    "牵头单位",
    "具体进展",
    "序号",
    "任务内容",
    "协办单位",
    "任务来源",
    "完成时限",
    "牵头领导",
    "存在问题",
    "完成情况",
]
ROWS = [
    ["市科技局", "已选址", 1, "建设科创平台", "市财政局", "常务会议", date(2026, 6, 30), "张三", "缺资金", "推进中"],
    ["市科技局", "", 2, "引育人才", "", None, "2026年6月底前招标，12月底前建成", "李四", "", ""],
]
OTHER_SHEET = [["编号", "重点任务", "主办单位", "办理期限"], [1, "新建学校", "市科技局", "2026.9.30"]]


def make_ledger():
    """A title over merged cells, a line about who filled it in, the column names, and a source for two rows."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("重点任务")
        sheet.merge_range(0, 0, 0, 9, "试点市2026年重点工作台账")
        sheet.write(1, 0, "填报单位：试点市人民政府办公室")
        sheet.write_row(2, 0, NAMES)
        for number, row in enumerate(ROWS, start=3):
            for column, value in enumerate(row):
                sheet.write(number, column, value, *([day] if isinstance(value, date) else []))
        sheet.merge_range(3, 5, 4, 5, "常务会议")
        other = workbook.add_worksheet("民生实事")
        for number, row in enumerate(OTHER_SHEET):
            other.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.fixture
def clauses(client, db, sign_in):
    government = make_government("试点市")
    make_unit("市科技局", government)
    sign_in(make_user(Role.SUPERVISOR))
    upload(client, (make_ledger(), "台账.xlsx"))
    return db.session.scalars(sa.select(Clause).order_by(Clause.position)).all()


def test_every_row_of_every_sheet_is_a_task_with_its_units_and_limit(clauses):
    assert [(c.parsed["text_starts_with"], c.due_on, [u.printed_name for u in c.units]) for c in clauses] == [
        ("建设科创平台", date(2026, 6, 30), ["市科技局", "市财政局"]),
        ("引育人才", date(2026, 12, 31), ["市科技局"]),
        ("新建学校", date(2026, 9, 30), ["市科技局"]),
    ]
    assert clauses[0].document.title == "试点市2026年重点工作台账"


def test_the_several_dates_of_a_row_are_kept(clauses):
    assert [each.due_on for each in clause_dates(clauses[1])] == [date(2026, 6, 30), date(2026, 12, 31)]


def test_the_columns_that_make_no_clause_are_kept_and_shown(client, clauses):
    first, second, third = (clause.parsed for clause in clauses)

    assert [ledger_value(first, column) for column in LedgerColumn] == [
        "常务会议",
        "张三",
        "已选址",
        "缺资金",
        "推进中",
    ]
    assert [ledger_value(second, column) for column in LedgerColumn] == ["常务会议", "李四", None, None, None]
    assert "ledger" not in third
    page = client.get(f"/documents/{clauses[0].document_id}/review").text
    assert all(words in page for words in ("牵头领导", "张三", "存在问题", "缺资金"))
