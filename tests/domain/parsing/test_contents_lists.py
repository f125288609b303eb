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
