"""Evidence (佐证材料): what kinds of files and links are taken, how large, and what they are called."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tracker.domain.errors import RuleViolation
from tracker.domain.evidence_review import EvidenceCategory
from tracker.domain.labelled_enum import LabelledEnum

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE  # bytes
LARGEST_PIECE = MEGABYTE  # bytes of a file that arrive in one request
LONGEST_NAME = 120  # characters
LONGEST_REMARK = 300
LONGEST_LINK = 2000
LINK_TYPE = "text/uri-list"
LINK_SCHEMES = ("http", "https")


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


@dataclass(frozen=True)
class EvidenceDetails:
    """What a unit says of a piece of evidence. `valid_until` is the last day it is good for; None: for ever."""

    category: EvidenceCategory = EvidenceCategory.OTHER
    remark: str = ""
    valid_until: date | None = None


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


def check_remark(remark: str) -> str:
    """Return the remark without white space around it; raise RuleViolation where it is too long."""
    if len(remark.strip()) > LONGEST_REMARK:
        raise RuleViolation(f"备注请控制在 {LONGEST_REMARK} 字以内。")
    return remark.strip()


def check_quota(used: int, adding: int, quota: int) -> None:
    """Raise RuleViolation where so many more bytes would be over what a unit may keep."""
    if used + adding > quota:
        raise RuleViolation(
            f"本单位佐证材料已用 {_megabytes(used)} MB，加上这份超过 {_megabytes(quota)} MB 的上限。"
            "请压缩后上传或改用链接，仍不够用请联系系统管理员。"
        )


def check_link(url: str) -> str:
    """Return the address of a link, which is never fetched; raise RuleViolation unless it is a plain web address."""
    clean = url.strip()
    if len(clean) > LONGEST_LINK:
        raise RuleViolation(f"链接过长，请控制在 {LONGEST_LINK} 个字符以内。")
    if any(char.isspace() or unicodedata.category(char)[0] == "C" for char in clean):
        raise RuleViolation("链接中有空格或看不见的字符，请重新复制网址。")
    try:
        parts = urlsplit(clean)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise RuleViolation("网址不完整，请重新复制。") from None
    if parts.scheme.lower() not in LINK_SCHEMES or not host:
        raise RuleViolation("请填写以 http:// 或 https:// 开头的完整网址。")
    if parts.username is not None:
        raise RuleViolation("网址中不能带用户名或密码（@ 前的部分），请改正。")
    return clean


def link_host(url: str) -> str:
    """Return the host a link leads to, letters that only look like others written out (xn--…)."""
    host = urlsplit(url).hostname or ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0")
