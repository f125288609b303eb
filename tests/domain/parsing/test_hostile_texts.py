"""Reading ends in seconds of processor time: 1 MB of anything, and a paper of usual length at once."""

import re
import time

import pytest

from tests.support.source import ROOT
from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag

MEGABYTE = 1_000_000
LIMIT_S = 2.0
BASELINE_S = 0.017
"""Processor seconds of `baseline` on the idle machine the limit is meant for; a busy or slow one gets more."""
PAPER_LIMIT_S = 0.1
_MARKERS = "一、 （一） 1. 1、 ① ★1. 第一条 第一章 任务1： 一是"
_MARKS = """
    责任单位： （责任单位：市科技局） 单位：甲1. 【责任单位】 负责人： 完成时限： 市局负责 市局会同 由市局 市局要
    市科技局、 市科技局和 各市、 其中市局牵头， 列第一位的为牵头单位，下同。
"""
_WORDS = """
    （ ） （） 〔（ 《 “ ， 。 ： 甲 1 1,000 | >a 2024年底前 到2025年 完成时限：2024年底， 持续推进。 100个 增长10%，
    实现率低于5% 前10位， 本自 《意见》（国发〔2020〕7号） 国发〔2020〕7号 三、甲（一）乙。
"""
SPACED = [" ", "\n", "\t", "\x00", "单位：甲 1.", "市甲局 "]
LINES = [
    "首页\n",
    "2024年5月6日\n",
    "关于\n",
    "附件\n",
    "专栏\n",
    "工作方案\n一、甲\n",
    "一、甲\n（一）乙\n1.丙。\n（1）丁；\n",
]
TABLES = [
    "序号\n",
    "序号\t任务\t责任单位\n",
    "| 序号 | 任务 | 责任单位 |\n",
    "序号  任务  责任单位\n",
    "序号\n任务\n责任单位\n",
    "序号\n|\n任务\n|\n单位\n|\n",
]
COUNTS = ["1.1 建\n1.2 修\n", "——建（市局）\n", "县水务局：负责全县堤防检查。\n"]
PATTERNS = [*_MARKERS.split(), *_MARKS.split(), *_WORDS.split(), *SPACED, *LINES, *TABLES, *COUNTS]
ENDLESS = {
    "（责任单位：": "市科技局、 市局会同 市局负责 等 和 * 其中 各",
    "一、主要目标。": "增长10%， 2024年 1 完成时限： 市局会同",
    "序号\t任务\t责任单位\n1\t甲\t": "市科技局、 其中 2024年 市局负责",
}
"""What stands in one mark, one clause, one cell without an end."""


def baseline() -> float:
    """Return the processor seconds of a fixed piece of work of the same kind: words matched, numbers added."""
    started = time.process_time()
    total = 0
    for number in range(200_000):
        total += number * number % 7
    assert total
    assert re.findall("[一-鿿]{2,5}x", "甲乙" * 20_000) == []
    return time.process_time() - started


def time_of_reading(text: str) -> float:
    """Return the processor seconds that reading a text takes.

    Where that passes the limit, the text is read again and compared with the baseline: what else a machine does at the
    same time slows both, and a reading that grows with the square of the text passes any limit.
    """
    taken = _time_once(text)
    if taken < LIMIT_S:
        return taken
    speed = min(baseline() for _ in range(3)) / BASELINE_S
    return min(taken, _time_once(text)) / max(1.0, speed)


def _time_once(text: str) -> float:
    started = time.process_time()
    document = parse_document(text)
    taken = time.process_time() - started
    assert document.parts[-1].end == len(text)
    return taken


def repeated(pattern: str) -> str:
    return pattern * (MEGABYTE // len(pattern.encode("gb18030")))


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_megabyte_of_one_pattern_is_read_in_seconds(pattern: str) -> None:
    assert time_of_reading(repeated(pattern)) < LIMIT_S


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opening", "pattern"), [(opening, word) for opening, words in ENDLESS.items() for word in words.split()]
)
def test_a_sentence_without_an_end_is_read_in_seconds(opening: str, pattern: str) -> None:
    assert time_of_reading(opening + repeated(pattern)) < LIMIT_S


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["一、甲。（责任单位：市科技局）", "序号", "市科技局、", "到2025年，增长10%"])
def test_a_megabyte_with_one_character_a_line_is_read_in_seconds(pattern: str) -> None:
    assert time_of_reading("\n".join(repeated(pattern)[: MEGABYTE // 3])) < LIMIT_S


@pytest.mark.slow
def test_a_text_beyond_the_limits_is_read_up_to_them_and_says_so() -> None:
    document = parse_document("1.甲。\n" * 12_000)
    assert Flag.TOO_LONG in document.flags
    assert len(document.clauses) == 2_500


@pytest.mark.slow
@pytest.mark.parametrize(("text", "is_flagged"), [("甲" * 280_000 + "\n \n", False), ("甲" * 280_000 + "\n乙", True)])
def test_a_text_of_more_characters_than_are_read_says_so(text: str, is_flagged: bool) -> None:
    document = parse_document(text)
    assert (Flag.TOO_LONG in document.flags) is is_flagged
    assert "".join(text[part.start : part.end] for part in document.parts) == text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "|", "——", "1", "。"])
def test_next_to_nothing_is_read_too(text: str) -> None:
    document = parse_document(text)
    assert "".join(text[part.start : part.end] for part in document.parts) == text
    assert not document.clauses


def test_a_paper_of_usual_length_is_read_at_once() -> None:
    text = (ROOT / "seed" / "documents" / "jiaxing_2022_high_tech_zones.txt").read_text(encoding="utf-8")
    assert min(_time_once(text) for _ in range(3)) < PAPER_LIMIT_S
