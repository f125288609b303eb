"""Paragraphs that end a document: signature, effect, imprint."""

import re
from collections.abc import Sequence

from tracker.domain.parsing.model import PartKind
from tracker.domain.parsing.page.noise import FOOTER_START, names_host_of_task
from tracker.domain.parsing.page.paragraphs import Page, Paragraph
from tracker.domain.parsing.text.dates import ANY_DAY, DAY_PATTERN, LOST_DAY
from tracker.domain.parsing.text.titles import is_title_like

LONGEST_DATE_LINE = 60
MOST_SIGNERS = 30
LONGEST_EFFECT = 160
LONGEST_RULES = 600
DATE_LINE = re.compile(rf"(?P<signers>[^，。；：0-9]{{0,40}}?){DAY_PATTERN}?")
SIGNER = re.compile(
    r"[^，。；：！？、（）《》0-9]{2,40}(?:（[^）]{2,20}）|(?:？[^，。；：！？、（）《》0-9]{2,40}){1,3})?"
)
"""A name, or several with a sign between that stands for a blank that a web page lost."""
BODY_SIGNS = re.compile("[一-鿿]{2,30}(?:政府|办公厅|办公室|委员会|[局厅委])")
IMPRINT = re.compile(
    r"（?[此本]件[^。]{0,30}|（[^（）。]{0,12}(?:删减|删节|略|节选|摘编)）|[（【]?联系人.*|（?信息公开(?:选项|形式|属性)：.*|（?公开(?:方式|属性|选项)：.*"
    rf"|特此(?:通知|通报|公告|函告|批复|函复)。?|[^，。；：]{{0,40}}{ANY_DAY}印发.*|(?:出席|列席|请假|缺席|记录|主持|参会)(?:人员|人|单位|领导)?：.*|(?:参加|参会|与会)(?:人员|领导|同志)：.*"
)
PRINTED_ON = re.compile(rf"{ANY_DAY}印发")
CALLS = re.compile(r"(?:各|全[省市县区]|有关|以上|上述|请)[^。]{0,60}(?:要|应|请|须|抓好|做好|认真)")
FOOTNOTE = re.compile(r"\[[0-9]{1,2}\]")
COPIED_TO = re.compile(r"(?:抄送|抄报|分送|主送|报送)：")
COMES_INTO_FORCE = re.compile(
    r"自(?=[0-9二〇一发印颁公下签本文])[^。，；]{1,30}起(?:[0-9一二三四五六七八九十]{1,3}日后)?(?:正式|开始|试)?(?:施行|实施|执行|生效|试行)"
)

OPENS_RULES = re.compile(rf"本[一-鿿]{{2,6}}{COMES_INTO_FORCE.pattern}")
"""本方案自…起施行，…: a longer paragraph on effect, repeal and who pays."""
VALIDITY = re.compile(
    r"(?:上述|以上|本)(?:各项|政策|措施|意见|办法|方案|通知|细则|规定|条款){1,4}[^。；]{0,40}"
    r"(?:从其规定|有效期(?:限|为|至|自|[一二三四五六七八九十0-9]+年)|执行期限?(?:为|至|自))"
)


def find_signature(texts: Sequence[str], paragraphs: Sequence[Paragraph]) -> range:
    """Return the first date on a line of its own with the names above it, else the first such date alone."""
    alone: int | None = None
    for index, text in enumerate(texts):
        if len(text) > LONGEST_DATE_LINE or paragraphs[index].marker:
            continue
        match = DATE_LINE.fullmatch(text)
        if match is None:
            if index > 0 and LOST_DAY.fullmatch(text) and BODY_SIGNS.fullmatch(texts[index - 1]):
                return range(index - 1, index + 1)
            continue
        first = index if match["signers"] else _first_signer(texts, paragraphs, index)
        if first < index or match["signers"]:
            return range(first, index + 1)
        alone = index if alone is None else alone
    return range(0) if alone is None else range(alone, alone + 1)


def _first_signer(texts: Sequence[str], paragraphs: Sequence[Paragraph], index: int) -> int:
    """The topmost of the short lines without punctuation that stand above a date."""
    first = index
    while first > 0 and index - first < MOST_SIGNERS:
        text = texts[first - 1]
        if paragraphs[first - 1].marker or not SIGNER.fullmatch(text) or is_title_like(text):
            break
        first -= 1
    return first


def gives_work(text: str) -> bool:
    """Whether a paragraph without a number calls on somebody: 以上任务请各单位抓好落实。"""
    return text.endswith("。") and bool(CALLS.match(text))


def is_effect(text: str) -> bool:
    """Whether a paragraph says when the document comes into force."""
    if len(text) > LONGEST_EFFECT:
        return len(text) <= LONGEST_RULES and bool(OPENS_RULES.match(text))
    return bool(("本" in text[:20] and COMES_INTO_FORCE.search(text[:80])) or VALIDITY.match(text))


def footnote_signs(texts: Sequence[str]) -> frozenset[str]:
    """Return the signs such as [1] that stand inside paragraphs; a paragraph that begins with one is its note."""
    return frozenset(sign[0] for text in texts if "[" in text for sign in FOOTNOTE.finditer(text, 1))


def is_footnote(text: str, signs: frozenset[str]) -> bool:
    """Whether a paragraph is a note of one of these signs."""
    sign = FOOTNOTE.match(text)
    return sign is not None and sign[0] in signs


def is_imprint(text: str) -> bool:
    """Whether a paragraph belongs to the imprint: 此件公开发布, 抄送, 印发."""
    return bool(IMPRINT.fullmatch(text)) or opens_imprint(text)


def names_printer(texts: Sequence[str], index: int) -> bool:
    """Whether a paragraph names a body right above the day it printed the document: 某办公室 / 2024年5月7日印发."""
    following = texts[index + 1] if index + 1 < len(texts) else ""
    return following.endswith("印发") and bool(PRINTED_ON.fullmatch(following) and BODY_SIGNS.fullmatch(texts[index]))


def opens_imprint(text: str) -> bool:
    """Whether everything after this paragraph belongs to the imprint."""
    return bool(COPIED_TO.match(text))


def tail_start(page: Page, texts: Sequence[str], kinds: Sequence[PartKind]) -> int:
    """Return the first paragraph after the last number and the signature from which only page furniture follows."""
    held = (
        index
        for index, paragraph in enumerate(page.paragraphs)
        if paragraph.marker or paragraph.is_row or kinds[index] is PartKind.SIGNATURE
    )
    last = max(held, default=0)
    footers = [line.start for line in page.lines if line.is_web and FOOTER_START.search(line.bare)]
    first_footer = next((offset for offset in footers if offset > _offset(page, last)), None)
    for index in range(last + 1, len(texts)):
        is_footer = FOOTER_START.match(texts[index]) and not names_host_of_task(texts, index)
        if is_footer or (first_footer is not None and _offset(page, index) > first_footer):
            return index
    return len(texts)


def _offset(page: Page, index: int) -> int:
    return page.compact.offsets[page.paragraphs[index].start] if page.paragraphs else 0
