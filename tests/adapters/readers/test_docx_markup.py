"""Changes, boxes, notes and other mark-up of a Word document come out as the page shows them."""

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


@pytest.mark.parametrize("wrapper", ["w:ins", "w:customXml", "w:sdt", "mc:AlternateContent"])
def test_paragraphs_inside_wrappers_are_read(wrapper: str):
    inner = {"w:sdt": "<w:sdtContent>{0}</w:sdtContent>", "mc:AlternateContent": "<mc:Fallback>{0}</mc:Fallback>"}
    content = inner.get(wrapper, "{0}").format(paragraph("甲"))

    assert text_of(f"<{wrapper}>{content}</{wrapper}>" + paragraph("乙")) == "甲\n乙"


def test_what_else_is_left_out_is_said():
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    )
    result = read(make_docx(contents + "<w:altChunk/>" + f"<w:del>{paragraph('旧')}</w:del>" + paragraph("正文")))

    assert result.text == "正文"
    assert result.warnings == (
        "文档含有修订痕迹，已按接受全部修订读取。",
        "文档中的目录未读入。",
        "文档中嵌入了其它文件，其内容未读入。",
    )


def test_a_deleted_mark_at_the_end_keeps_its_text():
    assert text_of(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('末段')}</w:p>") == "末段"


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
