"""What the page of a Word document shows is what the reader returns."""

import pytest

from tests.adapters.readers.makers_docx import (
    abstract_list,
    level,
    list_of,
    make_docx,
    paragraph,
    run,
    start_override,
    table,
)
from tracker.adapters.readers.docx import read

CHAPTERS = abstract_list(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)


def text_of(body: str, **stories: str) -> str:
    return read(make_docx(body, **stories)).text


def numbered(*levels_of_paragraphs: tuple[int, int], lists: str) -> list[str]:
    """Read paragraphs given as (list, level) and return their labels."""
    body = "".join(paragraph("文", num=num, level=depth) for num, depth in levels_of_paragraphs)
    return [line.removesuffix("文") for line in text_of(body, numbering=lists).split("\n")]


def test_numbers_that_are_not_in_the_text_are_printed():
    labels = numbered((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), lists=CHAPTERS + list_of(1, 0))

    assert labels == ["一、", "（一）", "（二）", "1.", "二、", "（一）"]


def test_lists_of_one_abstract_list_count_together():
    assert numbered((1, 0), (2, 0), (1, 0), lists=CHAPTERS + list_of(1, 0) + list_of(2, 0)) == ["一、", "二、", "三、"]


def test_a_start_override_restarts_once_and_then_counts_on():
    lists = CHAPTERS + list_of(1, 0) + list_of(2, 0, start_override(0, 5))

    assert numbered((1, 0), (2, 0), (2, 0), (1, 0), lists=lists) == ["一、", "五、", "六、", "七、"]


def test_a_level_override_prints_in_its_own_format():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1条")}</w:lvlOverride>'

    assert numbered((1, 0), (1, 0), lists=CHAPTERS + list_of(1, 0, override)) == ["第1条　", "第2条　"]


def test_a_legal_level_prints_higher_numbers_as_digits():
    lists = abstract_list(0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))

    assert numbered((1, 0), (1, 1), lists=lists + list_of(1, 0)) == ["第一章　", "1.1　"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["一、", "（一）", "二、", "（一）"]),
        ('<w:lvlRestart w:val="1"/>', ["一、", "（一）", "二、", "（一）"]),
        ('<w:lvlRestart w:val="0"/>', ["一、", "（一）", "二、", "（二）"]),
    ],
)
def test_a_level_restarts_as_its_list_says(restart: str, expected: list[str]):
    lists = abstract_list(0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）", restart))

    assert numbered((1, 0), (1, 1), (1, 0), (1, 1), lists=lists + list_of(1, 0)) == expected


def test_list_number_zero_switches_the_number_of_a_style_off():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("甲", style="H1") + paragraph("乙", style="H1", num=0) + paragraph("丙", style="H1")

    assert text_of(body, numbering=CHAPTERS + list_of(1, 0), styles=styles) == "一、甲\n乙\n二、丙"


def test_a_style_based_on_a_numbered_style_is_numbered_at_the_level_that_names_it():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    )
    lists = abstract_list(
        0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>')
    )
    body = paragraph("甲", style="H1") + paragraph("乙", style="H2") + paragraph("丙", style="H2")

    assert text_of(body, numbering=lists + list_of(1, 0), styles=styles) == "一、甲\n（一）乙\n（二）丙"


def test_a_list_linked_through_a_numbering_style_is_followed():
    lists = (
        CHAPTERS
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
        + list_of(1, 0)
        + list_of(2, 1)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )

    assert text_of(paragraph("甲", num=2), numbering=lists, styles=styles) == "一、甲"


def test_tables_stay_in_place_as_lines_with_tabs():
    body = paragraph("前") + table([["序号", "责任单位"], ["1", "市科技局"]]) + paragraph("后")

    assert text_of(body) == "前\n序号\t责任单位\n1\t市科技局\n后"


def test_a_table_of_one_column_is_layout_and_its_lines_stay_paragraphs():
    cell = f"<w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc>"

    assert text_of(table([[cell]])) == "甲\n乙"


def test_columns_without_any_text_are_left_out():
    assert text_of(table([["", "甲", "", "乙"], ["", "丙", "", "丁"]])) == "甲\t乙\n丙\t丁"
    assert text_of(table([["", "甲"], ["", "乙"]])) == "甲\n乙"


def test_a_merged_cell_is_repeated_in_the_rows_it_covers_and_this_is_said():
    def cell(text: str, merge: str) -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"

    first, next_ = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    result = read(make_docx(table([[cell("甲局", first), "一"], [cell("", next_), "二"], [cell("乙局", ""), "三"]])))

    assert result.text == "甲局\t一\n甲局\t二\n乙局\t三"
    assert result.warnings == ("表格中有合并单元格，已在所跨各行重复其内容。",)


def test_a_cell_over_several_columns_keeps_the_columns_behind_it_in_place():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("宽")}</w:tc>'

    assert text_of(table([[wide, "丙"], ["甲", "乙", "丙"]])) == "宽\t\t丙\n甲\t乙\t丙"


def test_lines_inside_a_cell_and_its_tabs_become_spaces():
    cell = f"<w:tc>{paragraph('市科技局')}{paragraph(run('市') + '<w:r><w:tab/></w:r>' + run('局'), raw=True)}</w:tc>"

    assert text_of(table([[cell, "乙"]])) == "市科技局 市 局\t乙"
