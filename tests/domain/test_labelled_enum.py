import pytest

from tracker.domain.labelled_enum import LabelledEnum


class Season(LabelledEnum):
    SPRING = "spring", "春"
    AUTUMN = "autumn", "秋"


def test_a_member_is_its_stored_value_and_knows_its_label():
    assert Season("spring") is Season.SPRING
    assert Season.SPRING == "spring"
    assert str(Season.AUTUMN) == "autumn"
    assert [season.label for season in Season] == ["春", "秋"]


def test_an_unknown_value_is_refused():
    with pytest.raises(ValueError, match="summer"):
        Season("summer")
