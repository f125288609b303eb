"""PDF files with a text layer: paragraphs, tables and reading order rebuilt from where the characters stand."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from tracker.adapters.readers import limits
from tracker.adapters.readers.pdf_columns import in_reading_order
from tracker.adapters.readers.pdf_lines import Line, lines_of
from tracker.adapters.readers.pdf_margins import split_margins
from tracker.adapters.readers.pdf_paragraphs import Layout, join_lines
from tracker.adapters.readers.pdf_pictures import Pictures, pages_with_pictures, pages_without_text, pictures_on
from tracker.adapters.readers.pdf_tables import Table, joined_tables, outside_tables, ruled_tables, with_unruled_tables
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.result import ReadResult
from tracker.adapters.readers.tables import table_lines
from tracker.adapters.readers.text import clean

CAUSES = (
    ((PDFPasswordIncorrect, PDFEncryptionError), Refusal.ENCRYPTED),
    ((MemoryError, RecursionError), Refusal.TOO_COMPLEX),
)
UNMAPPED = "(cid:"  # how pdfminer writes a glyph of which the file does not say what character it is
MOST_UNMAPPED = 0.05  # share of characters


def read(data: bytes) -> ReadResult:
    """Return the text of a PDF; raise `UnreadableDocument` where it is encrypted, damaged or made of pictures."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > limits.MAX_PAGES:
                raise UnreadableDocument(Refusal.TOO_MANY_PAGES)
            return _read_pages(document.pages)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        raise UnreadableDocument(
            next((refusal for kinds, refusal in CAUSES if isinstance(cause, kinds)), Refusal.DAMAGED)
        ) from error


def _read_pages(pages: Sequence[Any]) -> ReadResult:
    lines: list[list[Line]] = []
    tables: list[list[Table]] = []
    pictures: list[Pictures] = []
    total = unmapped = 0
    for number, page in enumerate(pages, start=1):
        characters = page.chars
        total += len(characters)
        unmapped += sum(each["text"].startswith(UNMAPPED) for each in characters)
        pictures.append(pictures_on(page))
        found = ruled_tables(page, number)
        tables.append(found)
        lines.append(lines_of(outside_tables(characters, found), number))
        page.close()
    bodies, margins = split_margins(lines, [float(page.height) for page in pages])
    without_text = pages_without_text(pictures, bodies, tables)
    _refuse_without_text(total, unmapped, len(pages), without_text)
    flow = [each for body, found in zip(bodies, tables, strict=True) for each in _in_order(body, found)]
    margin_text = "\n".join(line.text for line in margins if line.page == 1)
    return ReadResult(
        clean("\n".join(_paragraphs(flow))),
        _warnings(without_text, pages_with_pictures(pictures, without_text), unmapped),
        None,
        margin_text,
    )


def _refuse_without_text(total: int, unmapped: int, page_count: int, pictures: Sequence[int]) -> None:
    if unmapped > MOST_UNMAPPED * total:
        raise UnreadableDocument(Refusal.UNMAPPED_FONT)
    if page_count and len(pictures) == page_count:
        raise UnreadableDocument(Refusal.IMAGES_ONLY)
    if not total:
        raise UnreadableDocument(Refusal.NO_TEXT)


def _in_order(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line | Table]:
    """Return what is above a table, the table, and what is below it; columns are read between tables."""
    ordered: list[Line | Table] = []
    rest = list(lines)
    for table in sorted(tables, key=lambda each: each.top):
        above = [line for line in rest if line.top < table.top]
        rest = rest[len(above) :]
        ordered += [*with_unruled_tables(in_reading_order(above)), table]
    return ordered + with_unruled_tables(in_reading_order(rest))


def _paragraphs(flow: Sequence[Line | Table]) -> list[str]:
    lines = [each for each in flow if isinstance(each, Line)]
    layout = Layout(lines) if lines else None
    paragraphs: list[str] = []
    above: Line | Table | None = None
    for each in _with_joined_tables(flow):
        if isinstance(each, Table):
            paragraphs += table_lines(each.rows)
        elif layout and isinstance(above, Line) and not layout.begins_paragraph(above, each, paragraphs[-1]):
            paragraphs[-1] = join_lines(paragraphs[-1], each.text)
        else:
            paragraphs.append(each.text)
        above = each
    return paragraphs


def _with_joined_tables(flow: Sequence[Line | Table]) -> list[Line | Table]:
    joined: list[Line | Table] = []
    for each in flow:
        above = joined[-1] if joined else None
        whole = joined_tables(above, each) if isinstance(above, Table) and isinstance(each, Table) else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(each)
    return joined


def _warnings(without_text: Sequence[int], with_pictures: Sequence[int], unmapped: int) -> tuple[str, ...]:
    warnings = []
    if without_text:
        warnings.append(f"第 {'、'.join(map(str, without_text))} 页只有图片，没有可读取的文字，请核对原文。")
    if with_pictures:
        warnings.append(f"第 {'、'.join(map(str, with_pictures))} 页有大幅图片，图中如有文字未能读出，请核对原文。")
    if unmapped:
        warnings.append(f"有 {unmapped} 个字无法识别，请核对原文。")
    return tuple(warnings)
