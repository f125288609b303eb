"""Paragraph styles of a docx: which one a paragraph has, what it is based on, which list it belongs to."""

from lxml import etree

from tracker.adapters.readers.xml_part import is_on, val, w

MAX_ANCESTRY = 20  # styles may be based on each other in a circle


class Styles:
    """The style table of one document; an absent styles.xml is an empty table."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else root.findall(w("style"))
        self._by_id = {element.get(w("styleId"), ""): element for element in elements}
        self._default = next((key for key, element in self._by_id.items() if _is_default(element)), "")

    def of_paragraph(self, paragraph: etree._Element) -> str:
        """Return the id of the paragraph's style, or of the default style."""
        return val(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self._default

    def name_of(self, style_id: str) -> str:
        """Return the style's name in lower case ("toc 1", "heading 2"), "" for an unknown style."""
        element = self._by_id.get(style_id)
        return "" if element is None else val(element.find(w("name"))).lower()

    def ancestry(self, style_id: str) -> list[str]:
        """Return the style and those it is based on, nearest first."""
        found: list[str] = []
        while style_id in self._by_id and style_id not in found and len(found) < MAX_ANCESTRY:
            found.append(style_id)
            style_id = val(self._by_id[style_id].find(w("basedOn")))
        return found

    def numbering_of(self, style_id: str) -> tuple[str, str]:
        """Return `numId` and `ilvl` that a style gives its paragraphs, inherited where not its own; "" where unsaid."""
        level = ""
        for ancestor in self.ancestry(style_id):
            numbering = self._by_id[ancestor].find(f"{w('pPr')}/{w('numPr')}")
            if numbering is None:
                continue
            level = level or val(numbering.find(w("ilvl")))
            if num_id := val(numbering.find(w("numId"))):
                return num_id, level
        return "", level


def _is_default(element: etree._Element) -> bool:
    is_marked = element.get(w("default"), "0") in ("1", "true", "on")
    return is_marked and element.get(w("type")) == "paragraph" and not is_on(element.find(w("semiHidden")))
