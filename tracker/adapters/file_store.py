"""Uploaded files below one directory, each under the SHA-256 of its content. Nothing is ever written over.

A file is written beside its place, flushed to the disk, read back and only then renamed, so that a reader finds the
whole file or none, whatever happens in between.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

DIGEST = re.compile(r"[0-9a-f]{64}")
PIECE = 1024 * 1024  # bytes
TEMPORARY_SUFFIX = ".partial"
CONDEMNED_SUFFIX = ".condemned"


class StoredFileDamaged(OSError):
    """The disk gave back something else than was written."""


class FileStore:
    """Keeps files below a directory, which is made where it is missing."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def put(self, data: bytes) -> str:
        """Store the bytes and return their SHA-256; storing the same bytes again only says that they are wanted.

        Raise `OSError` where the disk is full or broken; nothing is left behind then.
        """
        digest = hashlib.sha256(data).hexdigest()
        place = self._place(digest)
        if _is_there_and_wanted(place) and _digest_of(place) == digest:
            return digest
        place.parent.mkdir(parents=True, exist_ok=True)
        self._write(data, digest, place)
        return digest

    def open(self, digest: str) -> BinaryIO:
        """Return the stored file opened for reading; raise `FileNotFoundError` where there is none."""
        return self._place(digest).open("rb")

    def read(self, digest: str) -> bytes:
        """Return the stored bytes; raise `StoredFileDamaged` where they have changed since."""
        data = self._place(digest).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoredFileDamaged(f"stored file {digest} has changed")
        return data

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Yield the stored bytes a piece at a time; raise `FileNotFoundError` where there are none."""
        with self.open(digest) as file:
            while piece := file.read(PIECE):
                yield piece

    def size(self, digest: str) -> int:
        """Return the size of a stored file in bytes; raise `FileNotFoundError` where there is none."""
        return self._place(digest).stat().st_size

    def exists(self, digest: str) -> bool:
        """Tell whether a file is stored."""
        return self._place(digest).is_file()

    def delete(self, digest: str) -> None:
        """Remove a stored file; one that is not there is no error."""
        self._place(digest).unlink(missing_ok=True)

    def digests(self) -> set[str]:
        """Return the digests of all stored files, for comparing with the records that need them."""
        return {path.name for path in self.directory.glob("??/??/*") if DIGEST.fullmatch(path.name)}

    def remove_leftovers(self, is_old: Callable[[float], bool]) -> int:
        """Remove what a broken-off `put` left behind; `is_old` is asked with seconds since 1970. Return how many."""
        leftovers = [path for path in self.directory.glob(f"??/??/*{TEMPORARY_SUFFIX}") if is_old(path.stat().st_mtime)]
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

    def remove_strays(self, needed: Collection[str], is_old: Callable[[float], bool]) -> int:
        """Remove stored files that no record needs and nobody stored lately; return how many.

        A file is moved aside before it is looked at once more: whoever stores the same content meanwhile either finds
        it gone and writes it anew, or has touched it, and then it goes back.
        """
        removed = 0
        for place in self.directory.glob("??/??/*"):
            digest = place.name.removesuffix(CONDEMNED_SUFFIX)
            if not DIGEST.fullmatch(digest) or not _is_old(place, is_old):
                continue
            if digest not in needed:
                removed += _remove_unless_wanted(self._place(digest), place, is_old)
            elif place.name != digest:
                removed += _put_back(place, self._place(digest))
        return removed

    def _place(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise ValueError("a stored file is named by its SHA-256")
        return self.directory / digest[:2] / digest[2:4] / digest

    def _write(self, data: bytes, digest: str, place: Path) -> None:
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=TEMPORARY_SUFFIX)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if _digest_of(temporary) != digest:
                raise StoredFileDamaged(f"file {digest} could not be read back")
            temporary.replace(place)
            _flush_directory(place.parent)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()


def _is_there_and_wanted(place: Path) -> bool:
    """Touch a file, so that the removing of strays leaves it alone; tell whether there is one."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _is_old(place: Path, is_old: Callable[[float], bool]) -> bool:
    with suppress(FileNotFoundError):
        return is_old(place.stat().st_mtime)
    return False


def _remove_unless_wanted(place: Path, found: Path, is_old: Callable[[float], bool]) -> bool:
    aside = place.with_name(place.name + CONDEMNED_SUFFIX)
    if found != aside:
        found.replace(aside)
    if not is_old(aside.stat().st_mtime):
        return _put_back(aside, place)
    aside.unlink()
    return True


def _put_back(aside: Path, place: Path) -> bool:
    """Undo a removal that broke off, or came too late; return whether the file was not wanted any more."""
    if place.exists():
        aside.unlink()
        return True
    aside.replace(place)
    return False


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush_directory(directory: Path) -> None:
    """Make the new name durable; systems that cannot open a directory do it by themselves."""
    with suppress(PermissionError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
