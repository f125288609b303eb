"""The body of a docx, walked in order: paragraphs, tables, text boxes, tracked changes as if accepted."""

from collections.abc import Iterator

from lxml import etree

from tracker.adapters.readers.docx_numbering import Numbering
from tracker.adapters.readers.docx_styles import Styles
from tracker.adapters.readers.tables import table_lines
from tracker.adapters.readers.xml_part import is_on, val, w

MARKUP_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

LEFT_OUT = {w("del"): "changes", w("moveFrom"): "changes", w("altChunk"): "embedded"}
WRAPPERS = {w("sdt"), w("ins"), w("moveTo"), w("customXml"), w("smartTag"), w("sdtContent")}
DRAWINGS = {w("drawing"), w("pict"), w("object")}
NOT_TEXT = {w("pPr"), w("rPr"), w("sdtPr"), w("sdtEndPr"), w("rt"), w("instrText")}
FIXED_TEXT = {
    w("tab"): " ",  # a real tab would look like a table cell
    w("ptab"): " ",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
WARNINGS = {
    "changes": "文档含有修订痕迹，已按接受全部修订读取。",
    "merged": "表格中有合并单元格，已在所跨各行重复其内容。",
    "contents": "文档中的目录未读入。",
    "hidden": "文档中有隐藏文字，未读入。",
    "embedded": "文档中嵌入了其它文件，其内容未读入。",
}


class Body:
    """Turns one story (body, note, header) into lines; keeps what has to be said about it."""

    def __init__(self, styles: Styles, numbering: Numbering | None = None) -> None:
        self.styles = styles
        self.numbering = numbering or Numbering(None, styles)
        self._carried = ""  # text of a paragraph whose mark was deleted; it flows into the next one
        self._seen: set[str] = set()

    def lines(self, container: etree._Element) -> list[str]:
        """Return the text lines of a container; a table row is one line with tabs between its cells."""
        lines: list[str] = []
        for block in self._blocks(container):
            lines += self._table(block) if block.tag == w("tbl") else self._paragraph(block)
        if self._carried:
            lines.append(self._carried)
            self._carried = ""
        return lines

    def warnings(self, note_count: int) -> list[str]:
        """Return one sentence for each thing that was changed on the way from page to text."""
        sentences = [sentence for key, sentence in WARNINGS.items() if key in self._seen]
        return [*sentences, f"脚注和尾注共 {note_count} 条，列在正文之后。"] if note_count else sentences

    def _blocks(self, container: etree._Element) -> Iterator[etree._Element]:
        for child in container:
            if child.tag in (w("p"), w("tbl")):
                yield child
            elif _is_contents(child):
                self._seen.add("contents")
            elif child.tag in WRAPPERS:
                yield from self._blocks(child)
            elif child.tag in LEFT_OUT:
                self._seen.add(LEFT_OUT[child.tag])
            elif child.tag == MARKUP_COMPATIBILITY + "AlternateContent":
                yield from self._blocks(_chosen(child))

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        if self.styles.name_of(self.styles.of_paragraph(paragraph)).startswith("toc "):
            self._seen.add("contents")
            return []
        boxes: list[etree._Element] = []
        text = "".join(self._inline(paragraph, boxes))
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if mark is not None and any(mark.find(tag) is not None for tag in (w("del"), w("moveFrom"))):
            self._seen.add("changes")
            self._carried += text
            return self._boxed(boxes)
        text = self.numbering.label_of(paragraph) + self._carried + text
        self._carried = ""
        return [*text.split("\n"), *self._boxed(boxes)]

    def _boxed(self, boxes: list[etree._Element]) -> list[str]:
        carried, self._carried = self._carried, ""
        lines = [line for box in boxes for line in self.lines(box) if line.strip()]
        self._carried = carried
        return lines

    def _inline(self, element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in (w("t"), MATH_TEXT):
                yield child.text or ""
            elif tag in FIXED_TEXT:
                yield FIXED_TEXT[tag]
            elif tag in LEFT_OUT or _is_hidden(child):
                self._seen.add(LEFT_OUT.get(tag, "hidden"))
            elif tag in DRAWINGS:
                boxes += _text_boxes(child)
            elif tag == MARKUP_COMPATIBILITY + "AlternateContent":
                yield from self._inline(_chosen(child), boxes)
            elif tag not in NOT_TEXT:
                yield from self._inline(child, boxes)

    def _table(self, table: etree._Element) -> list[str]:
        rows: list[list[list[str]]] = []
        above: dict[int, list[str]] = {}
        for row in self._rows(table, w("tr")):
            if row.find(f"{w('trPr')}/{w('del')}") is not None:
                self._seen.add("changes")
                continue
            cells, above = self._row(row, above)
            rows.append(cells)
        return table_lines(rows)

    def _rows(self, element: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """Yield rows or cells, also those inside content controls and tracked insertions."""
        for child in element:
            if child.tag == wanted:
                yield child
            elif child.tag in WRAPPERS:
                yield from self._rows(child, wanted)

    def _row(self, row: etree._Element, above: dict[int, list[str]]) -> tuple[list[list[str]], dict[int, list[str]]]:
        """Return the cells of a row, each as its lines, and the cells that the next row may continue."""
        column = _span(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
        cells: list[list[str]] = [[] for _ in range(column)]
        open_cells: dict[int, list[str]] = {}
        for cell in self._rows(row, w("tc")):
            properties = cell.find(w("tcPr"))
            merge = None if properties is None else properties.find(w("vMerge"))
            width = 1 if properties is None else _span(properties.find(w("gridSpan")), 1)
            lines = self.lines(cell)
            if merge is not None and val(merge, "continue") == "continue":
                lines = above.get(column, lines)
                self._seen.add("merged")
            if merge is not None:
                open_cells[column] = lines
            cells += [lines, *([] for _ in range(width - 1))]
            column += width
        return cells, open_cells


def _is_contents(block: etree._Element) -> bool:
    gallery = block.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return val(gallery) == "Table of Contents"


def _is_hidden(run: etree._Element) -> bool:
    return run.tag == w("r") and is_on(run.find(f"{w('rPr')}/{w('vanish')}"))


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Return the branch that Word shows; the others repeat the same for older programs."""
    choice = alternatives.find(MARKUP_COMPATIBILITY + "Choice")
    fallback = alternatives.find(MARKUP_COMPATIBILITY + "Fallback")
    if fallback is not None and (choice is None or (not _text_boxes(choice) and _text_boxes(fallback))):
        return fallback
    return alternatives if choice is None else choice


def _text_boxes(element: etree._Element) -> list[etree._Element]:
    """Return the outermost text boxes; a box in a box is walked with the box around it."""
    boxes = list(element.iter(w("txbxContent")))
    return [box for box in boxes if next(box.iterancestors(w("txbxContent")), None) not in boxes]


def _span(element: etree._Element | None, default: int) -> int:
    text = val(element, str(default))
    return min(int(text), 63) if text.isdecimal() else default
