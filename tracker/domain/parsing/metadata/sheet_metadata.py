"""Metadata that only the sheet of particulars above a paper on a web page tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.parsing.metadata.metadata_fields import Metadata
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.page.data_sheets import ALONE, FIRST_ROW, INLINE
from tracker.domain.parsing.page.paragraphs import Page
from tracker.domain.parsing.text.compact import Compact, make_compact
from tracker.domain.parsing.text.dates import DASHED_DAY, DAY, to_day
from tracker.domain.parsing.text.patterns import NUMBER
from tracker.domain.parsing.text.titles import is_title_like

CELL = re.compile(r"[^\t|｜│┃]+")
FIRST_WORD = re.compile(r"\s*(\S+)\s+(?=\S)")
IS_NUMBER = re.compile("文号|字号|文件编号")
NUMBER_AFTER_LABEL = re.compile(rf"(?:文号|发文字号|文件编号)：?(?P<number>{NUMBER.pattern})")
"""发布机构 … 文 号 某政发〔2024〕2号: several labels in a line without colons."""
IS_TITLE = re.compile("标题|名称")
IS_ISSUER = re.compile("(?:发文|制发|制定)(?:机构|机关|单位|部门)")
IS_PUBLISHER = re.compile("发布(?:机构|机关|单位|部门)")
IS_SOURCE = re.compile("(?:信息|文件)?来源")
LENGTH_OF_PLACE = 3
IS_SIGNING = re.compile("(?:成文|签发)(?:日期|时间)")
"""发文日期 and 发布日期 tell when a page was made."""
IS_EFFECT = re.compile("(?:施行|实施|生效)(?:日期|时间)")
BODY = re.compile(r"[一-鿿]{2,30}(?:政府|办公厅|办公室|委员会|局|厅|部|委|院|会|署)")


@dataclass(frozen=True)
class Particular:
    """What a sheet says beneath or beside a label, at positions start:end of `compact`."""

    label: str
    compact: Compact
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.compact.text[self.start : self.end]

    @property
    def printed(self) -> str:
        return self.compact.printed[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.compact.span(self.start, self.end)


def read_sheet(page: Page, found: Metadata) -> None:
    """Fill in the fields that the paper itself did not tell."""
    body = next((page.compact.offsets[p.start] for p in page.paragraphs if p.marker), 0)
    for particular in _particulars(page):
        label = particular.label
        if found.title is None and IS_TITLE.search(label) and is_title_like(particular.text):
            _take(found, "title", particular)
        elif found.document_number is None and IS_NUMBER.search(label) and NUMBER.fullmatch(particular.text):
            _take(found, "document_number", particular)
        elif found.issuing_authority is None and _names_issuer(particular, found.title, body):
            _take(found, "issuing_authority", particular)
        elif found.signed_on is None and IS_SIGNING.fullmatch(label):
            _take_day(found, "signed_on", particular)
        elif found.effective_on is None and IS_EFFECT.fullmatch(label):
            _take_day(found, "effective_on", particular)
    if found.document_number is None:
        _read_number_among_labels(page, found)


def _read_number_among_labels(page: Page, found: Metadata) -> None:
    """Take the number from a line of labels without colons."""
    for line in page.lines:
        if not line.is_web or not NUMBER_AFTER_LABEL.search(line.bare):
            continue
        compact = make_compact(page.source, [(line.start, line.end)])
        if match := NUMBER_AFTER_LABEL.search(compact.text):
            _take(found, "document_number", Particular("文号", compact, *match.span("number")))
            return


def _names_issuer(particular: Particular, title: str | None, body: int) -> bool:
    """Whether a sheet names who issued the paper; who published it, or the source above the body, if alike."""
    heads_title = title is not None and title.startswith(particular.printed)
    is_issuer = bool(IS_ISSUER.fullmatch(particular.label))
    is_issuer = is_issuer or (heads_title and bool(IS_PUBLISHER.fullmatch(particular.label)))
    is_of_place = (
        title is not None
        and particular.span[1] <= body
        and title[:LENGTH_OF_PLACE] == particular.printed[:LENGTH_OF_PLACE]
    )
    is_issuer = is_issuer or (is_of_place and bool(IS_SOURCE.fullmatch(particular.label)))
    return is_issuer and bool(BODY.fullmatch(particular.text))


def _take(found: Metadata, name: str, particular: Particular) -> None:
    setattr(found, name, particular.printed)
    found.spans[name] = particular.span


def _take_day(found: Metadata, name: str, particular: Particular) -> None:
    match = DASHED_DAY.match(particular.text) or DAY.match(particular.text)
    day: date | None = to_day(match) if match else None
    if day is not None:
        setattr(found, name, day)
        found.spans[name] = particular.span


def _particulars(page: Page) -> Iterator[Particular]:
    """Labels with what stands in the same cell, in the next cell or on the next line."""
    label: str | None = None
    for line in page.lines:
        for cell in CELL.finditer(page.source, line.start, line.end) if line.is_web else ():
            if cell[0].isspace():
                continue
            compact = make_compact(page.source, [cell.span()])
            if alone := ALONE.fullmatch(compact.text):
                label = alone["label"]
                continue
            yield from _in_cell(compact, cell[0], label)
            label = None


def _in_cell(compact: Compact, printed: str, above: str | None) -> Iterator[Particular]:
    labels = list(INLINE.finditer(compact.text))
    if labels and labels[0].start() == 0:
        ends = [*(label.start() for label in labels[1:]), len(compact.text)]
        for label, end in zip(labels, ends, strict=True):
            yield from _particular(label["bracketed"] or label["plain"], compact, label.end(), end)
        return
    first = FIRST_WORD.match(printed)
    length = len(first[1]) if first else 0
    if first and FIRST_ROW.match(f"{compact.text[:length]}："):
        yield from _particular(compact.text[:length], compact, length, len(compact.text))
    elif above is not None:
        yield from _particular(above, compact, 0, len(compact.text))


def _particular(label: str, compact: Compact, start: int, end: int) -> Iterator[Particular]:
    while start < end and compact.text[start] in "-—–：":
        start += 1
    if start < end:
        yield Particular(label, compact, start, end)
