"""Of a ledger's rows, also the columns that make no clause are kept."""

import pytest

from tracker.domain.ledgers import LedgerColumn, ledger_column, ledger_rows, ledger_value

NAMES = [
    *((name, LedgerColumn.SOURCE) for name in ("任务来源", "事项来源", "立项依据")),
    *((name, LedgerColumn.LEADER) for name in ("牵头领导", "责任领导", "分管 领导", "市领导", "分管副市长")),
    *((name, LedgerColumn.PROGRESS) for name in ("具体进展", "进展情况", "工作推进情况", "目前进展", "办理情况")),
    *((name, LedgerColumn.DIFFICULTIES) for name in ("存在问题", "困难和问题", "存在的主要问题", "难点堵点")),
    *((name, LedgerColumn.STATE) for name in ("完成情况", "是否完成", "办结情况", "任务状态", "完成情况（是/否）")),
    *((name, None) for name in ("序号", "任务内容", "牵头单位", "协办单位", "完成时限", "备注", "联系人")),
]


@pytest.mark.parametrize(("name", "wanted"), NAMES)
def test_a_column_is_told_by_its_name(name, wanted):
    assert ledger_column(name) is wanted


LEDGER = """某市重点任务台账
序号\t任务来源\t任务内容\t牵头领导\t牵头单位\t协办单位\t完成时限\t具体进展\t存在问题\t完成情况
1\t常务会议\t建设平台\t张三\t市科技局\t市财政局\t2026-06-30\t已选址\t缺资金\t推进中
2\t\t引育人才\t\t市人才办

序号\t工作任务\t责任单位\t备注
1\t新建学校\t市教育局\t民生实事
"""


def test_further_columns_are_kept_at_the_place_of_their_row():
    rows = ledger_rows(LEDGER)

    assert {
        LEDGER[start:].split("\t", 1)[0]: [each["value"] for each in kept] for start, kept in list(rows.items())[:1]
    } == {"1": ["常务会议", "张三", "已选址", "缺资金", "推进中"]}
    assert [each["kind"] for each in next(iter(rows.values()))] == [
        "source",
        "leader",
        "progress",
        "difficulties",
        "state",
    ]


def test_each_table_has_its_own_names_and_unknown_ones_are_kept_too():
    assert list(ledger_rows(LEDGER).values())[1:] == [[{"name": "备注", "kind": None, "value": "民生实事"}]]


def test_prose_has_no_rows():
    assert ledger_rows("一、总体要求\n建设平台。\t（责任单位：市科技局）\n") == {}


def test_a_value_is_found_in_a_stored_reading():
    (kept, _) = ledger_rows(LEDGER).values()

    assert ledger_value({"ledger": kept}, LedgerColumn.LEADER) == "张三"
    assert ledger_value({}, LedgerColumn.LEADER) is None
