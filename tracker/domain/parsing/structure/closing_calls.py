"""Last paragraphs of a paper that call on everybody: 各区、各部门要…"""

import re
from collections.abc import Sequence

from tracker.domain.parsing.page.paragraphs import Page, Paragraph
from tracker.domain.parsing.units.responsibility import Mark

CLOSING_START = re.compile(r"[^，。]{2,30}，[各请]|各|全|市|省|县|区|州|镇|有关|请|以上|本")
CLOSING_DUTY = re.compile(
    r"要|应|请|须|必须|(?:于|在)[^，。；]{2,16}(?:前|内)，?(?:将[^，。；]{2,40})?(?:上?报|送|反馈)"
)
CALLS_ALL = re.compile(
    "(?:^|。)(?:各(?:地|级|单位|部门|省|县|市|区|乡|镇|有关)|有关(?:单位|部门))[^，。]{0,20}(?:要|应|务必)(?:高度重视|切实|认真|充分|加强|提高)"
)
CALLS_EACH = re.compile("各(?:地|级|单位|部门|省|市|县|区|州)[^，。]{0,24}(?:要|应|务必|须)")


def closing_call(page: Page, paragraphs: Sequence[Paragraph], marks: Sequence[Mark]) -> int:
    """Return which paragraph of the last clause calls on everybody, with a mark behind that of the clause, or 0."""
    ends = {mark.end + offset for mark in marks for offset in (0, 1)}
    for index, paragraph in enumerate(paragraphs[1:], start=1):
        is_apart = paragraph.start in ends and any(mark.start > paragraph.start for mark in marks)
        if is_apart and CALLS_EACH.match(page.text(paragraph)):
            return index
    return 0
