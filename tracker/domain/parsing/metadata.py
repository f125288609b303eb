"""Title, number, issuer, addressees and dates, only as printed."""

import re
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.parsing.compact import make_compact
from tracker.domain.parsing.dates import DASHED_DAY, DAY, DAY_PATTERN, to_day
from tracker.domain.parsing.ending import COMES_INTO_FORCE, DATE_LINE
from tracker.domain.parsing.layout import Layout
from tracker.domain.parsing.model import Flag, PartKind, Span
from tracker.domain.parsing.paragraphs import Page, Paragraph
from tracker.domain.parsing.patterns import one_of
from tracker.domain.parsing.titles import (
    FILE_NAME,
    KINDS,
    SUBJECT,
    TITLE_END,
    TITLE_REST,
    is_title_like,
    may_begin_title,
)
from tracker.domain.parsing.unit_lists import split_units

NUMBER = re.compile(
    r"[一-鿿]{2,16}(?:发|函|办|字|规|通|令|科|政)?[〔\[（【](?:19|20)[0-9]{2}[〕\]）】](?:第)?[0-9]{1,4}号"
)
NUMBER_LINE = re.compile(rf"（?(?:文号：|发文字号：)?(?P<number>{NUMBER.pattern})）?")
LABELLED_NUMBER = re.compile(rf"(?:发文字号|文件编号|发文号|文号|文件号)：?(?P<number>{NUMBER.pattern})")
LONGEST_ADDRESSEES = 300
ADDRESSEE = re.compile(r"各|市|省|县|区|州|国务院|中央|有关")
LETTERHEAD = re.compile(r"[一-鿿]{4,40}文件")
RUN_ON_TITLE = re.compile(
    rf"[^。；！？，、：]{{6,100}}?{one_of(KINDS)}(?:（[^）]{{1,10}}）)?"
    r"(?!的)(?=[一-鿿]{2,12}[〔\[（](?:19|20)[0-9]{2}[〕\]）]|(?:各|有关)[^。：]{2,120}：)"
)
PREFIX = re.compile(r"(?:【[^】]{1,10}】|（(?:19|20)[0-9]{2}）|\[[^\]]{1,10}\])+")
TITLE_SUBJECT = re.compile(r"关于|印发|转发|批转")
FROM_ISSUE = re.compile(r"自(?:发布|印发|颁布|公布|下发|签发|发文|本[一-鿿]{2,4}(?:发布|印发))之?日起")
ISSUER_IN_TITLE = re.compile(
    r"(?P<issuer>[一-鿿、]{4,60}?)(?:等[一二三四五六七八九十0-9]+(?:个)?(?:部门|单位))?(?:关于|印发|转发|批转|发布)"
)
AND_OTHERS_IN_TITLE = re.compile(r"等(?:[一二三四五六七八九十]+|[0-9]+)(?:个)?(?:部门|单位)")
ISSUER_END = re.compile(r"(?:政府|办公厅|办公室|委员会|局|厅|部|委|院|会|署|中心|行|司|社|公司|集团)$")
PRINTED_ON = re.compile(DAY_PATTERN + "印发")
PUBLISHED_ON = re.compile(r"(?:发布|公布)(?:日期|时间)[：:]?")


@dataclass
class Metadata:
    """The fields of a document's head and ending, with where they stand."""

    title: str | None = None
    document_number: str | None = None
    issuing_authority: str | None = None
    addressees: tuple[str, ...] = ()
    signed_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)
    kinds: dict[int, PartKind] = field(default_factory=dict)
    goes_on_at: int | None = None
    """Where the text goes on after a title that shares its paragraph with number and addressees."""


def read_metadata(page: Page, layout: Layout) -> Metadata:
    """Return the metadata of a page; `kinds` names the head paragraphs it took them from."""
    found = Metadata()
    _read_title(page, layout, found)
    _read_number(page, layout, found)
    _read_addressees(page, layout, found)
    _read_signature(page, layout, found)
    _read_file_name(page, found)
    _read_dates(page, found)
    if found.title is None:
        found.flags.append(Flag.NO_TITLE)
    if found.issuing_authority is None:
        found.flags.append(Flag.NO_ISSUER)
    return found


def _read_title(page: Page, layout: Layout, found: Metadata) -> None:
    for index in range(layout.head_end):
        text = page.text(page.paragraphs[index])
        bare_start = PREFIX.match(text)
        offset = bare_start.end() if bare_start else 0
        if is_title_like(text[offset:]) and not NUMBER.fullmatch(text) and not LETTERHEAD.fullmatch(text):
            first = index
            while first > 0 and index - first < 3 and not offset and _continues_title(page, first):
                first -= 1
            start = page.paragraphs[first].start + (offset if first == index else 0)
            last = index
            if index + 1 < layout.head_end and TITLE_REST.fullmatch(page.text(page.paragraphs[index + 1])):
                last = index + 1
            _take(page, found, "title", start, page.paragraphs[last].end)
            for position in range(first, last + 1):
                found.kinds[position] = PartKind.TITLE
            return
    for paragraph in page.paragraphs[: layout.head_end]:
        if match := RUN_ON_TITLE.match(page.compact.text, paragraph.start, paragraph.end):
            _take(page, found, "title", paragraph.start, match.end())
            found.goes_on_at = match.end()
            return


def _continues_title(page: Page, first: int) -> bool:
    """Whether the paragraph before `first` is an earlier line of the same title."""
    before, here = page.text(page.paragraphs[first - 1]), page.text(page.paragraphs[first])
    if (
        not may_begin_title(before)
        or NUMBER.fullmatch(before)
        or LETTERHEAD.fullmatch(before)
        or TITLE_END.search(before)
        and SUBJECT.search(here)
    ):
        return False
    if re.search(r"[A-Za-z0-9]-|[0-9]{4}$|>", before):
        return False
    if ISSUER_END.search(before) and TITLE_SUBJECT.match(here):
        return True
    return bool(SUBJECT.search(before)) or (
        not SUBJECT.search(here) and len(here) < 30 and bool(ISSUER_END.search(before))
    )


def _take(page: Page, found: Metadata, name: str, start: int, end: int) -> str:
    found.spans[name] = page.compact.span(start, end)
    half = (end - start) // 2
    if page.compact.text[start : start + half] == page.compact.text[start + half : end]:
        start += half
    value = page.compact.printed[start:end]
    found.spans[name] = page.compact.span(start, end)
    if name == "title":
        found.title = value
    return value


def _read_number(page: Page, layout: Layout, found: Metadata) -> None:
    """The number on a line of its own, after a run-on title, or beside its label on a web page."""
    text = page.compact.text
    for index in range(min(layout.head_end + 3, len(page.paragraphs))):
        paragraph = page.paragraphs[index]
        match = NUMBER_LINE.fullmatch(text, paragraph.start, paragraph.end)
        if match is None and found.goes_on_at is not None and paragraph.start < found.goes_on_at < paragraph.end:
            match = NUMBER_LINE.match(text, found.goes_on_at, paragraph.end)
            found.goes_on_at = match.end() if match else found.goes_on_at
        if match is not None:
            found.document_number = match["number"]
            found.spans["document_number"] = page.compact.span(*match.span("number"))
            found.kinds.setdefault(index, PartKind.NUMBER)
            return
    _read_labelled_number(page, found)


def _read_labelled_number(page: Page, found: Metadata) -> None:
    for line in page.lines:
        if line.is_web and (label := LABELLED_NUMBER.search(line.bare)):
            compact = make_compact(page.source, [(line.start, line.end)])
            found.document_number = label["number"]
            found.spans["document_number"] = compact.span(*label.span("number"))
            return


def _read_addressees(page: Page, layout: Layout, found: Metadata) -> None:
    text = page.compact.text
    for index in range(layout.head_end):
        paragraph = page.paragraphs[index]
        start, stop = paragraph.start, paragraph.end
        shares = found.goes_on_at is not None and start < found.goes_on_at < stop
        if shares:
            start = found.goes_on_at or start
        elif index in found.kinds:
            continue
        colon = text.find("：", start, min(stop, start + LONGEST_ADDRESSEES))
        alone = colon == stop - 1 and ADDRESSEE.match(text, start)
        if colon - start < 2 or "。" in text[start:colon] or not (shares or alone):
            continue
        units = split_units(text, start, colon)
        found.addressees = tuple(page.compact.printed[unit.start : unit.end] for unit in units)
        found.spans["addressees"] = page.compact.span(start, colon)
        if not shares:
            found.kinds[index] = PartKind.ADDRESSEES
        return


def _read_signature(page: Page, layout: Layout, found: Metadata) -> None:
    if layout.signature:
        last = page.paragraphs[layout.signature[-1]]
        match = DATE_LINE.fullmatch(page.compact.text, last.start, last.end)
        signers = [page.paragraphs[index] for index in layout.signature[:-1]]
        if match and match["signers"]:
            _issuer(page, found, match.start("signers"), match.end("signers"))
        elif signers:
            _joint_issuers(page, found, signers)
        if match:
            found.signed_on = to_day(match)
            found.spans["signed_on"] = page.compact.span(match.start("year"), match.end())
    _issuer_from_title(page, found)


def _joint_issuers(page: Page, found: Metadata, signers: list[Paragraph]) -> None:
    """Several names above a date: all of them, or the first where the title says "A等七部门"."""
    if AND_OTHERS_IN_TITLE.search(found.title or ""):
        signers = signers[:1]
    found.issuing_authority = "、".join(page.compact.printed[signer.start : signer.end] for signer in signers)
    found.spans["issuing_authority"] = page.compact.span(signers[0].start, signers[-1].end)


def _issuer(page: Page, found: Metadata, start: int, end: int) -> None:
    found.issuing_authority = page.compact.printed[start:end]
    found.spans["issuing_authority"] = page.compact.span(start, end)


def _issuer_from_title(page: Page, found: Metadata) -> None:
    if found.issuing_authority or not found.title:
        return
    start = page.compact.position(found.spans["title"][0])
    match = ISSUER_IN_TITLE.match(page.compact.text, start, start + len(found.title))
    if match and ISSUER_END.search(match["issuer"]):
        _issuer(page, found, match.start("issuer"), match.end("issuer"))


def _read_file_name(page: Page, found: Metadata) -> None:
    """A link to the original file at the end may carry the number and the title that the text lacks."""
    if found.title is not None or not page.paragraphs:
        return
    for paragraph in page.paragraphs[-3:]:
        match = FILE_NAME.fullmatch(page.compact.text, paragraph.start, paragraph.end)
        if match is None:
            continue
        number = NUMBER.match(page.compact.text, paragraph.start, match.end("title"))
        if number and found.document_number is None:
            found.document_number = number[0]
            found.spans["document_number"] = page.compact.span(number.start(), number.end())
        _take(page, found, "title", number.end() if number else paragraph.start, match.end("title"))
        found.kinds[page.paragraphs.index(paragraph)] = PartKind.NUMBER if number else PartKind.TITLE


def _read_dates(page: Page, found: Metadata) -> None:
    text = page.compact.text
    for match in COMES_INTO_FORCE.finditer(text):
        begin = max(0, match.start() - 60)
        sentence = text[max(text.rfind("。", begin, match.start()) + 1, begin) : match.start()]
        if not re.search(r"本|此", sentence):
            continue
        day = DAY.search(match[0])
        found.effective_on = to_day(day) if day else found.signed_on if FROM_ISSUE.match(match[0]) else None
        if found.effective_on:
            found.spans["effective_on"] = page.compact.span(match.start(), match.end())
            break
    printed = PRINTED_ON.search(text)
    if printed:
        found.published_on = to_day(printed)
        return
    for line in page.lines:
        label = PUBLISHED_ON.search(line.bare) if line.is_web else None
        day = label and (DASHED_DAY.match(line.bare, label.end()) or DAY.match(line.bare, label.end()))
        if day:
            found.published_on = to_day(day)
            return
