"""The head of a document: title, number, addressees."""

import re

from tracker.domain.parsing.metadata.metadata_fields import Metadata
from tracker.domain.parsing.metadata.signing import ISSUER_END
from tracker.domain.parsing.metadata.title_lines import (
    LETTERHEAD_AND_NUMBER,
    NUMBER_AFTER_TITLE,
    NUMBER_BEFORE_TITLE,
    NUMBER_IN_FRONT,
    find_title_lines,
    is_order,
)
from tracker.domain.parsing.model import Flag, PartKind, Span
from tracker.domain.parsing.page.paragraphs import Page, Paragraph
from tracker.domain.parsing.structure.layout import Layout
from tracker.domain.parsing.text.patterns import NUMBER, one_of
from tracker.domain.parsing.text.titles import (
    ANNEX,
    FILE_NAME,
    KINDS,
    may_begin_title,
)
from tracker.domain.parsing.units.unit_lists import is_unit_or_level, split_units

NUMBER_LINE = re.compile(rf"（?(?:文号：|发文字号：)?(?P<number>{NUMBER.pattern})）?(?:签发人：.{{2,12}})?")
DAMAGED_NUMBER = re.compile(
    r"(?P<issuer>[一-鿿]{2,14}(?:发|函|办|字|规|通|令))[〔\[（]?(?P<year>20[0-2][0-9])[〕\]）]?(?P<serial>[0-9]{1,3})号?"
)
"""A number that lost its brackets or 号 on the way to a web page: 某府发〔202412."""
RUN_ON_TITLE = re.compile(
    rf"[^。；！？，：]{{6,100}}?{one_of(KINDS)}(?:（(?![^）]{{0,12}}号）)[^）]{{1,12}}）){{0,2}}(?!的|等|{one_of(KINDS)})"
    r"(?=（?(?![一-鿿]{0,8}(?:通知|意见|方案|决定))[一-鿿]{2,12}[〔\[（](?:19|20)[0-9]{2}[〕\]）]"
    r"|[一-鿿]{0,6}(?:各|有关)[^。：]{2,120}："
    r"|为(?!重点|主|抓手|契机|载体|引领|基础|统领|牵引|导向|期|民|群众|实事)[一-鿿]|根据《|按照《)"
)
PLAN_TITLE = re.compile(
    rf"(?:附件[0-9一二三四五六七八九十]{{0,2}}：?)?(?P<title>(?![本为我])[^。；！？，：《》]{{6,80}}?{one_of(KINDS)})"
    r"(?=(?:根据|按照|依据|依照)[^，。；：]{0,20}《)"
)
"""…方案根据某公司《…》: the title of a plan, and before it 附件, without a line break."""
PAGE_TITLE = re.compile(
    r"(?P<title>[^_。；：，]{6,80}?)(?:[_-][^_。；：，-]{2,20}){0,4}[_-][^_。；：，-]{2,30}(?:人民政府|政府网|网站|门户网|委员会|[一-鿿]{2,12}网$|[局厅]$)"
)
"""…实施要求_政策文件_某县人民政府: the title of a web page, with the names of its section and site."""
TITLE_IN_WEB_HEAD = re.compile(
    r"(?P<title>[一-鿿（）〔〕]{4,40}?(?:关于|印发)[^。；：！？]{6,90}?(?:通知|意见|方案|决定|公告|通告))"
    r"(?=(?:发布|发文|更新|成文)?(?:时间|日期)：|来源：|浏览次数|字号：|【字体|文号：)"
)
"""首页 某区文件 某区关于印发某方案的通知 时间：2023-03-30: the head of a web page in one line."""
LONGEST_WEB_HEAD = 300
MINUTES = re.compile(
    r"(?P<issuer>[一-鿿]{2,30}?)"
    r"(?:第?[0-9一二三四五六七八九十]{0,4}次?(?:专题|常务|办公|协调|党组|工作)?会议)?纪要"
)
MINUTES_ON = re.compile(r"[^。；：，]{0,30}关于[^。；：]{4,80}(?:会议)?纪要")
"""关于研究某事的会议纪要, below the red head 某市人民政府专题会议纪要."""
REMARK_BELOW = re.compile(r"（联系[^（）]{0,60}）")
YEARS = re.compile("（20[0-9]{2}年?[—–-]+20[0-9]{2}年）")
LONGEST_ADDRESSEES = 300
ADDRESSEE = re.compile(r"各|市|省|县|区|州|镇|乡|局|委|厅|机关|全[省市县区州]|国务院|中央|有关|驻")
LEVEL_ALONE = re.compile("中央|国家|[中省部]")
"""中央、省驻某单位: one name."""


def read_title(page: Page, layout: Layout, found: Metadata) -> None:
    """Find the title in the head: one line or several, or run together with number and addressees; after a letter."""
    for index in range(layout.head_end):
        if span := find_title_lines(page, layout, index):
            head = page.paragraphs[span[0]].start
            first, last, start, end = _minutes(page, layout, span)
            _read_issuer_of_minutes(page, found, span, start)
            _take(page, found, "title", start, end)
            found.kinds |= dict.fromkeys(range(first, last + 1), PartKind.TITLE)
            _read_number_of_letterhead(page, found, head)
            _read_bracketed_number(page, found, last, end)
            return
    for paragraph in page.paragraphs[: layout.head_end]:
        if _read_run_on_title(page, paragraph, found):
            return
    if _read_title_in_web_head(page, layout, found):
        return
    is_annex_alone = len(page.paragraphs) > 1 and bool(ANNEX.fullmatch(page.text(page.paragraphs[0])))
    if is_annex_alone and layout.kinds[1] is PartKind.TITLE and not layout.signature:
        _take(page, found, "title", page.paragraphs[1].start, page.paragraphs[1].end)
        return
    after = layout.signature.stop
    while layout.signature and after < len(layout.kinds) and _is_remark(page.text(page.paragraphs[after])):
        after += 1
    _take_title_after_letter(page, layout, found, after)


def _is_remark(text: str) -> bool:
    return bool(ANNEX.fullmatch(text) or REMARK_BELOW.fullmatch(text))


def _minutes(page: Page, layout: Layout, span: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The title of minutes below their red head, where they have one of their own; else the range as it is."""
    if not MINUTES.fullmatch(page.compact.text, *span[2:]):
        return span
    for index in range(span[1] + 1, min(layout.head_end, span[1] + 4)):
        paragraph = page.paragraphs[index]
        if MINUTES_ON.fullmatch(page.compact.text, paragraph.start, paragraph.end):
            return index, index, paragraph.start, paragraph.end
    return span


def _read_issuer_of_minutes(page: Page, found: Metadata, head: tuple[int, int, int, int], start: int) -> None:
    """The body that the red head of minutes names, where the title stands below it at `start`."""
    named = MINUTES.fullmatch(page.compact.text, *head[2:])
    if named and start != head[2] and ISSUER_END.search(named["issuer"]):
        found.issuing_authority = page.compact.printed[slice(*named.span("issuer"))]
        found.spans["issuing_authority"] = page.compact.span(*named.span("issuer"))


def _read_title_in_web_head(page: Page, layout: Layout, found: Metadata) -> bool:
    """Whether the title stands between white space and 时间： in the one line of a web page's head."""
    compact = page.compact
    for paragraph in page.paragraphs[: layout.head_end]:
        stop = min(paragraph.end, paragraph.start + LONGEST_WEB_HEAD)
        for start in (*reversed(compact.gaps_between(paragraph.start, stop)), paragraph.start):
            if match := TITLE_IN_WEB_HEAD.match(compact.text, start, paragraph.end):
                _take(page, found, "title", *match.span("title"))
                return True
    return False


def read_title_after_imprint(page: Page, layout: Layout, found: Metadata) -> None:
    """The title of what a letter without a title sends, behind its signature and （此件公开发布）."""
    after = layout.signature.stop
    while found.title is None and after < len(layout.kinds) and layout.kinds[after] is PartKind.IMPRINT:
        after += 1
    if found.title is None:
        _take_title_after_letter(page, layout, found, after)


def _take_title_after_letter(page: Page, layout: Layout, found: Metadata, after: int) -> None:
    if layout.signature and after < len(layout.kinds) and layout.kinds[after] is PartKind.TITLE:
        last = after + (after + 1 < len(layout.kinds) and bool(YEARS.fullmatch(page.text(page.paragraphs[after + 1]))))
        _take(page, found, "title", page.paragraphs[after].start, page.paragraphs[last].end)


def _read_run_on_title(page: Page, paragraph: Paragraph, found: Metadata) -> bool:
    """Whether a paragraph begins with a title and goes on after it; letterhead, number or 附件 may stand before."""
    text, start = page.compact.text, paragraph.start
    head = LETTERHEAD_AND_NUMBER.match(text, start, paragraph.end) or NUMBER_BEFORE_TITLE.match(text, start)
    begin, start = start, head.end() if head else start
    if match := RUN_ON_TITLE.match(text, start, paragraph.end):
        _take(page, found, "title", start, match.end())
    elif match := PLAN_TITLE.match(text, start, paragraph.end):
        _take(page, found, "title", *match.span("title"))
    else:
        return False
    found.goes_on_at = match.end()
    _read_number_of_letterhead(page, found, begin)
    return True


def _read_number_of_letterhead(page: Page, found: Metadata, start: int) -> None:
    """The number between a letterhead and the title, without a line break: 某市某局文件某发〔2024〕5号关于…的通知."""
    text = page.compact.text
    patterns = (LETTERHEAD_AND_NUMBER, NUMBER_BEFORE_TITLE, NUMBER_IN_FRONT)
    if head := next((match for pattern in patterns if (match := pattern.match(text, start))), None):
        found.document_number = page.compact.printed[slice(*head.span("number"))]
        found.spans["document_number"] = page.compact.span(*head.span("number"))


def read_page_title(page: Page, layout: Layout, found: Metadata) -> None:
    """The title of the web page, where the paper has none of its own."""
    for index, paragraph in enumerate(page.paragraphs[: min(layout.head_end, 1)] if found.title is None else ()):
        match = PAGE_TITLE.fullmatch(page.compact.text, paragraph.start, paragraph.end)
        if match and may_begin_title(match["title"]):
            _take(page, found, "title", *match.span("title"))
            found.kinds.setdefault(index, PartKind.TITLE)


def _read_bracketed_number(page: Page, found: Metadata, index: int, title_end: int) -> None:
    """The number in brackets at the end of the title line."""
    if number := NUMBER_AFTER_TITLE.match(page.compact.text, title_end, page.paragraphs[index].end):
        found.document_number = number["number"]
        found.spans["document_number"] = page.compact.span(*number.span("number"))


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


def read_number(page: Page, layout: Layout, found: Metadata) -> None:
    """The number on a line of its own, after a run-on title, or beside its label on a web page."""
    if found.document_number:
        return
    text = page.compact.text
    for index in range(min(layout.head_end + 3, len(page.paragraphs))):
        paragraph = page.paragraphs[index]
        end = page.paragraphs[index + 1].end if is_order(page, index) else paragraph.end
        match = NUMBER_LINE.fullmatch(text, paragraph.start, end)
        if match is None and found.goes_on_at is not None and paragraph.start < found.goes_on_at < paragraph.end:
            match = NUMBER_LINE.match(text, found.goes_on_at, paragraph.end)
            found.goes_on_at = match.end() if match else found.goes_on_at
        if match is not None:
            found.document_number = match["number"]
            found.spans["document_number"] = page.compact.span(*match.span("number"))
            found.kinds.setdefault(index, PartKind.NUMBER)
            return


def read_damaged_number(page: Page, layout: Layout, found: Metadata) -> None:
    """Complete a number that lost brackets or 号, and flag it."""
    for index in range(layout.head_end if found.document_number is None else 0):
        paragraph = page.paragraphs[index]
        if number := DAMAGED_NUMBER.fullmatch(page.compact.text, paragraph.start, paragraph.end):
            found.document_number = f"{number['issuer']}〔{number['year']}〕{number['serial']}号"
            found.spans["document_number"] = page.compact.span(paragraph.start, paragraph.end)
            found.flags.append(Flag.NUMBER_DAMAGED)
            found.kinds.setdefault(index, PartKind.NUMBER)
            return


def read_addressees(page: Page, layout: Layout, found: Metadata) -> None:
    """Find the addressees: units before a colon on a line of their own, or after title and number."""
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
        if colon - start < 2 or "。" in text[start:colon]:
            continue
        units = _addressed(text, start, colon)
        names = [text[begin:end] for begin, end in units]
        alone = colon == stop - 1 and (ADDRESSEE.match(text, start) or all(map(is_unit_or_level, names)))
        run_on = len(names) > 1 and ADDRESSEE.match(text, start) and all(map(is_unit_or_level, names))
        if not (shares or alone or run_on):
            continue
        found.addressees = tuple(page.compact.printed[begin:end] for begin, end in units)
        found.spans["addressees"] = page.compact.span(start, colon)
        if alone and not shares:
            found.kinds[index] = PartKind.ADDRESSEES
        return


def _addressed(text: str, start: int, colon: int) -> list[Span]:
    """The names before a colon; a level alone belongs to the name after it."""
    found: list[Span] = []
    for unit in split_units(text, start, colon):
        is_rest = found and LEVEL_ALONE.fullmatch(text, *found[-1])
        found[-1:] = [(found[-1][0], unit.end)] if is_rest else [*found[-1:], (unit.start, unit.end)]
    return found


def read_file_name(page: Page, found: Metadata) -> None:
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
        begin = number.end() if number else paragraph.start
        if begin < match.end("title"):
            _take(page, found, "title", begin, match.end("title"))
        found.kinds[page.paragraphs.index(paragraph)] = PartKind.NUMBER if number else PartKind.TITLE
