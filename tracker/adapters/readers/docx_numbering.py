"""Automatic numbers of Word: they are not in the text, they follow from numbering.xml, the styles and the order.

| where                | what it says                                                              |
|----------------------|---------------------------------------------------------------------------|
| paragraph, style     | `numPr`: list (`numId`) and level (`ilvl`); numId 0 switches numbers off  |
| `num`                | which `abstractNum`, and overrides of levels or of their start            |
| `abstractNum`, `lvl` | start, format, text ("第%1条", "%1.%2"), when to restart, arabic digits only |

Lists of one abstractNum count together; a start override restarts once, where its list is first used.
"""

from lxml import etree

from tracker.adapters.readers.docx_styles import Styles
from tracker.adapters.readers.list_counting import Level, ListCounters, NumberedList
from tracker.adapters.readers.xml_part import is_on, val, w


class Numbering:
    """Gives each paragraph its number; paragraphs must be asked in the order of the document."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.counters = ListCounters()
        self.abstract = (
            {} if root is None else {_id(each, "abstractNumId"): each for each in root.iter(w("abstractNum"))}
        )
        nums = [] if root is None else list(root.iter(w("num")))
        self.abstract_of = {_id(num, "numId"): val(num.find(w("abstractNumId"))) for num in nums}
        self.lists = {_id(num, "numId"): self._read_list(num) for num in nums}

    def label_of(self, paragraph: etree._Element) -> str:
        """Return the number printed before a paragraph ("（一）", "第三条　"), "" where it has none."""
        num_id, depth = self._list_and_level(paragraph)
        numbered = self.lists.get(num_id)
        return "" if numbered is None else self.counters.next_label(numbered, depth)

    def _list_and_level(self, paragraph: etree._Element) -> tuple[str, int]:
        own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        num_id = level = ""
        if own is not None:
            num_id, level = val(own.find(w("numId"))), val(own.find(w("ilvl")))
        style_id = self.styles.of_paragraph(paragraph)
        if not num_id:
            num_id, style_level = self.styles.numbering_of(style_id)
            level = level or style_level or self._level_of_style(num_id, style_id)
        return num_id, int(level) if level.isdecimal() else 0

    def _level_of_style(self, num_id: str, style_id: str) -> str:
        numbered = self.lists.get(num_id)
        ancestry = self.styles.ancestry(style_id)
        levels = numbered.levels.items() if numbered else ()
        return next((str(depth) for depth, level in levels if level.style and level.style in ancestry), "")

    def _read_list(self, num: etree._Element) -> NumberedList:
        abstract_id = self._follow_style_link(val(num.find(w("abstractNumId"))))
        abstract = self.abstract.get(abstract_id)
        levels = {} if abstract is None else {_depth(each): _read_level(each) for each in abstract.findall(w("lvl"))}
        numbered = NumberedList(abstract_id, levels)
        for override in num.findall(w("lvlOverride")):
            own_level, start = override.find(w("lvl")), override.find(w("startOverride"))
            if own_level is not None:
                levels[_depth(override)] = _read_level(own_level)
            if start is not None:
                numbered.pending_starts[_depth(override)] = _number(val(start), 1)
        return numbered

    def _follow_style_link(self, abstract_id: str) -> str:
        abstract = self.abstract.get(abstract_id)
        link = None if abstract is None else abstract.find(w("numStyleLink"))
        if link is None:
            return abstract_id
        target = self.abstract_of.get(self.styles.numbering_of(val(link))[0], "")
        return target or abstract_id


def _read_level(element: etree._Element) -> Level:
    restart = element.find(w("lvlRestart"))
    return Level(
        start=_number(val(element.find(w("start"))), 1),
        number_format=_number_format(element),
        text=val(element.find(w("lvlText"))),
        restarts_after=None if restart is None else _number(val(restart), 0) - 1,
        is_legal=is_on(element.find(w("isLgl"))),
        style=val(element.find(w("pStyle"))),
        suffix=val(element.find(w("suff")), "tab"),
    )


def _number_format(element: etree._Element) -> str:
    """Word wraps newer formats in AlternateContent; the first one found is the one meant."""
    found = next(element.iter(w("numFmt")), None)
    return val(found, "decimal")


def _id(element: etree._Element, name: str) -> str:
    return element.get(w(name), "")


def _depth(element: etree._Element) -> int:
    return _number(_id(element, "ilvl"), 0)


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default
