"""What holds for any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.as_json import to_json
from tracker.domain.parsing.model import ParsedDocument, PartKind
from tracker.domain.parsing.text.compact import bare

_PIECES = """
    一、 二、 （一） （二） 1. ２． (3) ① 第一条 第二章 一是 二是 ： ； 。 ， 、 （ ） 〔 〕 【 】 《 》 “ ” *
    责任单位： 牵头单位： 配合单位： 完成时限： 市科技局 各县（市、区）政府 按职责分工负责 牵头 配合 会同 由 等部门 和
    2024年底前 到2027年 持续推进 每年 100个 增长10% 1-2家 以上 左右 前10位 主要目标 基本原则 专栏1 附件
    附件：1. 某市工作方案 关于 通知 某政发〔2024〕5号 2024年5月6日 某市人民政府 此件公开发布 抄送： 自发布之日起施行
    本办法 应当 各部门要 首页 打印 —3— 列第一位的为牵头单位，下同 序号 任务 甲乙丙丁，戊己庚辛。
"""
PIECES = st.sampled_from(_PIECES.split())
WHITE = st.sampled_from(
    ["", "", "\n", "\n\n", " ", "\u3000\u3000", "\t", "\r\n", "\x0b", "\u2028", "\x00", "\ue010", "\U0001f600"]
)
TEXTS = st.lists(st.one_of(PIECES, WHITE, st.text(max_size=3)), max_size=60).map("".join)


def slice_of(document: ParsedDocument, start: int, end: int) -> str:
    """The source between two offsets without the lines left out."""
    kept = (part for part in document.parts if part.kind is not PartKind.NOISE)
    return "".join(
        document.text[max(start, part.start) : min(end, part.end)]
        for part in kept
        if part.start < end and part.end > start
    )


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_its_parts_tile_it(text: str) -> None:
    document = parse_document(text)
    assert "".join(text[part.start : part.end] for part in document.parts) == text
    assert all(part.start < part.end for part in document.parts)
    assert to_json(document)["text"] == text


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_span_gives_the_words_claimed(text: str) -> None:
    document = parse_document(text)
    for name, (start, end) in document.spans.items():
        value = getattr(document, name)
        if isinstance(value, str) and name != "issuing_authority":
            assert bare(slice_of(document, start, end)) == bare(value)
    for clause in document.clauses:
        assert text[clause.start : clause.end] == clause.text
        assert text[clause.body_start : clause.end] == clause.body
        assert clause.title is None or bare(clause.title) in bare(clause.text)
        for unit in (*clause.units, *clause.implied_units):
            assert bare(slice_of(document, unit.start, unit.end)) == bare(unit.name)
        if clause.due_phrase is not None:
            assert bare(slice_of(document, clause.due_start or 0, clause.due_end or 0)) == bare(clause.due_phrase)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_clauses_stand_in_order_and_only_work_has_units_and_limits(text: str) -> None:
    clauses = parse_document(text).clauses
    assert [clause.start for clause in clauses] == sorted(clause.start for clause in clauses)
    for clause in clauses:
        assert clause.is_task or not (clause.units or clause.due_on)
        assert len({unit.name for unit in clause.units}) == len(clause.units)
