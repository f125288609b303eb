"""The lines of a title: one or several, with what may stand before, between and behind them."""

import re
from bisect import bisect_right

from tracker.domain.parsing.metadata.signing import ISSUER_END
from tracker.domain.parsing.page.paragraphs import Page
from tracker.domain.parsing.structure.layout import Layout
from tracker.domain.parsing.text.patterns import NUMBER, one_of
from tracker.domain.parsing.text.titles import (
    KINDS,
    SUBJECT,
    TITLE_END,
    TITLE_REST,
    is_title_like,
    may_begin_title,
)

LETTERHEAD_AND_NUMBER = re.compile(rf"(?:(?!关于|印发)[一-鿿]){{4,40}}文件(?!的)(?P<number>{NUMBER.pattern})")
NUMBER_AFTER_TITLE = re.compile(
    rf"（(?:(?:[一-鿿]{{2,6}}：[^：（）]{{0,20}}?){{0,4}}(?:文号|字号)：)?(?P<number>{NUMBER.pattern})[^（）]{{0,30}}）$"
)
"""…通知（某政发〔2024〕2号）, …通知(发布日期：…文号：某政发〔2024〕2号)."""
LETTERHEAD = re.compile(r"[一-鿿]{4,40}文件")
NUMBER_BEFORE_TITLE = re.compile(rf"(?P<number>{NUMBER.pattern})(?=《|[^，。；：]{{0,30}}(?:关于|印发))")
NUMBER_IN_FRONT = re.compile(rf"[\[【（](?P<number>{NUMBER.pattern})[\]】）](?=[^，。；：]{{0,30}}(?:关于|印发))")
"""[某委督〔2014〕1号]关于…的通知."""
PREFIX = re.compile(
    r"(?:【[^】]{1,10}】|“[^”]{1,12}”(?=中共|[一-鿿]{2,12}(?:政府|委))|（(?:19|20)[0-9]{2}）|\[[^\]]{1,24}\])+"
)
KIND_ALONE = re.compile(
    rf"(?:若干|政策|实施|行动|工作|推进|建设|专项|三年|年度){{0,3}}{one_of(KINDS)}(?:（[^（）]{{1,16}}）)?"
)
OF_PLACE = re.compile("(?:[一-鿿]{1,6}?|全)[省市县区州盟旗]")
"""某市加快建设高地, and beneath it 实施方案（2025年版）: one title."""
QUOTED_WHOLE = re.compile("《[^《》]+》")
ORDER_SERIAL = re.compile("第[0-9一二三四五六七八九十百]{1,5}号")
NAVIGATION = re.compile("(?:学校|通知|公示|校园|最新|招标|采购|人事|政务|招考|新闻)(?:公告|通知|公示|通告|报告){1,2}")
LINK = re.compile("一图[读看]懂|^【?图解|》(?:政策|的)?(?:解读|问答)|(?:解读|政策问答|答记者问)$")
"""一图读懂《…》, 《…》政策解读: names of links above a paper."""
MOST_LINES = 3
MOST_ISSUERS = 30
LAST_WORD = re.compile("通知|通告|公告|通报|意见|决定|函|批复|报告")
TITLE_SUBJECT = re.compile(r"关于|印发|转发|批转")


def find_title_lines(page: Page, layout: Layout, index: int) -> tuple[int, int, int, int] | None:
    """Return the first and the last paragraph of a title whose kind of document stands in this one, and its range."""
    text = page.text(page.paragraphs[index])
    number = NUMBER_AFTER_TITLE.search(text)
    length = number.start() if number else len(text)
    prefix = PREFIX.match(text) or LETTERHEAD_AND_NUMBER.match(text) or NUMBER_BEFORE_TITLE.match(text)
    offset = prefix.end() if prefix else 0
    is_title = is_title_like(text[offset:length]) or _is_last_word(page, index, text)
    if (
        not is_title
        or LINK.search(text)
        or NAVIGATION.fullmatch(text)
        or NUMBER.fullmatch(text)
        or LETTERHEAD.fullmatch(text)
        or is_order(page, index)
    ):
        return None
    first = last = index
    while first > 0 and index - first < MOST_ISSUERS and not offset and _continues_title(page, first):
        if index - first >= MOST_LINES and not ISSUER_END.search(page.text(page.paragraphs[first - 1])):
            break
        first -= 1
    following = page.text(page.paragraphs[index + 1]) if index + 1 < layout.head_end else ""
    if QUOTED_WHOLE.fullmatch(text, offset, length):
        return index, index, page.paragraphs[index].start + offset + 1, page.paragraphs[index].start + length - 1
    if TITLE_REST.fullmatch(following):
        last, length = index + 1, len(following)
    start = page.paragraphs[first].start + (offset if first == index else 0)
    return first, last, start, page.paragraphs[last].start + length


def _continues_title(page: Page, first: int) -> bool:
    """Whether the paragraph before `first` is an earlier line of the same title."""
    before, here = page.text(page.paragraphs[first - 1]), page.text(page.paragraphs[first])
    if (
        _is_parted(page, first)
        or not may_begin_title(before.rstrip("、") if SUBJECT.search(before) else before)
        or NUMBER.fullmatch(before)
        or (before[0] == "《" and before[-1] == "》")
        or LETTERHEAD.fullmatch(before)
        or TITLE_END.search(before)
        and SUBJECT.search(here)
    ):
        return False
    if re.search(r"[A-Za-z0-9]-|[0-9]{4}$|[>_]", before) or LINK.search(before):
        return False
    if ISSUER_END.search(before) and TITLE_SUBJECT.match(here):
        return True
    if KIND_ALONE.fullmatch(here) and (before.endswith("的") or OF_PLACE.match(before)):
        return True
    if first > 1 and not _is_parted(page, first - 1) and _opens_title(page.text(page.paragraphs[first - 2])):
        return True
    return bool(SUBJECT.search(before)) or (
        not SUBJECT.search(here) and len(here) < 30 and bool(ISSUER_END.search(before))
    )


def _is_last_word(page: Page, index: int, text: str) -> bool:
    """Whether a line is the last word of a title: …关于某事的, and beneath it 通知."""
    before = page.text(page.paragraphs[index - 1]) if index > 0 else ""
    return bool(LAST_WORD.fullmatch(text) and before.endswith("的") and TITLE_SUBJECT.search(before))


def is_order(page: Page, index: int) -> bool:
    """Return whether the number of an order stands over two lines: 某市政府令 · 第12号."""
    here = page.paragraphs[index : index + 2]
    return len(here) > 1 and page.text(here[0]).endswith("令") and bool(ORDER_SERIAL.fullmatch(page.text(here[1])))


def _opens_title(text: str) -> bool:
    """Whether a line begins a title that goes on for more than one line: …关于印发某省."""
    return may_begin_title(text) and bool(TITLE_SUBJECT.search(text)) and not TITLE_END.search(text)


def _is_parted(page: Page, index: int) -> bool:
    """Whether lines of the web page stand between a paragraph and the one before."""
    offsets = page.compact.offsets
    begin, end = offsets[page.paragraphs[index - 1].start], offsets[page.paragraphs[index].start]
    first = bisect_right(page.lines, begin, key=lambda line: line.start)
    stop = bisect_right(page.lines, end, key=lambda line: line.start)
    return any(line.is_web for line in page.lines[first:stop])
