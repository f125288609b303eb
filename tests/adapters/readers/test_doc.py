"""Word 97–2003 documents are read through their piece table."""

import pytest

from tests.adapters.readers.makers_ole import make_doc, make_ole
from tracker.adapters.readers.doc import read
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument


@pytest.mark.parametrize("flags", [0x0200, 0x0000], ids=["1Table", "0Table"])
def test_paragraphs_are_lines(flags: int):
    assert read(make_doc("一、总体要求\r（一）指导思想。\r", flags=flags)).text == "一、总体要求\n（一）指导思想。"


def test_text_without_chinese_may_be_stored_with_one_byte_a_character():
    assert read(make_doc("R&D “plan”\rGDP\r", eight_bit=True)).text == "R&D “plan”\nGDP"


def test_rows_of_a_table_are_lines_with_tabs_and_empty_cells_keep_their_place():
    text = "前\r序号\x07任务\x07单位\x07\n1\x07\x07市科技局\x07\n后\r"

    assert read(make_doc(text)).text == "前\n序号\t任务\t单位\n1\t\t市科技局\n后"


def test_field_codes_pictures_and_marks_are_not_text():
    text = '见\x13 HYPERLINK "http://example.test" \x14附件\x15。\x01\x08不\x1e间断\r第\x13PAGE\x15页\r'

    assert read(make_doc(text)).text == "见附件。不-间断\n第页"


def test_hard_line_breaks_and_page_breaks_begin_new_lines():
    assert read(make_doc("标题\x0b第二行\r上页\x0c下页\r")).text == "标题\n第二行\n上页\n下页"


def test_a_tab_in_prose_is_a_space():
    assert read(make_doc("甲\t乙\r")).text == "甲 乙"


def test_footnotes_stand_after_the_body():
    result = read(make_doc("甲\x02企业。\r", notes="\x02指规模以上。\r\r"))

    assert result.text == "甲企业。\n脚注1：指规模以上。"
    assert result.warnings == ("脚注共 1 条，列在正文之后。",)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (make_doc("甲\r", flags=0x0300), Refusal.ENCRYPTED),
        (make_doc("甲\r", version=0x65), Refusal.OLD_WORD),
        (make_ole({"WordDocument": b"\xdc\xa5" + bytes(2000)}), Refusal.OLD_WORD),
        (make_ole({"WordDocument": bytes(2000)}), Refusal.DAMAGED),
        (make_ole({"EncryptedPackage": b"", "EncryptionInfo": b""}), Refusal.ENCRYPTED),
        (make_ole({"WordDocument": bytes(2000)}, ["Macros"]), Refusal.MACRO),
        (make_ole({"PowerPoint Document": b""}), Refusal.UNSUPPORTED),
        (make_doc("甲\r")[:700], Refusal.DAMAGED),
        (make_doc("甲\r").replace(b"\x02\x10\0\0\0", b"\x07\x10\0\0\0"), Refusal.DAMAGED),
    ],
    ids=[
        "encrypted",
        "word 6",
        "word 6 head",
        "zeros",
        "encrypted package",
        "macros",
        "slides",
        "cut off",
        "no pieces",
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, refusal: Refusal):
    with pytest.raises(UnreadableDocument) as refused:
        read(data)

    assert refused.value.refusal is refusal
