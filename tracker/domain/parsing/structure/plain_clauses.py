"""Documents without any numbers: clauses are told by short headings above their text, or by their marks."""

from collections.abc import Sequence
from itertools import islice

from tracker.domain.parsing.page.paragraphs import FIELD_START, Page
from tracker.domain.parsing.structure.record_lines import record_starts
from tracker.domain.parsing.structure.unnumbered_items import is_duty_line, is_duty_sentence
from tracker.domain.parsing.text.titles import is_title_like, may_begin_title
from tracker.domain.parsing.units.marks import find_marks

LONGEST_HEADING = 30
SHORTEST_BODY = 20
FEWEST_CLAUSES = 2
MOST_STARTS = 3_001
"""One more than the clauses that are read, so that the rest is told to be unread."""


def plain_starts(page: Page, texts: Sequence[str]) -> frozenset[int]:
    """Return the paragraphs at which clauses begin; none in a document with numbers, or with fewer than two of them."""
    if any(paragraph.marker or paragraph.is_row for paragraph in page.paragraphs):
        return frozenset()
    return record_starts(texts) or _starts(page, texts)


def _starts(page: Page, texts: Sequence[str]) -> frozenset[int]:
    in_charge = (paragraph for paragraph in page.paragraphs if is_duty_sentence(page, paragraph, in_charge=True))
    tells_duties = len(list(islice(in_charge, FEWEST_CLAUSES))) == FEWEST_CLAUSES
    starts: list[int] = []
    is_under_heading = False
    for index, text in enumerate(texts):
        if len(starts) >= MOST_STARTS:
            break
        if _is_heading(texts, index):
            is_under_heading = True
            starts.append(index)
        elif is_duty_line(page, page.paragraphs[index]) or (
            tells_duties and is_duty_sentence(page, page.paragraphs[index], in_charge=False)
        ):
            starts.append(index)
            is_under_heading = False
        elif not FIELD_START.match(text) and _is_marked(page, texts, index):
            if not is_under_heading:
                starts.append(index)
            is_under_heading = False
    return frozenset(starts) if len(starts) >= FEWEST_CLAUSES else frozenset()


def _is_heading(texts: Sequence[str], index: int) -> bool:
    """A short line without punctuation above a sentence."""
    text = texts[index]
    if not 2 <= len(text) <= LONGEST_HEADING or not may_begin_title(text) or "，" in text or is_title_like(text):
        return False
    body = texts[index + 1] if index + 1 < len(texts) else ""
    return len(body) >= SHORTEST_BODY and body[-1] in "。）；" and index > 0


def _is_marked(page: Page, texts: Sequence[str], index: int) -> bool:
    """Whether a paragraph holds a mark of responsibility, or fields stand on the next line."""
    paragraph = page.paragraphs[index]
    if texts[index][-1] == "。" and index + 1 < len(texts) and FIELD_START.match(texts[index + 1]):
        return True
    return bool(find_marks(page.compact, paragraph.start, paragraph.end, [paragraph.start]))
