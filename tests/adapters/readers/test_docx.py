"""What the page of a Word document shows is what the reader returns."""

from io import BytesIO
from zipfile import ZipFile

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
    zipped,
)
from tracker.adapters.readers.docx import read

CHAPTERS = abstract_list(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)
STRICT_NAMES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships/"
    ),
}


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


def test_tracked_changes_are_read_as_accepted():
    body = paragraph(
        run("增加") + f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", raw=True
    )
    body += f"<w:p><w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo></w:p>"
    result = read(make_docx(body))

    assert result.text == "增加新\n移来"
    assert result.warnings == ("文档含有修订痕迹，已按接受全部修订读取。",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前半')}</w:p>" + paragraph("后半", num=1)

    assert text_of(body, numbering=CHAPTERS + list_of(1, 0)) == "一、前半后半"


def test_a_deleted_table_row_is_left_out():
    rows = table([["甲", "乙"], ["丙", "丁"]]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)

    assert text_of(rows) == "丙\t丁"


@pytest.mark.parametrize(
    "box",
    [
        "<w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>",
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
        "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_on(box: str):
    anchor = paragraph(run("正文") + "<w:r>" + box.format(paragraph("框内")) + "</w:r>", raw=True)

    assert text_of(anchor + paragraph("下一段")) == "正文\n框内\n下一段"


def test_notes_stand_after_the_body_without_their_separators():
    footnotes = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("——")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("指规模以上。")}</w:footnote>'
    )
    body = paragraph(run("企业") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + run("发展"), raw=True)
    result = read(make_docx(body, footnotes=footnotes))

    assert result.text == "企业发展\n脚注1：指规模以上。"
    assert result.warnings == ("脚注和尾注共 1 条，列在正文之后。",)


def test_a_hard_line_break_begins_a_new_line():
    assert text_of(paragraph(run("标题") + "<w:r><w:br/></w:r>" + run("第二行"), raw=True)) == "标题\n第二行"


def test_fields_show_their_result_not_their_code():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("3") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert text_of(paragraph(run("第") + field + run("页"), raw=True)) == "第3页"


def test_a_table_of_contents_is_left_out_and_this_is_said():
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    result = read(make_docx(paragraph("一、总体要求 1", style="T1") + paragraph("正文"), styles=styles))

    assert result.text == "正文"
    assert result.warnings == ("文档中的目录未读入。",)


def test_hidden_text_is_left_out_and_this_is_said():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    result = read(make_docx(paragraph(run("可见") + hidden, raw=True)))

    assert result.text == "可见"
    assert result.warnings == ("文档中有隐藏文字，未读入。",)


def test_the_strict_variant_of_the_standard_is_read_too():
    usual = make_docx(paragraph("甲", num=1), numbering=CHAPTERS + list_of(1, 0))
    with ZipFile(BytesIO(usual)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for usual_name, strict_name in STRICT_NAMES.items():
        parts = {name: content.replace(usual_name, strict_name) for name, content in parts.items()}

    assert "purl.oclc.org" in parts["word/document.xml"]
    assert read(zipped(parts)).text == "一、甲"


def test_page_headers_are_not_text_but_searched_for_marks():
    result = read(make_docx(paragraph("正文"), header=paragraph("机密★5年")))

    assert (result.text, result.margin_text) == ("正文", "机密★5年")
