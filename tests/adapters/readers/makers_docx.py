"""Makes Word documents part by part, so that a test can ask for exactly the XML it is about."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape

from tracker.domain.numerals import to_number

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STORIES = ("numbering", "styles", "footnotes", "endnotes", "header", "settings")

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
TYPED_NUMBER = re.compile(r"([一二三四五六七八九十]+)、|（([一二三四五六七八九十]+)）|(\d{1,2})\.(?!\d)")


def zipped(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file with these members in this order."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def make_docx(
    body: str, *, main_type: str = MAIN_TYPE, extra: dict[str, bytes | str] | None = None, **stories: str
) -> bytes:
    """Return a docx with this body XML; `numbering`, `styles`, `footnotes` … are the inner XML of their parts."""
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr"}
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATION}officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(f'<Relationship Id="r{name}" Type="{RELATION}{name}" Target="{name}.xml"/>' for name in stories)
            + "</Relationships>"
        ),
    }
    for name, content in stories.items():
        root = roots.get(name, name)
        parts[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return zipped(parts | (extra or {}))


def run(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str = "", *, num: int | None = None, level: int = 0, style: str = "", raw: bool = False) -> str:
    """Return a paragraph of text (or of raw run XML), in a list and of a style where asked."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    inner = content if raw else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """Return a table; a cell is its text, or its whole XML where it begins with <w:tc>."""

    def cell(content: str) -> str:
        return content if content.startswith("<w:tc>") else f"<w:tc>{paragraph(content)}</w:tc>"

    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def level(depth: int, number_format: str, text: str, more: str = "") -> str:
    """Return one `w:lvl` that starts at 1, with further elements where asked."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract_list(number: int, *levels: str) -> str:
    """Return an `abstractNum` of these levels."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def list_of(number: int, abstract: int, overrides: str = "") -> str:
    """Return a `num` that uses an abstract list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def start_override(depth: int, start: int) -> str:
    """Return an override that restarts one level."""
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def docx_with_typed_numbers(text: str) -> bytes:
    """Return a docx with one paragraph per line of the text."""
    return make_docx("".join(paragraph(line) for line in text.split("\n")))


def docx_with_automatic_numbers(text: str) -> bytes:
    """Return a docx whose numbers 一、（一）1. stand in numbering.xml and nowhere else.

    A number that does not follow from the one before gets a list of its own with a start override, as Word does it.
    """
    counters: dict[int, int] = {}
    lists = [list_of(1, 0)]
    body = []
    for line in text.split("\n"):
        found = TYPED_NUMBER.match(line)
        if not found:
            body.append(paragraph(line))
            continue
        depth = next(index for index, group in enumerate(found.groups()) if group)
        value = int(found.group(3)) if depth == 2 else to_number(found.group(depth + 1)) or 0
        if value != counters.get(depth, 0) + 1:
            lists.append(list_of(len(lists) + 1, 0, start_override(depth, value)))
        counters = {each: count for each, count in counters.items() if each < depth} | {depth: value}
        body.append(paragraph(line[found.end() :], num=len(lists), level=depth))
    levels = [level(depth, number_format, label) for depth, (number_format, label) in enumerate(LEVELS)]
    return make_docx("".join(body), numbering=abstract_list(0, *levels) + "".join(lists))
