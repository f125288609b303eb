"""Automatic numbers of .doc are printed, deleted and hidden characters are not."""

import pytest

from tests.adapters.readers.makers_doc_lists import (
    ARABIC,
    BULLET,
    CHINESE,
    LEGAL,
    LIMITED_RESTART,
    LISTS,
    OVERRIDES,
    ROMAN,
    STYLES,
    in_list,
    level,
    lists,
    other_format,
    overrides,
    restart_at,
    styles,
)
from tests.adapters.readers.makers_ole import make_doc
from tracker.adapters.readers.doc import read

OUTLINE = [level("%1、", CHINESE), level("（%2）", CHINESE), level("%3.", ARABIC)]
NO_BASE = 0xFFF


def lines_of(paragraphs: list[bytes], list_table: bytes, override_table: bytes, style_sheet: bytes = b"") -> list[str]:
    """Return what is printed for paragraphs 甲, 乙, 丙 … with these properties."""
    text = "".join(f"{name}\r" for name, _ in zip("甲乙丙丁戊己庚", paragraphs, strict=False))
    tables = {LISTS: list_table, OVERRIDES: override_table, STYLES: style_sheet}
    return read(make_doc(text, paragraphs=paragraphs, tables=tables)).text.split("\n")


@pytest.mark.parametrize(
    ("levels", "depths", "wanted"),
    [
        (OUTLINE, (0, 1, 1, 2, 0, 1), ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己"]),
        ([level("第%1条", CHINESE)], (0, 0), ["第一条　甲", "第二条　乙"]),
        ([level("%1", ROMAN), level("%1.%2", ARABIC, flags=LEGAL)], (0, 1, 1), ["I　甲", "1.1　乙", "1.2　丙"]),
        ([level("%1.", start=4)], (0, 0), ["4.甲", "5.乙"]),
        (
            [level("%1、", CHINESE), level("（%2）", flags=LIMITED_RESTART)],
            (0, 1, 0, 1),
            ["一、甲", "（1）乙", "二、丙", "（2）丁"],
        ),
        ([level("\uf0b7", BULLET)], (0,), ["•甲"]),
    ],
    ids=["three levels", "simple", "legal", "start", "no restart", "bullet"],
)
def test_numbers_are_printed_as_their_list_says(levels, depths, wanted):
    assert lines_of([in_list(1, depth) for depth in depths], lists(levels), overrides((0, []))) == wanted


def test_lists_count_each_for_itself_and_an_override_restarts_once():
    two = lists([level("%1、", CHINESE)], [level("（%1）", CHINESE)])
    pointing = overrides((0, []), (1, []), (0, [restart_at(0, 5)]))

    printed = lines_of([in_list(number) for number in (1, 2, 1, 3, 3, 2)], two, pointing)

    assert printed == ["一、甲", "（一）乙", "二、丙", "五、丁", "六、戊", "（二）己"]


def test_an_override_may_replace_a_level():
    pointing = overrides((0, [other_format(0, level("第%1章", CHINESE))]))

    assert lines_of([in_list(1)], lists(OUTLINE), pointing) == ["第一章　甲"]


def test_a_style_puts_its_paragraphs_into_a_list_and_a_paragraph_may_leave_it():
    heading, below = in_list(1)[2:], in_list(1, 1)[7 - 1 :]
    sheet = styles((NO_BASE, b""), (0, heading), (1, below))
    plain = [b"\1\0", b"\2\0", in_list(0, style=1), in_list(-2047, style=1), b"\1\0", b"\0\0"]

    assert lines_of(plain, lists(OUTLINE), overrides((0, [])), sheet) == [
        "一、甲",
        "（一）乙",
        "丙",
        "丁",
        "二、戊",
        "己",
    ]


def test_a_negative_number_keeps_the_list():
    assert lines_of([in_list(-1)], lists(OUTLINE), overrides((0, []))) == ["一、甲"]


def test_an_empty_paragraph_takes_no_number():
    data = make_doc(
        "甲\r\r乙\r", paragraphs=[in_list(1)] * 3, tables={LISTS: lists(OUTLINE), OVERRIDES: overrides((0, []))}
    )

    assert read(data).text == "一、甲\n\n二、乙"


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {LISTS: lists(OUTLINE)[:60], OVERRIDES: overrides((0, []))},
        {LISTS: b"\xff\xff", OVERRIDES: overrides((0, []))},
        {LISTS: lists(OUTLINE), OVERRIDES: b"\xff\xff\xff\xff"},
        {LISTS: lists(OUTLINE), OVERRIDES: overrides((7, []))},
        {LISTS: lists(OUTLINE), OVERRIDES: overrides((0, [])), STYLES: b"\x04\0\xff\0\x0a\0"},
    ],
    ids=["no tables", "cut off", "too many lists", "too many overrides", "unknown list", "styles cut off"],
)
def test_numbers_that_cannot_be_read_are_reported_and_the_text_is_kept(tables):
    result = read(make_doc("甲\r乙\r", paragraphs=[in_list(1), b"\0\0"], tables=tables))

    assert result.text == "甲\n乙"
    assert result.warnings == ("有 1 段的自动编号已损坏，未能读出，请核对原文或另存为 .docx 后重新上传。",)


DELETED, INSERTED, HIDDEN = b"\x00\x08\x01", b"\x01\x08\x01", b"\x3c\x08\x01"


@pytest.mark.parametrize(
    ("text", "characters", "wanted", "warning"),
    [
        ("甲删乙\r", [(0, 1, b""), (1, 2, DELETED), (2, 4, b"")], "甲乙", "修订痕迹"),
        ("甲增乙\r", [(0, 1, b""), (1, 2, INSERTED), (2, 4, b"")], "甲增乙", "修订痕迹"),
        ("甲隐乙\r", [(0, 1, b""), (1, 2, HIDDEN), (2, 4, b"")], "甲乙", "隐藏文字"),
        ("甲\r乙\r", [(0, 1, b""), (1, 2, DELETED), (2, 4, b"")], "甲乙", "修订痕迹"),
        ("甲删乙\r", [(0, 1, b""), (1, 2, b"\x00\x08\x00"), (2, 4, b"")], "甲删乙", None),
    ],
    ids=["deleted", "inserted", "hidden", "deleted end of paragraph", "not deleted"],
)
def test_changes_are_read_as_accepted(text, characters, wanted, warning):
    result = read(make_doc(text, characters=characters))

    assert result.text == wanted
    assert [warning in sentence for sentence in result.warnings] == ([True] if warning else [])


def test_deleted_characters_of_one_byte_are_found_too():
    result = read(make_doc("abcd\r", eight_bit=True, characters=[(0, 1, b""), (1, 3, DELETED), (3, 5, b"")]))

    assert result.text == "ad"
