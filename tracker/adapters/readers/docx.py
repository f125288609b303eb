"""Word documents (.docx): what a reader sees on the page, with tracked changes accepted and automatic numbers printed.

The package is read part by part instead of through python-docx, which loads every picture, knows neither automatic
numbers nor text boxes, and refuses files saved in the strict variant of the standard.
"""

import posixpath
import zipfile

from lxml import etree

from tracker.adapters.readers import limits
from tracker.adapters.readers.docx_body import Body
from tracker.adapters.readers.docx_numbering import Numbering
from tracker.adapters.readers.docx_styles import Styles
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.result import ReadResult
from tracker.adapters.readers.text import clean
from tracker.adapters.readers.xml_part import parse_xml, w
from tracker.adapters.readers.zip_package import open_package, read_member

CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
NOTES = (("footnotes", "脚注"), ("endnotes", "尾注"))


def read(data: bytes) -> ReadResult:
    """Return the text of a .docx; raise `UnreadableDocument` where it is damaged, hostile, or has macros."""
    with open_package(data) as package:
        main = _main_part(package)
        related = _related_parts(package, main)
        root = _parse(package, main)
        styles = Styles(_parse_first(package, related.get("styles")))
        numbering = Numbering(_parse_first(package, related.get("numbering")), styles)
        body_element = root.find(w("body"))
        if body_element is None:
            raise UnreadableDocument(Refusal.DAMAGED)
        body = Body(styles, numbering)
        lines = body.lines(body_element)
        notes = [line for name, label in NOTES for line in _notes(package, related.get(name), label, styles)]
        margin = [line for part in related.get("header", ()) for line in Body(styles).lines(_parse(package, part))]
    if not any(line.strip() for line in lines) and next(root.iter("{*}blip", "{*}imagedata"), None) is not None:
        raise UnreadableDocument(Refusal.IMAGES_ONLY)
    return ReadResult(clean("\n".join([*lines, *notes])), tuple(body.warnings(len(notes))), None, "\n".join(margin))


def _main_part(package: zipfile.ZipFile) -> str:
    types = _parse(package, CONTENT_TYPES)
    names = set(package.namelist())
    declared = [
        (each.get("ContentType", ""), each.get("PartName", "").lstrip("/")) for each in types.iter("{*}Override")
    ]
    has_macro_type = any("macroEnabled" in content_type or "vbaProject" in content_type for content_type, _ in declared)
    if has_macro_type or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableDocument(Refusal.MACRO)
    main = next((part for content_type, part in declared if content_type in MAIN_TYPES), "word/document.xml")
    if main not in names:
        raise UnreadableDocument(Refusal.DAMAGED)
    return main


def _related_parts(package: zipfile.ZipFile, main: str) -> dict[str, list[str]]:
    """Return the parts that the main part points to, by the last word of their relationship: styles, header …"""
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    names = set(package.namelist())
    found: dict[str, list[str]] = {}
    if relations not in names:
        return found
    for relation in _parse(package, relations):
        target = relation.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if relation.get("TargetMode") != "External" and part in names:
            found.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(part)
    return found


def _parse(package: zipfile.ZipFile, part: str) -> etree._Element:
    return parse_xml(read_member(package, part, limits.MAX_XML_PART_SIZE))


def _parse_first(package: zipfile.ZipFile, parts: list[str] | None) -> etree._Element | None:
    return _parse(package, parts[0]) if parts else None


def _notes(package: zipfile.ZipFile, parts: list[str] | None, label: str, styles: Styles) -> list[str]:
    """Return one line per note, numbered in their order; the separators that Word keeps among them are left out."""
    root = _parse_first(package, parts)
    notes = [] if root is None else [note for note in root if note.get(w("type")) is None]
    texts = [" ".join(line for line in Body(styles).lines(note) if line.strip()).strip() for note in notes]
    return [f"{label}{number}：{text}" for number, text in enumerate(filter(None, texts), start=1)]
