import pytest

from tracker.domain.audit_words import action_words, field_words, subject_words, value_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (["issued", "in_progress"], "待签收 → 推进中"),
        ([None, "2027-12-31"], "空 → 2027-12-31"),
        ([True, False], "是 → 否"),
        (["甲", "乙", "丙"], "甲、乙、丙"),
        ([], "空"),
        ({"percent": 40, "reason": ""}, "完成进度 40；理由 空"),
        (40, "40"),
    ],
)
def test_a_recorded_value_is_put_in_words(value, words):
    assert value_words(value, "Assignment", "status") == words


def test_what_the_tables_do_not_know_is_still_shown():
    assert (action_words("拨打"), subject_words("档案"), field_words("x")) == ("拨打", "档案", "其他")
