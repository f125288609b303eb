"""Reading ends in seconds of processor time: 1 MB of anything, and a paper of usual length at once."""

import time

import pytest

from tests.support.source import ROOT
from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag

MEGABYTE = 1_000_000
LIMIT_S = 3.0  # under 2 s on an idle machine; a busy one is slower even in processor time
PAPER_LIMIT_S = 0.1
PATTERNS = [
    "（", "）", "（）", "〔（", "《", "“", "一、", "（一）", "一、\n", "（一）甲。\n", "1", "1.", "1.a\n", "①",
    "第一条 ", "第一章", "一是", "一 ", " ", "\n", "\t", "责任单位：", "责任单位：市科技局\n", "（责任单位：市科技局）",
    "市科技局、", "市科技局和", "各市、", "市局会同", "由市局", "市局要", "2024年底前", "2024年5月6日\n", "到2025年",
    "100个", "增长10%，", "关于\n", "附件\n", "专栏\n", "首页\n", "工作方案\n一、甲\n", "本自", ">a",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_megabyte_of_one_pattern_is_read_in_seconds(pattern: str) -> None:
    text = pattern * (MEGABYTE // len(pattern.encode()))
    started = time.process_time()
    document = parse_document(text)
    assert time.process_time() - started < LIMIT_S
    assert document.parts[0].start == 0
    assert document.parts[-1].end == len(text)


@pytest.mark.slow
@pytest.mark.parametrize("opening", ["（责任单位：", "一、主要目标。"])
@pytest.mark.parametrize("pattern", ["市科技局、", "增长10%，", "市局会同", "等", "和", "*", "其中", "各", "2024年"])
def test_a_sentence_without_an_end_is_read_in_seconds(opening: str, pattern: str) -> None:
    started = time.process_time()
    parse_document(opening + pattern * (MEGABYTE // len(pattern.encode())))
    assert time.process_time() - started < LIMIT_S


@pytest.mark.slow
def test_a_text_beyond_the_limits_is_read_up_to_them_and_says_so() -> None:
    document = parse_document("1.甲。\n" * 12_000)
    assert Flag.TOO_LONG in document.flags
    assert len(document.clauses) == 3_000


def test_a_paper_of_usual_length_is_read_at_once() -> None:
    text = (ROOT / "seed" / "documents" / "jiaxing_2022_high_tech_zones.txt").read_text(encoding="utf-8")
    parse_document(text)
    started = time.process_time()
    parse_document(text)
    assert time.process_time() - started < PAPER_LIMIT_S
