"""Lines without numbers beneath a heading: who does what (县水务局：负责…), and stages with their months."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from tracker.domain.parsing.page.paragraphs import TERMINATORS, Page, Paragraph
from tracker.domain.parsing.structure.outline import DUTY, PLAIN, UNNUMBERED
from tracker.domain.parsing.text.numbering import Style
from tracker.domain.parsing.units.responsibility import KNOWN_LABEL
from tracker.domain.parsing.units.unit_lists import is_unit_or_level, split_units

LONGEST_NAMES = 120
SHORTEST_DUTY = 8
FEWEST_ITEMS = 2
Begins = Callable[[Page, Paragraph], bool]
"""Whether a paragraph is the first of an item."""
NO_BODY = re.compile(r"(?!各|有关|相关|其他|属地|驻)[一-鿿]{0,8}(?:单位|部门|机构|主体|企业|公司|各方)")
"""成员单位：, 主办单位： are labels and name nobody."""
TELEPHONE = re.compile(r"[^。；]{0,20}[0-9][0-9—-]{6,}")
STAGE_LINE = re.compile(
    r"[^，。；：（]{2,24}(?:阶段|环节)（[^（）]{0,30}[0-9][^（）]{0,30}[月日年][^（）]{0,10}）[。：]?"
)
DUTY_SENTENCE = re.compile(
    r"(?!由|请|以)(?P<names>[^，。；：！？“”《》由]{3,40}?)(?:具体|主要|统一|分别|共同)?(?:牵头)?"
    r"(?:负责(?!人(?!民)|任|同志|解释)|(?<=牵头)[一-鿿]|(?:配合|协助)(?=[各省市县区州有相])|(?:承担|会同)(?=[一-鿿])|(?P<must>要|应当?|须))"
)
SAYS_WHO = re.compile(
    r"由[^，。；]{2,60}(?:牵头|负责|承办|主办)(?:，[^。；]{2,300}(?:配合|协办|协助|参与|参加)(?:落实|实施)?)?。"
)
"""A sentence that only says whose a whole chapter is: 由A承办，B协办。"""
CALL = re.compile(r"(?:各|全|上述|以上)[^，。：]{1,30}[，]?[^。：]{0,20}(?:要|应|须|必须)")


def heads_duty(page: Page, paragraph: Paragraph) -> bool:
    """Whether a paragraph is a line of duties, or its names and colon alone with the duties beneath."""
    return is_duty_line(page, paragraph, names_alone=True)


def is_duty_line(page: Page, paragraph: Paragraph, *, names_alone: bool = False) -> bool:
    """Whether a paragraph names public bodies before its first colon, and after it what they do."""
    text = page.compact.text
    colon = text.find("：", paragraph.start, min(paragraph.end, paragraph.start + LONGEST_NAMES))
    if paragraph.marker or paragraph.is_row or colon == -1:
        return False
    if paragraph.end - colon <= SHORTEST_DUTY and not (names_alone and colon + 1 == paragraph.end):
        return False
    if TELEPHONE.match(text, colon + 1, paragraph.end):
        return False
    names = [text[name.start : name.end] for name in split_units(text, paragraph.start, colon)]
    return (
        bool(names)
        and all(is_unit_or_level(name) and not NO_BODY.fullmatch(name) for name in names)
        and not KNOWN_LABEL.search(text, paragraph.start, colon + 1)
    )


def is_duty_sentence(page: Page, paragraph: Paragraph, *, in_charge: bool = False) -> bool:
    """Whether a paragraph begins "A负责…", or, where others do (not `in_charge`), "A要…" too."""
    text = page.compact.text
    match = DUTY_SENTENCE.match(text, paragraph.start, paragraph.end)
    if match is None or paragraph.marker or paragraph.is_row or (in_charge and match["must"]):
        return False
    names = [text[name.start : name.end] for name in split_units(text, *match.span("names"))]
    is_sentence = text[paragraph.end - 1] in "。；"
    return is_sentence and bool(names) and all(is_unit_or_level(n) and not NO_BODY.fullmatch(n) for n in names)


def tells_duty(page: Page, paragraph: Paragraph) -> bool:
    """Whether a paragraph beneath a heading begins "A负责…", "A牵头…", "A配合B…"."""
    return is_duty_sentence(page, paragraph, in_charge=True)


def is_stage_line(page: Page, paragraph: Paragraph) -> bool:
    """Whether a paragraph begins with the name of a stage and its months: 排查阶段（3月至5月）。"""
    return not paragraph.marker and bool(STAGE_LINE.match(page.compact.text, paragraph.start, paragraph.end))


def item_starts(page: Page, paragraphs: list[Paragraph], most: int) -> Iterator[tuple[Style, Begins, list[int]]]:
    """Yield each kind of items that two or more paragraphs beneath a heading are, how they begin, and where."""
    for style, begins in ((DUTY, heads_duty), (PLAIN, is_stage_line), (UNNUMBERED, tells_duty)):
        starts = _starts(page, paragraphs, begins, most + 1)
        if len(starts) >= FEWEST_ITEMS and style is UNNUMBERED:
            starts = _starts(page, paragraphs, is_duty_sentence, most + 1)
        if len(starts) >= FEWEST_ITEMS:
            yield style, begins, starts


def _starts(page: Page, paragraphs: list[Paragraph], begins: Begins, most: int) -> list[int]:
    found = (index for index in range(1, len(paragraphs)) if begins(page, paragraphs[index]))
    return list(islice(found, most))


def split_at(page: Page, paragraphs: list[Paragraph], starts: list[int]) -> list[list[Paragraph]]:
    """Return each item with the paragraphs that carry it on; a closing call (各部门要…) is an item of its own."""
    items: list[list[Paragraph]] = []
    begins = frozenset(starts)
    for index in range(starts[0], len(paragraphs)):
        is_after = index > starts[-1] and page.text(paragraphs[index - 1])[-1] in TERMINATORS
        if index in begins or (is_after and CALL.match(page.text(paragraphs[index]))):
            items.append([])
        items[-1].append(paragraphs[index])
    return items


def is_only_heading(page: Page, paragraphs: list[Paragraph]) -> bool:
    """Whether the paragraphs above items only head them: a line without a sentence, or one that ends with a colon."""
    text = page.compact.text[paragraphs[0].start : paragraphs[-1].end]
    return text.endswith("：") or "。" not in text.rstrip("。")
