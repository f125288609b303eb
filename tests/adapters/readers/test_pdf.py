"""Paragraphs, columns and tables of a PDF come back from the positions of its characters."""

import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from tests.adapters.readers.makers_pdf import (
    FONT,
    SIZE,
    draw_picture,
    drawn_pdf,
    grey_picture,
    make_pdf,
    pdf_of_text,
    prose,
    ruled_table,
)
from tracker.adapters.readers.pdf import read
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument

SENTENCE = "加快建设高能级科创平台，支持有条件的单位承担国家和省级重大科技任务，提升自主创新能力。"
LONG = SENTENCE * 4
PAPER = "\n".join(
    [
        "一、总体要求",
        f"（一）{LONG}",
        f"（二）{LONG}",
        "二、保障措施",
        f"（三）{LONG}有关单位分工负责。",
        "本意见自印发之日起施行。",
    ]
)


def lines_of(data: bytes) -> list[str]:
    return read(data).text.split("\n")


@pytest.mark.parametrize(("indent", "space_after"), [(2, 0), (0, 0), (0, 8)], ids=["indented", "flush", "spaced"])
def test_paragraphs_are_rebuilt_from_lines(indent: float, space_after: float):
    assert read(pdf_of_text(PAPER, indent=indent, space_after=space_after)).text == PAPER


def test_a_labelled_field_begins_a_line_of_its_own():
    sentence = "建设综合服务平台，推动数据共享和业务协同，实现群众办事一次办成。"
    text = "\n".join([f"1.{sentence}", "牵头单位：市科技局", "配合单位：市财政局", "完成时限：长期坚持"] * 6)

    assert read(pdf_of_text(text, indent=0)).text == text


def test_a_line_that_happens_to_be_full_ends_its_paragraph_before_a_number_or_a_title():
    full_line = 27  # characters
    field = "参与单位：省级有关部门，各设区市政府、开发区管委会".ljust(full_line, "等")
    duty = "坚持问题导向，建立健全工作机制，推动各项政策落地见效".ljust(full_line - 1, "实") + "。"
    text = "\n".join(
        [*("（一）" + duty, field, "（二）" + SENTENCE, "市级诚信体系建设专项行动方案", "一、目标。" + SENTENCE)] * 2
    )

    assert read(pdf_of_text(text, indent=0)).text == text


def test_a_paragraph_goes_on_over_the_page():
    text = "\n".join(f"（{number}）{LONG}" for number in "一二三四五六七八")

    assert read(pdf_of_text(text)).text == text


def test_running_heads_and_page_numbers_are_left_out():
    result = read(make_pdf(prose("\n".join([LONG] * 9)), head="某市人民政府公报", foot="第{page}页 共9页"))

    assert result.text == "\n".join([LONG] * 9)
    assert "某市人民政府公报" in result.margin_text


@pytest.mark.parametrize("foot", ["— {page} —", "- {page} -", "{page}", "第 {page} 页", "{page}/3", "—{page}—"])
def test_a_page_number_is_left_out_even_on_a_single_page(foot: str):
    assert read(make_pdf(prose(SENTENCE), foot=foot)).text == SENTENCE


def test_two_columns_are_read_one_after_the_other():
    text = "\n".join(f"（{number}）{LONG}" for number in "一二三四五六")

    assert read(make_pdf(prose(text, size=10), columns=2)).text == text


def test_a_deep_indent_of_the_first_line_is_no_centred_heading():
    text = "\n".join(f"（{number}）{LONG}" for number in "一二三四五六")

    assert read(make_pdf(prose(text, size=10, indent=3.2), columns=2)).text == text


def test_a_heading_may_stand_flush_left_where_paragraphs_are_indented():
    full = "建设平台" * 26 + "。"  # its last line ends near the right edge
    story = [
        each
        for part in ("一、总体要求", "二、重点任务")
        for each in (*prose(part, indent=0), *prose(LONG), *prose(full))
    ]

    assert lines_of(make_pdf(story)) == ["一、总体要求", LONG, full, "二、重点任务", LONG, full]


def test_a_ruled_table_becomes_lines_with_tabs():
    rows = [
        ["序号", "主要任务", "责任单位"],
        ["1", "建设高能级科创平台，提升自主创新能力", "市科技局、市发展改革委"],
        ["2", "培育企业", "市经信局"],
    ]
    story = [*prose("附件"), ruled_table(rows, [40, 120, 80]), *prose("说明")]

    assert lines_of(make_pdf(story)) == ["附件", *("\t".join(row) for row in rows), "说明"]


def test_a_merged_cell_is_repeated_in_the_rows_it_covers():
    rows = [["任务", "单位"], ["平台", "甲局"], ["", "乙局"]]
    story = [ruled_table(rows, [100, 100], ("SPAN", (0, 1), (0, 2)))]

    assert lines_of(make_pdf(story)) == ["任务\t单位", "平台\t甲局", "平台\t乙局"]


def test_the_header_of_a_table_is_not_repeated_on_the_next_page():
    rows = [["序号", "单位"], *([str(number), "市科技局"] for number in range(1, 60))]

    assert lines_of(make_pdf([ruled_table(rows, [60, 200], header=1)])) == ["\t".join(row) for row in rows]


NAMES = ["序号", "任务", "单位"]


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        (["1", "建设平台，", "甲局"], ["", "提升能力。", ""], ["1\t建设平台，提升能力。\t甲局"]),
        (["1", "建设平台。", "甲局、"], ["", "", "乙局"], ["1\t建设平台。\t甲局、乙局"]),
        (["1", "建设平台，", "甲局"], ["2", "培育企业", "乙局"], ["1\t建设平台，\t甲局", "2\t培育企业\t乙局"]),
        (["1", "建设平台。", "甲局"], ["", "培育企业。", "乙局"], ["1\t建设平台。\t甲局", "\t培育企业。\t乙局"]),
    ],
    ids=["text goes on", "units go on", "next number", "row without a number"],
)
@pytest.mark.parametrize("repeats_names", [True, False])
def test_a_row_that_the_page_cuts_in_two_is_made_whole(upper, lower, joined, repeats_names):
    head = [NAMES] if repeats_names else []
    upper_part, lower_part = ([*rows] for rows in ([NAMES, upper], [*head, lower, ["9", "引育人才。", "丙局"]]))
    story = [ruled_table(upper_part, [40, 200, 100]), PageBreak(), ruled_table(lower_part, [40, 200, 100])]

    assert lines_of(make_pdf(story)) == ["\t".join(NAMES), *joined, "9\t引育人才。\t丙局"]


def test_tables_of_different_shape_stay_apart():
    story = [
        ruled_table([NAMES, ["1", "平台，", "甲局"]], [40, 200, 100]),
        PageBreak(),
        ruled_table([["", "乙"], ["二", "丙"]], [40, 60]),
    ]

    assert lines_of(make_pdf(story)) == ["\t".join(NAMES), "1\t平台，\t甲局", "\t乙", "二\t丙"]


def test_a_cell_that_breaks_before_a_mark_goes_on():
    rows = [NAMES, ["1", "平台", "市财政<br/>局、市经<br/>信局"]]

    assert lines_of(make_pdf([ruled_table(rows, [40, 60, 62])]))[1] == "1\t平台\t市财政局、市经信局"


def test_a_table_without_lines_is_told_by_its_columns():
    def draw(canvas: Canvas) -> None:
        for number, row in enumerate([("序号", "任务", "责任单位"), ("1", "平台", "甲局"), ("2", "企业", "乙局")]):
            for x, text in zip((80, 160, 320), row, strict=True):
                canvas.drawString(x, 700 - 40 * number, text)

    assert lines_of(drawn_pdf(draw)) == ["序号\t任务\t责任单位", "1\t平台\t甲局", "2\t企业\t乙局"]


def test_cells_broken_over_lines_are_joined_in_a_table_without_lines():
    def draw(canvas: Canvas) -> None:
        rows = [("1", "建设平", "甲局"), ("", "台", ""), ("2", "培育企", "乙局"), ("", "业", ""), ("3", "招才", "丙局")]
        for number, row in enumerate(rows):
            for x, text in zip((80, 160, 320), row, strict=True):
                canvas.drawString(x, 700 - 24 * number, text)

    assert lines_of(drawn_pdf(draw)) == ["1\t建设平台\t甲局", "2\t培育企业\t乙局", "3\t招才\t丙局"]


def test_a_file_of_pictures_is_refused_with_its_own_sentence():
    with pytest.raises(UnreadableDocument) as refused:
        read(drawn_pdf(draw_picture))

    assert refused.value.refusal is Refusal.IMAGES_ONLY


def test_pages_that_are_pictures_are_named():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "第一页的正文有足够多的文字")
        canvas.showPage()
        draw_picture(canvas)

    assert read(drawn_pdf(draw)).warnings == ("第 2 页只有图片，没有可读取的文字，请核对原文。",)


def test_a_picture_between_head_and_foot_is_named_too():
    def draw(canvas: Canvas) -> None:
        for page in (1, 2, 3):
            canvas.setFont(FONT, 12)
            canvas.drawString(80, 800, "某某市人民政府公报二〇二六年第三期")
            canvas.drawString(290, 40, f"— {page} —")
            if page == 2:
                canvas.drawInlineImage(grey_picture(), 80, 100, 440, 600)
            else:
                canvas.drawString(80, 700 - page, f"第{page}页的正文有足够多的文字")
            canvas.showPage()

    result = read(drawn_pdf(draw))

    assert result.warnings == ("第 2 页只有图片，没有可读取的文字，请核对原文。",)
    assert "公报" not in result.text


@pytest.mark.parametrize(
    ("picture", "warnings"),
    [
        ((80, 100, 440, 400), ("第 1 页有大幅图片，图中如有文字未能读出，请核对原文。",)),
        ((80, 100, 60, 60), ()),
        ((0, 0, 595, 842), ()),
    ],
    ids=["large", "a stamp", "behind the text"],
)
def test_a_large_picture_beside_the_text_is_named(picture: tuple[int, int, int, int], warnings: tuple[str, ...]):
    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(grey_picture(), *picture)
        canvas.setFont(FONT, SIZE)
        canvas.drawString(80, 700, "这一页的正文有足够多的文字")

    assert read(drawn_pdf(draw)).warnings == warnings


def test_letters_drawn_as_outlines_are_said_to_be_unread():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "第一页的正文有足够多的文字")
        canvas.showPage()
        for x in range(60):
            canvas.bezier(80 + x, 700, 82 + x, 710, 84 + x, 690, 86 + x, 700)

    assert read(drawn_pdf(draw)).warnings == ("第 2 页只有图片，没有可读取的文字，请核对原文。",)


def test_a_slanted_watermark_is_left_out():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "正文")
        canvas.rotate(30)
        canvas.drawString(300, 300, "内部资料")

    assert read(drawn_pdf(draw)).text == "正文"


def test_radicals_become_the_usual_characters():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "⼀、⼤⼒⽀持，（⾼新区）")

    assert read(drawn_pdf(draw)).text == "一、大力支持，（高新区）"


def test_text_struck_twice_to_look_bold_is_read_once():
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.4):
            canvas.drawString(80 + shift, 700, "人人参与")

    assert read(drawn_pdf(draw)).text == "人人参与"


def test_a_password_is_refused_but_a_ban_on_printing_is_not():
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(80, 700, "Open to read, closed to print")

    with pytest.raises(UnreadableDocument) as refused:
        read(drawn_pdf(draw, password="x"))  # noqa: S106  # of a file made here

    assert refused.value.refusal is Refusal.ENCRYPTED
    assert read(drawn_pdf(draw, owner_password="x")).text == "Open to read, closed to print"  # noqa: S106  # as above
