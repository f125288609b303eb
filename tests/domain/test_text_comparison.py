import pytest

from tracker.domain.text_comparison import LONGEST, Stretch, TextChange, compare

SAME, ADDED, REMOVED = TextChange.SAME, TextChange.ADDED, TextChange.REMOVED


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("一样", "一样", [(SAME, "一样")]),
        ("", "新的", [(ADDED, "新的")]),
        ("旧的", "", [(REMOVED, "旧的")]),
        ("建成 12 家", "建成 120 家", [(SAME, "建成 "), (REMOVED, "12"), (ADDED, "120"), (SAME, " 家")]),
        ("达到8.5%。", "达到8.6%。", [(SAME, "达到"), (REMOVED, "8.5%"), (ADDED, "8.6%"), (SAME, "。")]),
    ],
)
def test_what_changed_is_told_with_numbers_in_one_piece(old, new, expected):
    assert compare(old, new) == [Stretch(change, text) for change, text in expected]


@pytest.mark.parametrize(
    ("old", "new"), [("甲乙丙丁", "甲丙丁戊"), ("2026年6月新建 3 家", "2026年7月新建 13 家，验收 2 家")]
)
def test_the_stretches_give_both_texts_back(old, new):
    stretches = compare(old, new)

    assert "".join(part.text for part in stretches if part.change is not ADDED) == old
    assert "".join(part.text for part in stretches if part.change is not REMOVED) == new


def test_very_long_texts_are_shown_whole_instead_of_compared():
    long = "长" * (LONGEST + 1)

    assert compare("短", long) == [Stretch(REMOVED, "短"), Stretch(ADDED, long)]
