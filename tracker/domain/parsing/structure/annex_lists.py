"""Lists of annexes beneath 附件：, which are no clauses."""

import re
from collections.abc import Sequence

from tracker.domain.parsing.model import PartKind
from tracker.domain.parsing.page.paragraphs import Paragraph
from tracker.domain.parsing.structure.ending import is_imprint
from tracker.domain.parsing.text.numbering import ARABIC
from tracker.domain.parsing.text.titles import ANNEX

MOST_ANNEXES = 30
BARE_ANNEX = re.compile("附(?:件|表|录)：")
ANNEX_NAME = re.compile("[^，。；：！？]{2,80}")
NAMED_ANNEX = re.compile("[^，。；：！？]{2,80}(?:表|单|图|书|方案|办法|目录|细则|指南|样式|材料|标准)[。；]")
"""An annex whose name ends like a sentence: 2.某某推荐表。"""
LEFT_OUT = re.compile("附[^：]{1,4}：（?略）?。?")


def next_annex(text: str) -> int:
    """Return the number of the annex that may follow 附件：1.… on the next line, or 附件：（略）."""
    return 1 if LEFT_OUT.fullmatch(text) else 2


def heads_annex_list(
    texts: Sequence[str], paragraphs: Sequence[Paragraph], kinds: Sequence[PartKind], index: int
) -> bool:
    """Whether 附件： stands above numbered names of annexes, and then the signature, an annex or nothing."""
    if not BARE_ANNEX.fullmatch(texts[index]):
        return False
    end = index + 1
    for number, paragraph in enumerate(paragraphs[end : end + MOST_ANNEXES], start=1):
        marker = paragraph.marker
        if marker is None or marker.style is not ARABIC or marker.number != number:
            break
        if not ANNEX_NAME.fullmatch(texts[end], marker.end - paragraph.start):
            return False
        end += 1
    is_last = end == len(paragraphs) or kinds[end] is PartKind.SIGNATURE
    return end > index + 1 and (is_last or bool(ANNEX.fullmatch(texts[end])) or is_imprint(texts[end]))
