"""What a file really is, told from its content; the name is only compared with it."""

import re

from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.zip_package import open_package
from tracker.domain.labelled_enum import LabelledEnum


class Format(LabelledEnum):
    """A format that can be read; the value is its usual extension."""

    TXT = "txt", "纯文本"
    DOCX = "docx", "Word 文档（.docx）"
    DOC = "doc", "Word 97–2003 文档（.doc）"
    PDF = "pdf", "PDF"
    HTML = "html", "网页"
    XLSX = "xlsx", "Excel 工作簿（.xlsx）"
    XLS = "xls", "Excel 97–2003 工作簿（.xls）"
    ZIP = "zip", "压缩文件"


ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

REFUSED_HEADS = (
    (b"MZ", Refusal.EXECUTABLE),
    (b"\x7fELF", Refusal.EXECUTABLE),
    (b"\xca\xfe\xba\xbe", Refusal.EXECUTABLE),
    (b"\xcf\xfa\xed\xfe", Refusal.EXECUTABLE),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Refusal.EXECUTABLE),  # Windows shortcut
    (b"\x89PNG", Refusal.IMAGE),
    (b"\xff\xd8\xff", Refusal.IMAGE),
    (b"GIF8", Refusal.IMAGE),
    (b"BM", Refusal.IMAGE),
    (b"II*\x00", Refusal.IMAGE),
    (b"MM\x00*", Refusal.IMAGE),
    (b"Rar!\x1a\x07", Refusal.OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Refusal.OTHER_ARCHIVE),
    (b"\x1f\x8b\x08", Refusal.OTHER_ARCHIVE),
    (b"BZh", Refusal.OTHER_ARCHIVE),
    (b"\xfd7zXZ\x00", Refusal.OTHER_ARCHIVE),
    (b"SQLite format 3\x00", Refusal.UNSUPPORTED),
    (b"{\\rtf", Refusal.UNSUPPORTED),
    (b"%!PS", Refusal.UNSUPPORTED),
    (b"RIFF", Refusal.UNSUPPORTED),
    (b"OggS", Refusal.UNSUPPORTED),
    (b"ID3", Refusal.UNSUPPORTED),
)
EXECUTABLE_EXTENSIONS = {
    *("apk", "bat", "bin", "cmd", "com", "cpl", "dll", "exe", "gadget", "hta", "jar", "js", "jse"),
    *("lnk", "msi", "ps1", "py", "reg", "scr", "sh", "sys", "vb", "vbe", "vbs", "wsf"),
}
SAME_FORMAT = {
    Format.TXT: {"txt", "md", "markdown", "text", "csv", "log"},
    Format.DOCX: {"docx", "dotx"},
    Format.DOC: {"doc", "dot", "wps"},
    Format.HTML: {"html", "htm", "shtml", "xhtml"},
    Format.XLSX: {"xlsx", "xltx"},
    Format.XLS: {"xls", "et"},
}
HTML_SIGN = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|table|article|p)[\s>][^\0]*</", re.I
)
XML_SIGN = re.compile(rb"\s*<(?:\?xml|!doctype\s+(?!html)|svg[\s>])", re.I)


def extension_of(filename: str) -> str:
    """Return the lower-case extension without its dot, "" where there is none."""
    _, dot, extension = filename.rpartition(".")
    return extension.strip().lower() if dot else ""


def sniff(data: bytes, filename: str) -> Format:
    """Return the format of the content; raise `UnreadableDocument` where it is none that can be read."""
    if extension_of(filename) in EXECUTABLE_EXTENSIONS:
        raise UnreadableDocument(Refusal.EXECUTABLE)
    for head, refusal in REFUSED_HEADS:
        if data.startswith(head) and not _is_text_by_chance(head, data):
            raise UnreadableDocument(refusal)
    if data.startswith(ZIP_HEADS):
        return _kind_of_zip(data)
    if data.startswith(OLE_HEAD):
        return Format.XLS if _has_ole_stream(data, "Workbook", "Book") else Format.DOC
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    return _kind_of_text(data)


def mismatch_warning(found: Format, filename: str) -> tuple[str, ...]:
    """Return a warning where the name promises another format than the content holds."""
    extension = extension_of(filename)
    if not extension or extension in SAME_FORMAT.get(found, {found.value}):
        return ()
    return (f"文件扩展名是 .{extension}，内容其实是{found.label}，已按内容读取。",)


def _is_text_by_chance(head: bytes, data: bytes) -> bool:
    """Short heads such as MZ or BM may begin a line of plain ASCII text."""
    return len(head) <= 4 and head.isalnum() and b"\0" not in data[:4096] and data[:4096].isascii()


def _has_ole_stream(data: bytes, *names: str) -> bool:
    return any(name.encode("utf-16-le") + b"\0\0" in data for name in names)


def _kind_of_zip(data: bytes) -> Format:
    with open_package(data) as package:
        names = package.namelist()
    if "[Content_Types].xml" in names:
        return Format.XLSX if any(name.startswith("xl/") for name in names) else Format.DOCX
    if "OFD.xml" in names or "mimetype" in names:
        raise UnreadableDocument(Refusal.UNSUPPORTED)
    return Format.ZIP


def _kind_of_text(data: bytes) -> Format:
    head = data[:4096].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    if HTML_SIGN.search(head):
        return Format.HTML
    if XML_SIGN.match(head):
        raise UnreadableDocument(Refusal.UNSUPPORTED)
    return Format.TXT
