"""Lines without numbers beneath a heading: duties of units, stages with their months."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag

HEAD = "某县2024年防汛方案\n一、甲。修堤。\n"


def read(text: str) -> list[str]:
    """Each clause after the first as path | title | units | limit."""
    return [
        " | ".join(
            (
                "/".join(label or "-" for label in clause.path),
                clause.title or "",
                " ".join(unit.name for unit in clause.units),
                str(clause.due_on or ""),
            )
        )
        for clause in parse_document(HEAD + text).clauses[1:]
    ]


PASSAGES = [
    (
        "二、责任分工\n县水务局：负责全县堤防的检查和维护。\n县财政局、县审计局及有关供水企业：负责资金的筹集和\n"
        "监督管理工作。\n各部门要密切配合，形成合力。\n",
        [
            "二/- | 县水务局 | 县水务局 | ",
            "二/- | 县财政局、县审计局及有关供水企业 | 县财政局 县审计局 有关供水企业 | ",
            "二/- |  |  | ",
        ],
    ),
    (
        "二、责任分工\n县水务局：\n负责全县堤防的检查和维护。\n县财政局：\n负责资金的筹集。\n",
        ["二/- | 县水务局 | 县水务局 | ", "二/- | 县财政局 | 县财政局 | "],
    ),
    (
        "二、工作步骤\n从现在起分两步走。\n第一阶段：动员部署（即日起至4月30日）。制定方案。\n第二阶段：排查整治（5月1日至10月31日）。\n逐处整治。\n",
        [
            "二/第一阶段 | 动员部署（即日起至4月30日） |  | 2024-04-30",
            "二/第二阶段 | 排查整治（5月1日至10月31日） |  | 2024-10-31",
        ],
    ),
    (
        "二、工作步骤\n动员部署阶段（3月1日至3月31日）。制定方案。\n排查整治阶段（4月至9月）。逐处整治。\n",
        ["二/- | 动员部署阶段（3月1日至3月31日） |  | 2024-03-31", "二/- | 排查整治阶段（4月至9月） |  | 2024-09-30"],
    ),
    ("二、联系方式\n县水务局：张三，电话0131-2223205。\n县财政局：李四，电话0131-2223206。\n", ["二 | 联系方式 |  | "]),
    (
        "二、指挥体系。设立指挥部。\n成员单位：县水务局、县财政局、县审计局。\n牵头单位：县水务局。\n",
        ["二 | 指挥体系 | 县水务局 | "],
    ),
]


@pytest.mark.parametrize(("text", "clauses"), PASSAGES)
def test_lines_beneath_a_heading_are_clauses_of_their_own(text: str, clauses: list[str]) -> None:
    assert read(text) == clauses


def test_headlines_below_the_last_mark_are_no_clause() -> None:
    text = "某县方案\n一、甲。修堤。（县水务局负责）\n二、乙。造林。（县林业局负责）\n热门推荐\n某县迎来丰收年\n"
    assert [clause.path for clause in parse_document(text).clauses] == [("一",), ("二",)]


@pytest.mark.slow
def test_more_duty_lines_than_the_limit_are_cut_off_and_flagged() -> None:
    document = parse_document(HEAD + "二、责任分工\n" + "县水务局：负责全县堤防的检查。\n" * 3_100)
    assert len(document.clauses) == 2_500
    assert Flag.TOO_LONG in document.flags
