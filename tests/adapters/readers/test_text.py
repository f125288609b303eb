"""Plain text in every encoding comes out as it was written, or is refused; wrong characters are never let in."""

from pathlib import Path

import pytest

from tracker.adapters.document_reader import read_document
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.text import read

SEEDS = sorted((Path(__file__).parents[3] / "seed" / "documents").glob("*.txt"))
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
SNIPPETS = [
    "通知",
    "一、总体要求",
    "（一）指导思想。以推进高质量发展为主题，全面落实各项任务。",
    "责任单位：市科技局、市发展改革委、市财政局，各县（市、区）人民政府",
    "到2025年，R&D经费支出占GDP比重达到3.5%以上。",
    "Plan 2026: GDP +5%",
    "附件：1.任务分工表\r\n2.联系方式\r\n",
    "“十四五”规划——创新驱动……㎡",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_paper_is_the_same_in_every_encoding(path: Path, encoding: str):
    text = path.read_text(encoding="utf-8")
    document = read_document(text.encode(encoding, "replace"), "政策.txt")

    assert document.text == text.encode(encoding, "replace").decode(encoding)
    assert (document.format, document.warnings) == ("txt", ())


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", SNIPPETS)
def test_a_single_line_is_the_same_in_every_encoding(text: str, encoding: str):
    if encoding == "gbk":
        text = text.replace("㎡", "")

    assert read(text.encode(encoding)).text == text.replace("\r\n", "\n")


def test_line_ends_of_all_systems_become_line_feeds():
    assert read("甲\r\n乙\r丙\u2028丁\x0b戊\x0c己\x85庚".encode()).text == "甲\n乙\n丙\n丁\n戊\n己\n庚"


def test_characters_that_nobody_sees_are_taken_out():
    assert read("市\u200b科\ufeff技\u00ad局\u202e（\x07牵头）".encode()).text == "市科技局（牵头）"


def test_a_few_damaged_bytes_are_shown_and_reported():
    text = "加强组织领导，落实各项任务。" * 100
    result = read(text.encode()[:-2])

    assert result.text == text[:-1] + "\ufffd"
    assert result.warnings == ("有 1 处文字已损坏，显示为“\ufffd”，请核对原文。",)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        ("科技创新".encode() * 50 + "财政金融".encode("gb18030") * 50, Refusal.UNKNOWN_ENCODING),
        (bytes(range(128, 256)) * 20, Refusal.UNKNOWN_ENCODING),
        (bytes(range(256)) * 20, Refusal.UNSUPPORTED),
        ("정책 문서 내용입니다".encode("euc-kr") * 20, Refusal.UNKNOWN_ENCODING),
        (b"\0" * 500, Refusal.UNSUPPORTED),
        (b"\xff\xfe" + b"\x00\xd8" * 100, Refusal.UNKNOWN_ENCODING),
        ("字".encode() * 2_700_000, Refusal.TOO_LONG),
    ],
    ids=["mixed", "no encoding", "binary", "Korean", "zeros", "lone surrogates", "too long"],
)
def test_what_is_no_text_is_refused(data: bytes, refusal: Refusal):
    with pytest.raises(UnreadableDocument) as refused:
        read(data)

    assert refused.value.refusal is refusal
