"""Packages of files written as they are sent, in constant memory, with a list of hashes that a command can check."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

HASH_LIST = "SHA256SUMS"
_PIECE = 1024 * 1024
_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  # the earliest time a zip can tell; it knows no zones
_PACKED_ALREADY = (".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx")


@dataclass(frozen=True)
class Member:
    """A file of a package. `pieces` opens it when its turn comes; `written_at` is shown by archivers, in local time."""

    path: str
    written_at: datetime
    pieces: Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Packed:
    """A file as it went into the package."""

    path: str
    size: int
    sha256: str


Closing = Callable[[Sequence[Packed]], Iterable[Member]]
"""Gives the members that are made of what was packed, such as a list of it."""


class PackageDamaged(Exception):
    """A package is not what was written; the message says what is wrong, in Chinese, for the user."""


def stream_zip(members: Iterable[Member], closing: Closing) -> Iterator[bytes]:
    """Yield a zip of the members, then of what `closing` makes of them, then of the hashes of all: SHA256SUMS."""
    sink = _Sink()
    packed: list[Packed] = []
    with zipfile.ZipFile(sink, "w") as archive:  # type: ignore[call-overload]  # anything that can be written to
        for member in members:
            yield from _pack(member, archive, sink, packed)
        for member in list(closing(tuple(packed))):
            yield from _pack(member, archive, sink, packed)
        lines = "".join(f"{file.sha256}  {file.path}\n" for file in packed).encode()
        yield from _pack(Member(HASH_LIST, _EPOCH, lambda: iter([lines])), archive, sink, [])
    yield sink.taken()


def verify_package(path: Path) -> tuple[int, str]:
    """Return how many files of a package were found as they were packed, and the SHA-256 of their list.

    Raise `PackageDamaged` where one was changed, is missing or was added, or where it is no package at all.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _verify(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as fault:
        raise PackageDamaged("文件损坏，或不是归档包。") from fault


def _verify(archive: zipfile.ZipFile) -> tuple[int, str]:
    names = [info.filename for info in archive.infolist()]
    if len(set(names)) < len(names):
        raise PackageDamaged("包中有同名文件。")
    if HASH_LIST not in names:
        raise PackageDamaged(f"包中没有校验清单 {HASH_LIST}。")
    listing = archive.read(HASH_LIST)
    expected = _expected(listing)
    for name in names:
        if name != HASH_LIST and name not in expected:
            raise PackageDamaged(f"多出清单中没有的文件：{name}")
    for name, digest in expected.items():
        if name not in names:
            raise PackageDamaged(f"缺少文件：{name}")
        if _digest_of(archive, name) != digest:
            raise PackageDamaged(f"内容与清单不符：{name}")
    return len(expected), hashlib.sha256(listing).hexdigest()


def _expected(listing: bytes) -> dict[str, str]:
    try:
        lines = [line.split("  ", 1) for line in listing.decode().splitlines()]
        return {name: digest for digest, name in lines}
    except ValueError as fault:
        raise PackageDamaged(f"校验清单 {HASH_LIST} 无法读取。") from fault


def _digest_of(archive: zipfile.ZipFile, name: str) -> str:
    found = hashlib.sha256()
    with archive.open(name) as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def _pack(member: Member, archive: zipfile.ZipFile, sink: "_Sink", packed: list[Packed]) -> Iterator[bytes]:
    at = member.written_at.replace(tzinfo=None)
    info = zipfile.ZipInfo(member.path, max(at, _EPOCH).timetuple()[:6])
    stored = member.path.lower().endswith(_PACKED_ALREADY)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w") as target:
        for piece in member.pieces():
            target.write(piece)
            digest.update(piece)
            size += len(piece)
            if sink.waiting >= _PIECE:
                yield sink.taken()
    packed.append(Packed(member.path, size, digest.hexdigest()))
    yield sink.taken()


class _Sink:
    """Takes what the zip writes, to be handed on."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.waiting = 0

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self.waiting += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        """Return what was written since, and forget it."""
        everything = b"".join(self._pieces)
        self._pieces, self.waiting = [], 0
        return everything
