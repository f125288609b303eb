"""Zip packages (docx, xlsx, archives) opened only after their directory has been found harmless.

Thresholds for bombs are those of the Python package index: above 64 MiB no more than 50:1. Declared sizes may lie, so
members are also inflated within bounds: `read_member` never returns more than it was allowed to.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

from tracker.adapters.readers import limits
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument

END_OF_DIRECTORY = b"PK\x05\x06"
LOCAL_HEADER_SIZE = 30
TYPICAL_DIRECTORY_ENTRY = 512  # bytes; a directory above MAX_MEMBERS times this has more members than it says
NAME_IS_UTF8 = 0x800
JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)", re.IGNORECASE)
PIECE = 64 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError, IndexError)


def open_package(data: bytes) -> zipfile.ZipFile:
    """Return the opened package; raise `UnreadableDocument` where it is damaged, encrypted or made to do harm."""
    _check_member_count(data)
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (*BROKEN, OverflowError) as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error
    members = package.infolist()
    _check_sizes(members)
    for member in members:
        _check_member(member)
    if len({member.filename for member in members}) < len(members):
        raise UnreadableDocument(Refusal.OVERLAPPING)
    _check_overlap(data, members, package.start_dir)
    return package


def read_member(package: zipfile.ZipFile, name: str | zipfile.ZipInfo, limit: int) -> bytes:
    """Return one inflated member; raise where it is missing, damaged or larger than `limit` bytes."""
    try:
        with package.open(name) as member:
            content = member.read(limit + 1)
    except KeyError as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error
    except RuntimeError as error:
        raise UnreadableDocument(Refusal.ENCRYPTED) from error
    except BROKEN as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error
    if len(content) > limit:
        raise UnreadableDocument(Refusal.TOO_COMPLEX)
    return content


def documents_in(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the members of an archive that a person has put there, with their names as that person saw them."""
    named = [(_readable_name(member), member) for member in archive.infolist() if not member.is_dir()]
    return [(name, member) for name, member in named if not JUNK.search(name)]


def verify_inflation(package: zipfile.ZipFile) -> None:
    """Inflate every member without keeping it; for libraries that would inflate it themselves without bounds."""
    for member in package.infolist():
        try:
            with package.open(member) as stream:
                while stream.read(PIECE):
                    pass
        except BROKEN as error:
            raise UnreadableDocument(Refusal.DAMAGED) from error


def _readable_name(member: zipfile.ZipInfo) -> str:
    """Archives packed on Chinese Windows name their members in GBK without saying so; zipfile reads that as cp437."""
    if member.flag_bits & NAME_IS_UTF8:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _check_member_count(data: bytes) -> None:
    end = data.rfind(END_OF_DIRECTORY)
    if end < 0 or len(data) < end + 22:
        raise UnreadableDocument(Refusal.DAMAGED)
    count, directory_size = struct.unpack_from("<HL", data, end + 10)
    if count > limits.MAX_MEMBERS or directory_size > limits.MAX_MEMBERS * TYPICAL_DIRECTORY_ENTRY:
        raise UnreadableDocument(Refusal.TOO_MANY_MEMBERS)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > limits.MAX_MEMBERS:
        raise UnreadableDocument(Refusal.TOO_MANY_MEMBERS)
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    is_suspicious = inflated > limits.SUSPICIOUS_SIZE and inflated > limits.SUSPICIOUS_RATIO * packed
    if is_suspicious or inflated > limits.MAX_INFLATED_SIZE:
        raise UnreadableDocument(Refusal.BOMB)


def _check_member(member: zipfile.ZipInfo) -> None:
    path = member.filename.replace("\\", "/")
    leads_outside = path.startswith("/") or path[1:2] == ":" or ".." in path.split("/")
    if leads_outside or stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableDocument(Refusal.UNSAFE_PATH)
    if member.flag_bits & 1:
        raise UnreadableDocument(Refusal.ENCRYPTED)
    if member.compress_type not in METHODS:
        raise UnreadableDocument(Refusal.UNSUPPORTED)


def _check_overlap(data: bytes, members: Iterable[zipfile.ZipInfo], end: int) -> None:
    """Members that share bytes make a small file inflate without limit (CVE-2024-0450)."""
    for member in sorted(members, key=lambda each: each.header_offset, reverse=True):
        if member.header_offset + LOCAL_HEADER_SIZE > len(data):
            raise UnreadableDocument(Refusal.DAMAGED)
        name_size, extra_size = struct.unpack_from("<HH", data, member.header_offset + 26)
        if member.header_offset + LOCAL_HEADER_SIZE + name_size + extra_size + member.compress_size > end:
            raise UnreadableDocument(Refusal.OVERLAPPING)
        end = member.header_offset
