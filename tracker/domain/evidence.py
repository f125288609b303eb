"""Evidence (佐证材料): what kinds of files are taken, how large, and what they are called."""

import unicodedata
from pathlib import PurePosixPath

from tracker.domain.errors import RuleViolation
from tracker.domain.labelled_enum import LabelledEnum

LARGEST = 20 * 1024 * 1024  # bytes
LONGEST_NAME = 120  # characters


class EvidenceKind(LabelledEnum):
    """A kind of file that is taken; the value is its usual extension."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 表格"
    PNG = "png", "PNG 图片"
    JPEG = "jpg", "JPEG 图片"
    TXT = "txt", "纯文本"


EXTENSIONS = {
    EvidenceKind.PDF: frozenset({"pdf"}),
    EvidenceKind.DOCX: frozenset({"docx"}),
    EvidenceKind.XLSX: frozenset({"xlsx"}),
    EvidenceKind.PNG: frozenset({"png"}),
    EvidenceKind.JPEG: frozenset({"jpg", "jpeg"}),
    EvidenceKind.TXT: frozenset({"txt"}),
}

MEDIA_TYPES = {
    EvidenceKind.PDF: "application/pdf",
    EvidenceKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    EvidenceKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    EvidenceKind.PNG: "image/png",
    EvidenceKind.JPEG: "image/jpeg",
    EvidenceKind.TXT: "text/plain",
}

ACCEPT = ",".join(sorted(f".{extension}" for extensions in EXTENSIONS.values() for extension in extensions))
TAKEN = "PDF、Word（.docx）、Excel（.xlsx）、PNG、JPEG、纯文本（.txt）"


def check_size(size: int) -> None:
    """Raise RuleViolation for an empty file, or one of more than 20 MB."""
    if size == 0:
        raise RuleViolation("文件是空的，请检查后重新上传。")
    if size > LARGEST:
        raise RuleViolation("文件超过 20 MB，请压缩或拆分后再上传。")


def check_kind(kind: EvidenceKind | None, filename: str) -> EvidenceKind:
    """Return the kind; raise RuleViolation where it is none that is taken, or the name promises another."""
    if kind is None:
        raise RuleViolation(f"不支持这种文件，可以上传：{TAKEN}。")
    extension = PurePosixPath(filename).suffix.removeprefix(".").lower()
    if extension not in EXTENSIONS[kind]:
        raise RuleViolation(f"文件扩展名与内容不符：内容是{kind.label}，请改正扩展名后再上传。")
    return kind


def safe_name(filename: str) -> str:
    """Return the name without folders and control characters, its extension kept where it is cut: fit for a header."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char)[0] != "C")
    clean = shown.strip().strip(".") or "未命名"
    stem, suffix = PurePosixPath(clean).stem, PurePosixPath(clean).suffix
    return stem[: LONGEST_NAME - len(suffix)] + suffix if len(clean) > LONGEST_NAME else clean
