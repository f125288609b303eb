import pytest

from tracker.domain.numerals import to_chinese, to_number

NUMERALS = [
    ("一", 1),
    ("十", 10),
    ("十二", 12),
    ("二十", 20),
    ("二十七", 27),
    ("九十九", 99),
    ("一百零五", 105),
    ("12", 12),
    ("①", 1),
    ("⑳", 20),
    ("二〇二四", 2024),
]


@pytest.mark.parametrize(("numeral", "number"), NUMERALS)
def test_a_numeral_has_its_value(numeral: str, number: int) -> None:
    assert to_number(numeral) == number


@pytest.mark.parametrize("text", ["", "甲", "一甲", "123456789", "一二三四五六"])
def test_other_text_is_no_numeral(text: str) -> None:
    assert to_number(text) is None


def test_numbers_of_headings_go_there_and_back() -> None:
    assert [to_number(to_chinese(number)) for number in range(1, 100)] == list(range(1, 100))
    assert to_chinese(100) == "100"
