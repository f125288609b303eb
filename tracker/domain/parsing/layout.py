"""What each paragraph of a page is: head, body, ending, noise."""

import re
from dataclasses import dataclass, field

from tracker.domain.parsing.ending import COPIED_TO, DATE_LINE, IMPRINT, RUN_ON_SIGNATURE, SIGNER, is_effect
from tracker.domain.parsing.model import PartKind
from tracker.domain.parsing.noise import FOOTER_START
from tracker.domain.parsing.numbering import Marker
from tracker.domain.parsing.outline import Node, Outline
from tracker.domain.parsing.paragraphs import TERMINATORS, Page, Paragraph
from tracker.domain.parsing.titles import ANNEX, ANNEX_LIST, FILE_NAME, SUBJECT, is_title_like, may_begin_title

LONGEST_HEADING = 30
MOST_SIGNERS = 30
BOX = re.compile(r"专栏[0-9一二三四五六七八九十]{0,3}")


@dataclass
class FilePart:
    """One document of a file: the main one, an attached plan, an annex."""

    title: str | None
    outline: Outline
    is_annex: bool = False
    rows: list[Paragraph] = field(default_factory=list)


@dataclass
class Layout:
    """The kind of every paragraph, and the outline of every file part."""

    kinds: list[PartKind]
    parts: list[FilePart]
    head_end: int
    signature: range
    loose: list[Paragraph] = field(default_factory=list)


def lay_out(page: Page) -> Layout:
    """Return what each paragraph of a page is."""
    return _Reader(page).read()


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.paragraphs = page.paragraphs
        self.texts = [page.text(paragraph) for paragraph in page.paragraphs]
        self.kinds = [PartKind.OTHER] * len(self.paragraphs)
        self.parts: list[FilePart] = [FilePart(None, Outline(0))]
        self.current: Node | None = None
        self.signature = self._find_signature()
        self.head_end = self._find_head_end()
        self.annex_opened = False

    def read(self) -> Layout:
        tail = self._tail_start()
        for index in range(self.head_end, len(self.paragraphs)):
            if index >= tail:
                self.kinds[index] = PartKind.NOISE
            elif self.kinds[index] is PartKind.OTHER:
                self.kinds[index] = self._read(index)
        return Layout(self.kinds, self.parts, self.head_end, self.signature)

    def _find_signature(self) -> range:
        """The first date on a line of its own with names above it, or the first such date at all."""
        alone: int | None = None
        for index, text in enumerate(self.texts):
            if len(text) > 60 or self.paragraphs[index].marker:
                continue
            match = DATE_LINE.fullmatch(text)
            if not match or text.endswith("印发"):
                continue
            first = index
            if not match["signers"]:
                while first > 0 and index - first < MOST_SIGNERS and self._is_signer(first - 1):
                    first -= 1
            if first == index and not match["signers"]:
                alone = index if alone is None else alone
                continue
            for position in range(first, index + 1):
                self.kinds[position] = PartKind.SIGNATURE
            return range(first, index + 1)
        if alone is None:
            return range(0)
        self.kinds[alone] = PartKind.SIGNATURE
        return range(alone, alone + 1)

    def _is_signer(self, index: int) -> bool:
        text = self.texts[index]
        return not self.paragraphs[index].marker and bool(SIGNER.fullmatch(text)) and not is_title_like(text)

    def _find_head_end(self) -> int:
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.marker or self.kinds[index] is PartKind.SIGNATURE or paragraph.is_row:
                return index
        return len(self.paragraphs)

    def _tail_start(self) -> int:
        """The first paragraph after the last number and the signature from which only page furniture follows."""
        last = max(
            (i for i, p in enumerate(self.paragraphs) if p.marker or p.is_row or self.kinds[i] is PartKind.SIGNATURE),
            default=0,
        )
        web = [line.start for line in self.page.lines if line.is_web and FOOTER_START.search(line.bare)]
        for index in range(last + 1, len(self.paragraphs)):
            begin, _ = self.page.compact.span(self.paragraphs[index].start, self.paragraphs[index].end)
            before, _ = self.page.compact.span(self.paragraphs[index - 1].start, self.paragraphs[index - 1].end)
            if FOOTER_START.match(self.texts[index]) or any(before < offset < begin for offset in web):
                return index
        return len(self.paragraphs)

    def _read(self, index: int) -> PartKind:
        text, paragraph = self.texts[index], self.paragraphs[index]
        if paragraph.is_row:
            self.parts[-1].rows.append(paragraph)
            return PartKind.TABLE
        if paragraph.marker is None:
            kind = self._read_unnumbered(index, text)
            if kind is not None:
                return kind
            return self._continue(paragraph)
        self.current = self.parts[-1].outline.add(paragraph.marker, paragraph)
        return PartKind.CLAUSE

    def _read_unnumbered(self, index: int, text: str) -> PartKind | None:
        """The kind of a paragraph that is no continuation of what stands before it, or None."""
        if BOX.match(text) and len(text) <= LONGEST_HEADING:
            return PartKind.BOX
        if IMPRINT.fullmatch(text) or COPIED_TO.match(text) or (self._after_imprint(index) and len(text) < 60):
            return PartKind.IMPRINT
        if is_effect(text):
            return PartKind.EFFECT
        if FILE_NAME.fullmatch(text):
            return PartKind.OTHER
        if ANNEX_LIST.fullmatch(text):
            return PartKind.OTHER
        if ANNEX.fullmatch(text):
            self._open_part(None, is_annex=True)
            return PartKind.TITLE
        if self._names_annex(index, text):
            self.parts[-1].title = text
            return PartKind.TITLE
        if self._is_file_title(index):
            self._open_part(text, is_annex=self.parts[-1].is_annex and self.parts[-1].title is None)
            return PartKind.TITLE
        following = self._following_marker(index)
        if following and self._is_heading(index, text):
            self.current = self.parts[-1].outline.add_unnumbered_heading(self.paragraphs[index], following)
            return PartKind.CLAUSE
        return None

    def _names_annex(self, index: int, text: str) -> bool:
        part = self.parts[-1]
        return part.is_annex and part.title is None and not part.outline.roots and may_begin_title(text)

    def _continue(self, paragraph: Paragraph) -> PartKind:
        if self.current is None:
            return PartKind.PREAMBLE
        self.current.paragraphs.append(paragraph)
        return PartKind.CLAUSE

    def _after_imprint(self, index: int) -> bool:
        while index > 0 and self.kinds[index - 1] is PartKind.IMPRINT:
            index -= 1
            if COPIED_TO.match(self.texts[index]):
                return True
        return False

    def _open_part(self, title: str | None, *, is_annex: bool) -> None:
        last = self.parts[-1]
        if last.title is None and not last.outline.roots and not last.rows:
            last.title, last.is_annex = title, last.is_annex or is_annex
        else:
            self.parts.append(FilePart(title, Outline(len(self.parts)), is_annex))
        self.current = None

    def _is_file_title(self, index: int) -> bool:
        """A title after the head: the line before is finished, and numbering starts anew beneath it."""
        if not is_title_like(self.texts[index]) or (self.current and not self._is_finished(index - 1)):
            return False
        following = next((p.marker for p in self.paragraphs[index + 1 : index + 8] if p.marker or p.is_row), None)
        outline = self.parts[-1].outline
        if following is None:
            return any(p.is_row for p in self.paragraphs[index + 1 : index + 8])
        return following.number == 1 and (not outline.roots or outline.roots[0].style is following.style)

    def _is_finished(self, index: int) -> bool:
        return (
            self.kinds[index] not in (PartKind.CLAUSE, PartKind.PREAMBLE)
            or self.texts[index][-1] in TERMINATORS + "”"
            or ":" in self.texts[index]
        )

    def _following_marker(self, index: int) -> Marker | None:
        return self.paragraphs[index + 1].marker if index + 1 < len(self.paragraphs) else None

    def _is_heading(self, index: int, text: str) -> bool:
        return (
            2 <= len(text) <= LONGEST_HEADING
            and may_begin_title(text)
            and "，" not in text
            and (self.current is None or self._is_finished(index - 1) or self._ends_with_field(index - 1))
        )

    def _ends_with_field(self, index: int) -> bool:
        return "：" in self.texts[index][:12]


__all__ = ["RUN_ON_SIGNATURE", "SUBJECT", "FilePart", "Layout", "lay_out"]
