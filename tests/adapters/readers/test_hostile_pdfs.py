"""No PDF brings the reader down: it is read, in part and said so, or refused with a sentence."""

import pytest

from tests.adapters.readers.hostile_pdfs import HEAVY_PDFS, PDFS, content
from tracker.adapters.document_reader import read_document
from tracker.adapters.readers import limits
from tracker.adapters.readers.answers import answer
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument

REFUSED = {
    Refusal.DAMAGED: {
        "only a head",
        "a head and zeros",
        "cut in half",
        "cut after the first object",
        "previous table is negative",
        "page without a size",
        "page size is text",
        "unknown compression",
        "forty filters",
        "font without descendants",
        "encryption without keys",
    },
    Refusal.NO_TEXT: {
        "no content",
        "content is missing",
        "content is a number",
        "broken compression",
        "cut compression",
        "operators without operands",
        "operands of a wrong kind",
        "unbalanced brackets",
        "deep arrays",
        "huge and tiny characters",
    },
    Refusal.TOO_COMPLEX: {"font descends from itself"},
    Refusal.ENCRYPTED: {"unknown encryption"},
}
EXPECTED = {name: refusal.value for refusal, names in REFUSED.items() for name in names}


@pytest.mark.parametrize("name", PDFS)
def test_a_bad_pdf_is_read_or_gets_its_sentence(name: str):
    reply = answer(PDFS[name](), "文件.pdf")

    assert reply.get("refusal") == EXPECTED.get(name)
    assert ("Readable text of a page" in reply.get("document", {}).get("text", "")) is (name not in EXPECTED)


def test_the_corpus_is_large_enough():
    assert len(PDFS) + len(HEAVY_PDFS) >= 40


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("catalog leads to itself", Refusal.TOO_SLOW),
        ("ten thousand pages", Refusal.TOO_MANY_PAGES),
        ("stream of a gigabyte", Refusal.TOO_COMPLEX),
        ("two hundred thousand lines", Refusal.TOO_SLOW),
    ],
)
def test_a_pdf_that_asks_for_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch, name: str, refusal: Refusal):
    monkeypatch.setattr(limits, "CPU_SECONDS", 3 if refusal is not Refusal.TOO_MANY_PAGES else 30)

    with pytest.raises(UnreadableDocument) as refused:
        read_document(HEAVY_PDFS[name](), "文件.pdf")

    assert refused.value.refusal is refusal


@pytest.mark.slow
def test_a_pdf_that_needs_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MEMORY", 160 * limits.MIB)
    many_characters = content(f"BT /F1 8 Tf 80 700 Td ({'x' * 60_000}) Tj ET")

    with pytest.raises(UnreadableDocument) as refused:
        read_document(many_characters, "文件.pdf")

    assert refused.value.refusal is Refusal.TOO_COMPLEX
