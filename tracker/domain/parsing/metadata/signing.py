"""Who issued a document and when: signature, day of effect, day of publication."""

import re
from itertools import pairwise, takewhile

from tracker.domain.parsing.metadata.metadata_fields import Metadata
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.page.paragraphs import Page, Paragraph
from tracker.domain.parsing.structure.ending import COMES_INTO_FORCE, DATE_LINE
from tracker.domain.parsing.structure.layout import Layout
from tracker.domain.parsing.text.dates import DASHED_DAY, DAY, DAY_PATTERN, LOST_DAY, to_day, to_lost_day

SHORTEST_SIGNER = 4
LENGTH_OF_PLACE = 3
FROM_ISSUE = re.compile(r"自(?:发布|印发|颁布|公布|下发|签发|发文|本[一-鿿]{2,4}(?:发布|印发))之?日起")
ISSUER_IN_TITLE = re.compile(
    r"(?P<issuer>[一-鿿、]{3,60}?)(?:等(?:[一二三四五六七八九十0-9]+(?:个)?(?:部门|单位))?)?(?:关于|印发|转发|批转|发布)"
)
AND_OTHERS_IN_TITLE = re.compile(r"等(?:[一二三四五六七八九十]+|[0-9]+)(?:个)?(?:部门|单位)")
ISSUER_END = re.compile(r"(?:政府|办公厅|办公室|委员会|局|厅|部|委|院|会|署|中心|行|司|社|公司|集团)$")
POST_AND_NAME = re.compile(r"[一-鿿]{0,12}(?:[省市县区州厅局部]长|主席|主任|书记)(?:：?[一-鿿·]{2,4})?")
LETTERHEAD = re.compile(r"(?P<issuer>[一-鿿]{4,40})文件")
MOST_IN_LETTERHEAD = 30
ORDER = re.compile(r"(?P<issuer>[一-鿿]{4,30}?)令?")
OF_THIS_PAPER = re.compile(
    "本|此|(?:各|以上|上述)(?:[项条]|政策|措施|举措){1,3}|现予|现将|现印发|予以(?:公布|发布|印发)"
)
STAMP = re.compile("[（(][^（）()]{0,14}?代?[盖公印]?[章印][）)]$")
GOES_ON = re.compile("领导小组|联席会议|指挥部|委员会|办公室|协调小组|专班")
"""The second line of a long name: …支付工作 · 领导小组办公室."""
DAY_IN_HEAD = re.compile(f"（{DAY_PATTERN}(?:印发|发布|公布)?）")
"""A paper of a party body prints its day beneath the title."""
PRINTED_ON = re.compile(DAY_PATTERN + "印发")
PUBLISHED_ON = re.compile(r"(?:发布|公布)(?:日期|时间)[：:]?")


def read_signature(page: Page, layout: Layout, found: Metadata) -> None:
    """Find issuer and day of signing; without a signature the issuer may be named in the title."""
    if layout.signature:
        last = page.paragraphs[layout.signature[-1]]
        match = DATE_LINE.fullmatch(page.compact.text, last.start, last.end)
        signers = [page.paragraphs[index] for index in layout.signature[:-1]]
        signers = [signer for signer in signers if not POST_AND_NAME.fullmatch(page.text(signer))]
        if match and match["signers"]:
            _issuer(page, found, match.start("signers"), match.end("signers"))
        elif signers:
            _joint_issuers(page, found, signers)
        if match:
            found.signed_on = to_day(match)
            found.spans["signed_on"] = page.compact.span(match.start("year"), match.end())
        elif lost := LOST_DAY.fullmatch(page.compact.text, last.start, last.end):
            found.signed_on = to_lost_day(lost)
    else:
        _day_in_head(page, layout, found)
    _issuer_from_title(page, found)
    _issuer_from_order(page, layout, found)
    _issuers_from_letterhead(page, layout, found)


def _day_in_head(page: Page, layout: Layout, found: Metadata) -> None:
    for paragraph in page.paragraphs[: layout.head_end]:
        match = DAY_IN_HEAD.fullmatch(page.compact.text, paragraph.start, paragraph.end)
        if match and paragraph.start in page.compact.line_starts:
            found.signed_on = to_day(match)
            found.spans["signed_on"] = page.compact.span(match.start("year"), match.end("day"))
            return


def _joint_issuers(page: Page, found: Metadata, signers: list[Paragraph]) -> None:
    """Several names above a date."""
    names: list[str] = []
    for signer in signers:
        for start, end in _parted(page, signer.start, signer.end):
            name = STAMP.sub("", page.compact.printed[start:end].strip("？"))
            names[-1:] = [names[-1] + name] if names and GOES_ON.match(name) else [*names[-1:], name]
    found.issuing_authority = "、".join(names)
    found.spans["issuing_authority"] = page.compact.span(signers[0].start, signers[-1].end)


def _parted(page: Page, begin: int, stop: int) -> list[Span]:
    """A line of names as ranges: white space parts whole names of bodies."""
    text = page.compact.text
    edges = [begin]
    lost_blanks = {mark + 1 for mark in range(begin, stop) if text[mark] == "？"}
    for position in range(begin + SHORTEST_SIGNER, stop - SHORTEST_SIGNER + 1):
        is_parted = (
            position in page.compact.gaps
            or position in lost_blanks
            or text.startswith(text[edges[-1] : edges[-1] + LENGTH_OF_PLACE], position)
        )
        if is_parted and all(
            ISSUER_END.search(text[start:end].rstrip("？")) for start, end in ((edges[-1], position), (position, stop))
        ):
            edges.append(position)
    return list(pairwise([*edges, stop]))


def _issuer(page: Page, found: Metadata, start: int, end: int) -> None:
    found.issuing_authority = page.compact.printed[start:end]
    found.spans["issuing_authority"] = page.compact.span(start, end)


def _issuer_from_title(page: Page, found: Metadata) -> None:
    if found.issuing_authority or not found.title:
        return
    start = page.compact.position(found.spans["title"][0])
    match = ISSUER_IN_TITLE.match(page.compact.text, start, start + len(found.title))
    if match and (ISSUER_END.search(match["issuer"]) or match["issuer"].endswith("政务服务办")):
        _issuer(page, found, *match.span("issuer"))
        ranges = _parted(page, *match.span("issuer"))
        found.issuing_authority = "、".join(page.compact.printed[begin:end].strip("、") for begin, end in ranges)


def _issuer_from_order(page: Page, layout: Layout, found: Metadata) -> None:
    """An order signed by a person: the body on a line of its own above it issued it."""
    if found.issuing_authority or not layout.signature:
        return
    for paragraph in page.paragraphs[: layout.head_end]:
        match = ORDER.fullmatch(page.compact.text, paragraph.start, paragraph.end)
        if match and ISSUER_END.search(match["issuer"]):
            _issuer(page, found, *match.span("issuer"))
            return


def _issuers_from_letterhead(page: Page, layout: Layout, found: Metadata) -> None:
    """The bodies of a red head: 某市人民政府文件 in a line, or a name a line above 文件."""
    if found.issuing_authority:
        return
    head = page.paragraphs[: min(layout.head_end, MOST_IN_LETTERHEAD)]
    for index, paragraph in enumerate(head):
        named = LETTERHEAD.fullmatch(page.compact.text, paragraph.start, paragraph.end)
        if named and ISSUER_END.search(named["issuer"]):
            _issuer(page, found, *named.span("issuer"))
        if page.text(paragraph) == "文件":
            signers = list(takewhile(lambda signer: ISSUER_END.search(page.text(signer)), reversed(head[:index])))
            if signers:
                _joint_issuers(page, found, signers[::-1])
        if found.issuing_authority:
            return


def read_dates(page: Page, found: Metadata) -> None:
    """Find the day of effect, and the day of printing or, on a web page, of publication."""
    text = page.compact.text
    for match in COMES_INTO_FORCE.finditer(text):
        begin = max(0, match.start() - 60)
        sentence = text[max(text.rfind("。", begin, match.start()) + 1, begin) : match.start()]
        if sentence and not OF_THIS_PAPER.search(sentence):
            continue
        day = DAY.search(match[0])
        is_from_issue = FROM_ISSUE.match(match[0]) and "日后" not in match[0]
        found.effective_on = to_day(day) if day else found.signed_on if is_from_issue else None
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
