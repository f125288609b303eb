"""专栏 boxes: what stands in them is no clause."""

import re
from dataclasses import dataclass, field

from tracker.domain.parsing.structure.outline import Node
from tracker.domain.parsing.text.numbering import ARABIC, Marker, Style

BOX_TITLE = re.compile(r"(?:【?专栏】?|专题栏)[0-9一二三四五六七八九十]{0,3}")
LONGEST_BOX_TITLE = 40


def begins_box(text: str) -> bool:
    """Whether a paragraph is the title of a box: 专栏1 重点工程."""
    return bool(BOX_TITLE.match(text)) and len(text) <= LONGEST_BOX_TITLE


@dataclass
class OpenBox:
    """A box being read; it has counts of its own, and ends where the count of the document goes on."""

    counts: dict[Style, int] = field(default_factory=dict)

    def holds(self, marker: Marker | None, text: str, open_nodes: list[Node]) -> bool:
        """Whether the next paragraph still belongs to the box."""
        if marker is None:
            return not begins_box(text)
        continued = {node.style: node.number + 1 for node in open_nodes}
        goes_on = continued.get(marker.style) == marker.number
        if goes_on or marker.style.rank < ARABIC.rank:
            return False
        expected = self.counts.get(marker.style, 0) + 1
        self.counts[marker.style] = marker.number
        return marker.number in (1, expected)
