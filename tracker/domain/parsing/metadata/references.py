"""Other documents that the text names: 《…》（国发〔2020〕7号)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from tracker.domain.parsing.model import DocumentReference, Flag, Span
from tracker.domain.parsing.text.compact import Compact

LONGEST_TITLE = 120
QUOTED = re.compile(rf"《(?P<title>[^《》]{{2,{LONGEST_TITLE}}}(?:《[^《》]{{1,60}}》[^《》]{{0,60}})?)》")
_ISSUER = r"(?<![落执])(?![按照根据依落参执贯彻的和及与见])[一-鿿]{2,12}"
NUMBER_AFTER = re.compile(
    rf"（(?P<number>{_ISSUER}[〔\[（](?P<year>[0-9]{{2,6}})[〕\]）]?(?:第)?(?P<serial>[0-9]{{0,5}})号)）?"
)
BARE_NUMBER = re.compile(rf"(?P<number>{_ISSUER}[〔\[](?P<year>[0-9]{{2,6}})[〕\]]?(?:第)?(?P<serial>[0-9]{{0,5}})号)")
YEAR_IN_BRACKETS = re.compile(r"[〔\[](?=[0-9]{2})")
LONGEST_ISSUER = 12
LONGEST_NUMBER = 16
MOST_REFERENCES = 2_000
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
DOCUMENT_KIND = re.compile(
    r"(?:意见|通知|方案|办法|措施|规划|纲要|决定|条例|规定|细则|计划|法|政策|清单|目录|指南|标准|要点|公告|函|批复)"
    r"(?:（[^）]{1,12}）)?$"
)


def find_references(compact: Compact, own_number: Span | None) -> tuple[DocumentReference, ...]:
    """Return the documents named, in order; a number that lost a bracket or figure is kept as printed and flagged."""
    found = []
    numbered: list[Span] = []
    for match in islice(QUOTED.finditer(compact.text), MOST_REFERENCES):
        number = NUMBER_AFTER.match(compact.text, match.end())
        if number is None and not DOCUMENT_KIND.search(match["title"]):
            continue
        end = number.end("number") if number else match.end()
        found.append(_reference(compact, match, number, match.start(), end))
        numbered.append((match.start(), end))
    starts = [start for start, _ in numbered]
    for match in islice(_bare_numbers(compact.text), MOST_REFERENCES):
        before = bisect_right(starts, match.start()) - 1
        is_known = before >= 0 and match.start() < numbered[before][1]
        if not is_known and not _overlap(compact.span(*match.span("number")), own_number):
            found.append(_reference(compact, None, match, match.start(), match.end()))
    return tuple(sorted(found, key=lambda reference: reference.start))


def _overlap(found: Span, own_number: Span | None) -> bool:
    """Return whether this is the paper's own number: the end of the title above may have been taken for its issuer."""
    return own_number is not None and found[0] < own_number[1] and own_number[0] < found[1]


def _bare_numbers(text: str) -> Iterator[re.Match[str]]:
    """Numbers outside 《…》（…）, found from their brackets."""
    position = 0
    for bracket in YEAR_IN_BRACKETS.finditer(text):
        start = max(position, bracket.start() - LONGEST_ISSUER)
        if number := BARE_NUMBER.search(text, start, bracket.start() + LONGEST_NUMBER):
            yield number
            position = number.end()


def _reference(
    compact: Compact, quoted: re.Match[str] | None, number: re.Match[str] | None, start: int, end: int
) -> DocumentReference:
    is_damaged = number is not None and not (YEAR.fullmatch(number["year"]) and number["serial"])
    return DocumentReference(
        title=compact.printed[slice(*quoted.span("title"))] if quoted else None,
        document_number=compact.text[slice(*number.span("number"))] if number else None,
        start=compact.span(start, end)[0],
        end=compact.span(start, end)[1],
        flags=(Flag.NUMBER_DAMAGED,) if is_damaged else (),
    )
