"""Radicals and ligatures become usual characters; punctuation stays full width."""

import pytest

from tracker.adapters.readers.radicals import SUPPLEMENT, plain_characters


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⼀、⼤⼒⽀持，（⾼新区）", "一、大力支持，（高新区）"),
        ("⺠⽣", "民生"),
        ("⻓三⻆", "长三角"),
        ("⻅⻛⻋⻔⻚⻢⻬⻰", "见风车门页马齐龙"),
        ("ﬁle", "file"),
        ("１２％，（一）：", "１２％，（一）："),
    ],
)
def test_lookalikes_are_replaced_and_nothing_else(printed: str, meant: str):
    assert plain_characters(printed) == meant


def test_the_table_gives_one_character_for_each():
    assert all(len(chr(code) if isinstance(code, int) else code) == 1 for code in SUPPLEMENT.values())
