"""The text of a document is cut up for showing and loses nothing by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.source_marks import Mark, Piece, lay_out, stretches

TEXT = "标题一、总则（一）平台。建设（责任单位：甲局）附文"


def joined(blocks):
    return "".join(piece.text for block in blocks for piece in block.pieces)


def test_blocks_know_their_part_and_their_clause():
    blocks = lay_out(TEXT, [("title", 0, 2), ("heading", 2, 6), ("clause", 6, 23), ("noise", 23, 25)], [(1, 6, 23)], [])

    assert [(block.kind, block.clause, block.is_first) for block in blocks] == [
        ("title", None, False),
        ("heading", None, False),
        ("clause", 1, True),
        ("noise", None, False),
    ]


def test_the_words_of_a_field_are_a_piece_of_their_own():
    (block,) = lay_out("建设（责任单位：甲局）", [("clause", 0, 11)], [(1, 0, 11)], [Mark("units", 8, 10)])

    assert block.pieces == (Piece("建设（责任单位："), Piece("甲局", "units"), Piece("）"))


def test_a_mark_across_two_blocks_is_in_both():
    blocks = lay_out("甲乙丙丁", [("title", 0, 2), ("other", 2, 4)], [], [Mark("title", 1, 3)])

    assert [block.pieces for block in blocks] == [
        (Piece("甲"), Piece("乙", "title")),
        (Piece("丙", "title"), Piece("丁")),
    ]


def test_of_overlapping_marks_the_first_keeps_its_words():
    (block,) = lay_out("甲乙丙丁", [], [], [Mark("limit", 0, 2), Mark("goal", 1, 4)])

    assert block.pieces == (Piece("甲乙", "limit"), Piece("丙丁", "goal"))


def test_a_clause_cut_by_another_part_begins_only_once():
    blocks = lay_out("甲乙丙", [("clause", 0, 1), ("noise", 1, 2), ("clause", 2, 3)], [(7, 0, 3)], [])

    assert [(block.clause, block.is_first) for block in blocks] == [(7, True), (7, False), (7, False)]


@pytest.mark.parametrize("text", ["", "无"])
def test_very_short_texts_are_shown(text):
    assert joined(lay_out(text, [], [], [])) == text


@given(st.text(max_size=30), st.data())
def test_nothing_is_lost_whatever_is_marked(text, data):
    place = st.integers(0, len(text))
    pairs = [sorted(pair) for pair in data.draw(st.lists(st.tuples(place, place), max_size=6))]
    marks = [Mark(f"m{number}", start, end) for number, (start, end) in enumerate(pairs)]
    half = len(text) // 2

    blocks = lay_out(text, [("clause", 0, half), ("other", half, len(text))], [(1, 0, half)] if half else [], marks)

    assert joined(blocks) == text


def test_a_page_gets_the_blocks_in_stretches_of_whole_lines_and_none_is_lost():
    lines = [("clause", start, start + 10) for start in range(0, 100, 10)]
    blocks = lay_out("今天天气很好呀呀。\n" * 10, lines, [], [])
    unbroken = lay_out("今天天气很好呀呀呀。" * 10, lines, [], [])

    groups = stretches(blocks, length=25)

    assert [len(group) for group in groups] == [3, 3, 3, 1]
    assert [block for group in groups for block in group] == blocks
    assert stretches(unbroken, length=25) == [unbroken]
    assert stretches([]) == []
