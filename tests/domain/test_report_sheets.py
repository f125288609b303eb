"""What a row of a filled-in sheet says, cell by cell, and that its key cannot be made up."""

import pytest

from tracker.domain.report_sheets import (
    COORDINATION,
    DIFFICULTIES,
    LONGEST,
    PERCENT,
    REACHED,
    SUMMARY,
    RowKey,
    places_of,
    read_row,
    same_words,
    unsealed,
)

SECRET = b"of a test"
PLAIN, STAGED = RowKey("2026-06", 7, 0), RowKey("2026-06", 7, 3, (11, 12, 13))
DONE = {PERCENT: "40", SUMMARY: "新建机构 12 家。"}


def faults(cells, key=PLAIN):
    row, errors = read_row(4, cells, key)
    assert (row is None) == bool(errors)
    return [(error.heading, error.message) for error in errors]


@pytest.mark.parametrize(
    ("text", "percent"),
    [("40", 40), ("40%", 40), ("40％", 40), (" 12.5 ", 12.5), ("0", 0), ("100", 100), ("1e1", 10)],
)
def test_a_percent_is_read_as_people_write_it(text, percent):
    row, errors = read_row(4, {**DONE, PERCENT: text}, PLAIN)

    assert (row.percent, errors) == (percent, [])


@pytest.mark.parametrize("text", ["-1", "100.1", "很多", "nan", "inf", "4０.五", "=1", "1/2"])
def test_what_is_no_percent_is_said(text):
    assert faults({**DONE, PERCENT: text}) == [(PERCENT, "请填 0 至 100 的数字。")]


@pytest.mark.parametrize(
    ("text", "ids"),
    [("1", (11,)), ("1、3", (11, 13)), ("3,1", (11, 13)), ("2；2", (12,)), ("1 2 3", (11, 12, 13)), ("0", ())],
)
def test_stages_are_named_by_their_places(text, ids):
    row, errors = read_row(4, {REACHED: text, SUMMARY: "建成 1 家。"}, STAGED)

    assert (row.reached_ids, errors) == (ids, [])


@pytest.mark.parametrize("text", ["4", "-1", "0、1", "一", "1。5", "1-2"])
def test_what_is_no_place_is_said(text):
    assert faults({REACHED: text, SUMMARY: "建成 1 家。"}, STAGED) == [
        (REACHED, "请填节点的序号 1 至 3，用顿号隔开，没有到达填 0。")
    ]


@pytest.mark.parametrize(
    ("cells", "key", "headings"),
    [
        ({PERCENT: "40"}, PLAIN, [SUMMARY]),
        ({SUMMARY: "建成 1 家。"}, PLAIN, [PERCENT]),
        ({DIFFICULTIES: "缺资金。"}, PLAIN, [SUMMARY, PERCENT]),
        ({**DONE, REACHED: "1"}, PLAIN, [REACHED]),
        (DONE, STAGED, [PERCENT, REACHED]),
        ({SUMMARY: "建成 1 家。"}, STAGED, [REACHED]),
        ({SUMMARY: " "}, PLAIN, None),
        ({}, STAGED, None),
    ],
)
def test_a_row_is_filled_in_as_its_task_asks_or_left_empty(cells, key, headings):
    assert [heading for heading, _ in faults(cells, key)] == (headings or [])
    if headings is None:
        assert read_row(4, cells, key)[0].is_empty


@pytest.mark.parametrize("heading", sorted(LONGEST))
@pytest.mark.parametrize("over", [0, 1])
def test_a_text_is_as_long_as_its_column_may_hold(heading, over):
    said = [(heading, f"超过 {LONGEST[heading]} 字，请精简。")] if over else []

    assert faults({**DONE, heading: "好" * (LONGEST[heading] + over)}) == said


def test_every_wrong_cell_of_a_row_is_named_at_once():
    wrong = {PERCENT: "140", SUMMARY: "好" * 5001, COORDINATION: "好" * 1001}

    assert [heading for heading, _ in faults(wrong)] == [SUMMARY, COORDINATION, PERCENT]


@pytest.mark.parametrize("key", [PLAIN, STAGED, RowKey("2027-12", 2**31 - 1, 5, (1,))])
def test_a_key_comes_back_as_it_went_out(key):
    assert unsealed(f" {key.sealed(SECRET)} ", SECRET) == key


@pytest.mark.parametrize(
    "change",
    [
        lambda sealed: sealed.replace("/7/", "/8/"),
        lambda sealed: sealed.replace("2026-06", "2026-07"),
        lambda sealed: sealed.replace("11.12", "11"),
        lambda sealed: sealed[:-1],
        lambda sealed: sealed.rpartition("/")[0],
        lambda _sealed: "",
        lambda _sealed: "行标识",
        lambda sealed: sealed[::-1],
    ],
)
def test_a_key_that_was_changed_is_none_of_ours(change):
    assert unsealed(change(STAGED.sealed(SECRET)), SECRET) is None
    assert unsealed(STAGED.sealed(b"another secret"), SECRET) is None


@pytest.mark.parametrize(("reached", "text"), [([], "0"), ([12], "2"), ([13, 11], "1、3"), ([99], "0")])
def test_reached_stages_go_out_by_their_places(reached, text):
    assert places_of((11, 12, 13), reached) == text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("甲\r\n乙 丙", "甲\n乙　丙", True), ("甲乙", "甲 乙", False), ("", " ", True), ("甲", "乙", False)],
)
def test_blanks_and_line_breaks_are_no_change(one, other, same):
    assert same_words(one, other) is same
