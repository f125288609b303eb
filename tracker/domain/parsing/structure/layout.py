"""What each paragraph of a page is: head, body, ending, noise."""

from dataclasses import dataclass, field

from tracker.domain.parsing.model import PartKind
from tracker.domain.parsing.page.paragraphs import TERMINATORS, Page, Paragraph
from tracker.domain.parsing.page.table_lines import MERGED_ROW
from tracker.domain.parsing.structure.annex_lists import NAMED_ANNEX, heads_annex_list, next_annex
from tracker.domain.parsing.structure.boxes import OpenBox, begins_box
from tracker.domain.parsing.structure.ending import (
    find_signature,
    footnote_signs,
    gives_work,
    is_effect,
    is_footnote,
    is_imprint,
    names_printer,
    opens_imprint,
    tail_start,
)
from tracker.domain.parsing.structure.heading_lines import names_who
from tracker.domain.parsing.structure.outline import PLAIN, UNNUMBERED, Node, Outline
from tracker.domain.parsing.structure.plain_clauses import SHORTEST_BODY, plain_starts
from tracker.domain.parsing.structure.unnumbered_items import is_duty_line
from tracker.domain.parsing.tables.table_rows import GROUP_OF_ROWS
from tracker.domain.parsing.text.numbering import ARABIC, Marker
from tracker.domain.parsing.text.titles import (
    ANNEX,
    ANNEX_LIST,
    CHAPTER_OF_IDEAS,
    FILE_NAME,
    FIRST_HEADING,
    KNOWN_CHAPTER,
    is_title_like,
    may_begin_title,
)

LONGEST_HEADING = 30
LOOK_AHEAD = 8
MOST_CLAUSES = 2_500
MOST_GROUPS = 3


@dataclass
class FilePart:
    """One document of a file: the main one, an attached plan, an annex."""

    title: str | None
    outline: Outline
    is_annex: bool = False
    rows: list[Paragraph] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.outline.roots and not self.rows


@dataclass
class Layout:
    """The kind of every paragraph, and the outline of every file part."""

    kinds: list[PartKind]
    parts: list[FilePart]
    head_end: int
    signature: range
    is_cut_off: bool = False


def lay_out(page: Page) -> Layout:
    """Return what each paragraph of a page is."""
    return _Reader(page).read()


class _Reader:
    """Reads paragraphs in order; what a paragraph is depends on what was open before it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.paragraphs = page.paragraphs
        self.texts = [page.text(paragraph) for paragraph in page.paragraphs]
        self.kinds = [PartKind.OTHER] * len(self.paragraphs)
        self.parts: list[FilePart] = [FilePart(None, Outline(0))]
        self.current: Node | None = None
        self.box: OpenBox | None = None
        self.next_annex = 0
        self.in_imprint = False
        self.clause_count = 0
        self.duty_lines: dict[int, bool] = {}
        self.footnote_signs = footnote_signs(self.texts)
        self.plain_starts = plain_starts(page, self.texts)

    def read(self) -> Layout:
        signature = find_signature(self.texts, self.paragraphs)
        for index in signature:
            self.kinds[index] = PartKind.SIGNATURE
        head_end = self._head_end()
        tail = tail_start(self.page, self.texts, self.kinds)
        if self._heads_the_body(head_end - 1):
            head_end -= 1
        if head_end > 0 and ANNEX_LIST.fullmatch(self.texts[head_end - 1]):
            self.next_annex = next_annex(self.texts[head_end - 1])
        for index in range(head_end, len(self.paragraphs)):
            if index >= tail:
                self.kinds[index] = PartKind.NOISE
            elif self.kinds[index] is PartKind.OTHER:
                self.kinds[index] = self._kind(index)
        return Layout(self.kinds, self.parts, head_end, signature, self.clause_count > MOST_CLAUSES)

    def _head_end(self) -> int:
        for index, paragraph in enumerate(self.paragraphs):
            held = paragraph.marker or paragraph.is_row or self.kinds[index] is PartKind.SIGNATURE
            held = held or index in self.plain_starts or self._begins_chapter(index)
            if held or ANNEX.fullmatch(self.texts[index]):
                return index
        return len(self.paragraphs)

    def _heads_the_body(self, index: int) -> bool:
        """Whether the last paragraph of the head is a heading without a number, such as 主要任务."""
        if index < 0 or index + 1 == len(self.paragraphs) or self.kinds[index + 1] is PartKind.SIGNATURE:
            return False
        text = self.texts[index]
        return bool(FIRST_HEADING.fullmatch(text)) and self._is_heading(index, text)

    def _kind(self, index: int) -> PartKind:
        paragraph = self.paragraphs[index]
        if paragraph.is_row or self._heads_rows(index):
            return self._take_row(paragraph)
        if self.clause_count > MOST_CLAUSES:
            return PartKind.OTHER
        if self.box is not None:
            if self.box.holds(paragraph.marker, self.texts[index], self.parts[-1].outline.open):
                return PartKind.BOX
            self.box = None
        if paragraph.marker is None:
            return self._kind_of_unnumbered(index)
        if self._continues_annex_list(index, paragraph.marker):
            return PartKind.OTHER
        self.clause_count += 1
        self.current = self.parts[-1].outline.add(paragraph.marker, paragraph)
        return PartKind.CLAUSE

    def _take_row(self, paragraph: Paragraph) -> PartKind:
        self.clause_count += paragraph.is_row
        if paragraph.is_row and self.clause_count <= MOST_CLAUSES:
            self.parts[-1].rows.append(paragraph)
        return PartKind.TABLE

    def _heads_rows(self, index: int) -> bool:
        """Whether a numbered line inside a table only heads the rows beneath it: 一、实施更新行动."""
        if index == 0 or self.kinds[index - 1] is not PartKind.TABLE or not GROUP_OF_ROWS.fullmatch(self.texts[index]):
            return False
        rows = (i for i in range(index + 1, min(index + 1 + MOST_GROUPS, len(self.texts))) if self.paragraphs[i].is_row)
        first = next(rows, index)
        between = self.texts[index + 1 : first]
        return first > index and all(map(GROUP_OF_ROWS.fullmatch, between))

    def _continues_annex_list(self, index: int, marker: Marker) -> bool:
        """附件：1.… is followed by 2.… on a line of its own."""
        if not self.next_annex or marker.style is not ARABIC or marker.number != self.next_annex:
            return False
        self.next_annex += 1
        text = self.texts[index]
        return text[-1] not in TERMINATORS or text[-1] == "）" or bool(NAMED_ANNEX.fullmatch(text))

    def _kind_of_unnumbered(self, index: int) -> PartKind:
        text = self.texts[index]
        if self._is_row_of_one_cell(index, text):
            self.parts[-1].rows.append(self.paragraphs[index])
            return PartKind.TABLE
        kind = self._kind_of_furniture(index, text) or self._kind_of_title(index, text)
        if kind is not None:
            return kind
        if index in self.plain_starts or self._begins_chapter(index) or self._is_duty(index):
            self.clause_count += 1
            self.current = self.parts[-1].outline.add_plain(self.paragraphs[index])
            return PartKind.CLAUSE
        following = self.paragraphs[index + 1].marker if index + 1 < len(self.paragraphs) else None
        if following and self._is_heading(index, text):
            self.current = self.parts[-1].outline.add_unnumbered_heading(self.paragraphs[index], following)
        elif self.current is None:
            return PartKind.PREAMBLE
        elif self.kinds[index - 1] is PartKind.TABLE and gives_work(text):
            self.current = self.parts[-1].outline.add_aside(self.paragraphs[index])
        else:
            self.current.paragraphs.append(self.paragraphs[index])
        return PartKind.CLAUSE

    def _is_row_of_one_cell(self, index: int, text: str) -> bool:
        """Whether a line in a table is what merged cells left of a row: a measure with a figure between rows."""
        if index == 0 or self.kinds[index - 1] is not PartKind.TABLE or not MERGED_ROW.fullmatch(text):
            return False
        following = self.paragraphs[index + 1] if index + 1 < len(self.paragraphs) else None
        return following is not None and (following.is_row or following.marker is not None)

    def _begins_chapter(self, index: int) -> bool:
        """Whether a chapter without a number, and without clauses beneath it, begins: 总体要求 above sentences."""
        roots = self.parts[-1].outline.roots
        pattern = KNOWN_CHAPTER if roots and roots[-1].style in (UNNUMBERED, PLAIN) else CHAPTER_OF_IDEAS
        if roots and pattern is CHAPTER_OF_IDEAS or not pattern.fullmatch(self.texts[index]):
            return False
        body = self.texts[index + 1] if index + 1 < len(self.texts) else ""
        is_plain = bool(body) and not (self.paragraphs[index + 1].marker or self.paragraphs[index + 1].is_row)
        return is_plain and len(body) >= SHORTEST_BODY and body[-1] == "。"

    def _is_duty(self, index: int) -> bool:
        """Whether a line of duties stands in a file part that has nothing but such lines before it."""
        if self.current is not None and self.current.style is not PLAIN:
            return False
        around = [i for i in (index - 1, index + 1) if 0 <= i < len(self.paragraphs)]
        return self._has_duty(index) and any(map(self._has_duty, around))

    def _has_duty(self, index: int) -> bool:
        if index not in self.duty_lines:
            self.duty_lines[index] = is_duty_line(self.page, self.paragraphs[index])
        return self.duty_lines[index]

    def _kind_of_furniture(self, index: int, text: str) -> PartKind | None:
        """Boxes, imprint, effect, lists of annexes; None for anything else."""
        if begins_box(text):
            self.box = OpenBox()
            return PartKind.BOX
        if self.in_imprint or is_imprint(text) or names_printer(self.texts, index):
            self.in_imprint = self.in_imprint or opens_imprint(text)
            if not ANNEX.fullmatch(text):
                return PartKind.IMPRINT
            self.in_imprint = False
        if is_footnote(text, self.footnote_signs):
            return PartKind.OTHER
        if is_effect(text) and not self._is_bare_heading(index - 1):
            return PartKind.EFFECT
        if ANNEX_LIST.fullmatch(text):
            self.next_annex = next_annex(text)
            return PartKind.OTHER
        if heads_annex_list(self.texts, self.paragraphs, self.kinds, index):
            self.next_annex = 1
            return PartKind.OTHER
        return PartKind.OTHER if FILE_NAME.fullmatch(text) else None

    def _kind_of_title(self, index: int, text: str) -> PartKind | None:
        """Annexes, their titles, the titles of further documents in the file; None for anything else."""
        last = self.parts[-1]
        if ANNEX.fullmatch(text):
            self._open_part(None, is_annex=True)
        elif last.is_annex and last.title is None and last.is_empty and may_begin_title(text):
            last.title = text
        elif self._is_file_title(index) or self._heads_attachment(index, text):
            self._open_part(text, is_annex=last.is_annex and last.is_empty)
        else:
            return None
        return PartKind.TITLE

    def _open_part(self, title: str | None, *, is_annex: bool) -> None:
        last = self.parts[-1]
        if last.title is None and last.is_empty:
            last.title, last.is_annex = title, last.is_annex or is_annex
        else:
            self.parts.append(FilePart(title, Outline(len(self.parts)), is_annex))
        self.current, self.next_annex = None, 0

    def _is_file_title(self, index: int) -> bool:
        """A title after the head: the line before is finished, and numbering starts anew beneath it."""
        if not is_title_like(self.texts[index]) or (self.current and not self._is_finished(index - 1)):
            return False
        beneath = self.paragraphs[index + 1 : index + 1 + LOOK_AHEAD]
        following = next((paragraph for paragraph in beneath if paragraph.marker or paragraph.is_row), None)
        if following is None or following.marker is None:
            return following is not None
        roots = self.parts[-1].outline.roots
        if not roots and self.kinds[index - 1] is PartKind.SIGNATURE:
            return True
        return following.marker.number == 1 and (not roots or roots[0].style is following.marker.style)

    def _heads_attachment(self, index: int, text: str) -> bool:
        """Whether a line right after the signature of a letter stands above the first number of what it sends."""
        last = self.parts[-1]
        if self.current or not last.is_empty or last.title or not may_begin_title(text):
            return False
        following = self.paragraphs[index + 1].marker if index + 1 < len(self.paragraphs) else None
        after_letter = index > 0 and self.kinds[index - 1] in (PartKind.SIGNATURE, PartKind.IMPRINT)
        return after_letter and following is not None and following.number == 1

    def _is_finished(self, index: int) -> bool:
        """Whether a paragraph needs no continuation: it ends a sentence, or is a field, or no clause at all."""
        text = self.texts[index]
        return self.kinds[index] is not PartKind.CLAUSE or text[-1] in TERMINATORS + "”" or "：" in text[:12]

    def _is_bare_heading(self, index: int) -> bool:
        return self.kinds[index] is PartKind.CLAUSE and not self._is_finished(index)

    def _is_heading(self, index: int, text: str) -> bool:
        """A line that heads numbered paragraphs without having a number itself."""
        is_line = 2 <= len(text) <= LONGEST_HEADING and may_begin_title(text) and "，" not in text
        following = self.paragraphs[index + 1].marker if index + 1 < len(self.paragraphs) else None
        before = self.texts[index - 1] if index else ""
        is_line = is_line and not names_who(text, before, following.number if following else 1)
        return is_line and (self.current is None or self._is_finished(index - 1))
