"""A table of contents above a paper makes no clauses; its headings make them where they stand with their text."""

import pytest

from tracker.domain.parsing import parse_document

BODY = (
    "一、总体要求\n坚持以人民为中心，加快建设。\n"
    "二、主要任务\n建设养老服务中心30个。（责任单位：市民政局、市财政局）\n"
    "三、组织实施\n各县（市、区）要加强领导。\n"
)
TITLE = "某市养老服务发展规划\n"
CONTENTS = [
    "目录\n一、总体要求\n二、主要任务\n三、组织实施\n",
    "目　录\n\n一、总体要求………………1\n二、主要任务………………3\n三、组织实施………………6\n",
    "目次\n一、总体要求 1\n二、主要任务 3\n三、组织实施 6\n",
]


@pytest.mark.parametrize("contents", CONTENTS)
@pytest.mark.parametrize("between", ["", TITLE + "为加快养老服务发展，结合本市实际，制定本规划。\n"])
def test_headings_of_the_contents_are_no_clauses(contents: str, between: str) -> None:
    document = parse_document(TITLE + contents + between + BODY)
    assert [(clause.path, [unit.name for unit in clause.units]) for clause in document.clauses] == [
        (("一",), []),
        (("二",), ["市民政局", "市财政局"]),
        (("三",), []),
    ]
    assert document.title == TITLE.strip()


def test_a_word_for_contents_above_a_paper_leaves_out_nothing_of_it() -> None:
    document = parse_document(f"某市权责清单\n目录\n{BODY}")
    assert [clause.path for clause in document.clauses] == [("一",), ("二",), ("三",)]


HEADINGS_AND_TEXT = (
    "为加快养老服务发展，结合本市实际，制定本规划。一、总体要求坚持以人民为中心，加快建设养老服务体系，到2025年实现全覆盖。"
    "二、主要任务建设养老服务中心30个。（责任单位：市民政局、市财政局）三、组织实施各县（市、区）要加强领导，落实资金和人员。"
)
IN_ONE_LINE = [
    "目录一、总体要求二、主要任务三、组织实施",
    "目录一、总体要求1二、主要任务3三、组织实施6",
    "目　录 一、总体要求………………1 二、主要任务………………3 三、组织实施………………6 ",
    "目录 一、总体要求 1 二、主要任务 3 三、组织实施 6 ",
]


@pytest.mark.parametrize("contents", IN_ONE_LINE)
@pytest.mark.parametrize("between", ["", TITLE.strip()])
def test_contents_in_one_line_with_the_paper_are_no_clauses(contents: str, between: str) -> None:
    document = parse_document(TITLE.strip() + contents + between + HEADINGS_AND_TEXT)
    assert [clause.path for clause in document.clauses] == [("一",), ("二",), ("三",)]
    assert document.title == TITLE.strip()


def test_contents_without_a_name_are_told_by_headings_that_stand_again() -> None:
    contents = (
        "\u3000\u30001\u3000总则\u3000\u30001.1\u3000编制目的\u3000\u30001.2\u3000编制依据\u3000\u30002\u3000响应"
        "\u3000\u30002.1\u3000响应分级\u3000\u30002.2\u3000响应措施\u3000\u30003\u3000附则"
    )
    text = (
        "\u3000\u30001\u3000总则\u3000\u30001.1\u3000编制目的\u3000\u3000为做好应急工作，制定本预案。"
        "\u3000\u30001.2\u3000编制依据\u3000\u3000根据有关法律，制定本预案。\u3000\u30002\u3000响应"
        "\u3000\u30002.1\u3000响应分级\u3000\u3000市应急局组织分级。"
        "\u3000\u30002.2\u3000响应措施\u3000\u3000由市公安局牵头，组织疏散。"
        "\u3000\u30003\u3000附则\u3000\u3000本预案由市应急局解释。"
    )
    document = parse_document("某市应急预案" + contents + text)
    assert [clause.path[-1] for clause in document.clauses] == ["1.1", "1.2", "2.1", "2.2", "3"]
