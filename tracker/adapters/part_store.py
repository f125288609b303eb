"""Files on their way in (断点续传): what has arrived of each, below one directory that nothing is served from."""

import os
import re
import secrets
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

KEY = re.compile(r"[0-9a-f]{32}")
SUFFIX = ".part"
_READ = 1024 * 1024  # bytes


class PartStore:
    """Keeps parts below a directory, which is made where it is missing. Each is named by a random key."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def create(self) -> str:
        """Make an empty part and return its key."""
        self.directory.mkdir(parents=True, exist_ok=True)
        key = secrets.token_hex(16)
        self._place(key).touch(mode=0o600, exist_ok=False)
        return key

    def write(self, key: str, offset: int, piece: bytes) -> int:
        """Put a piece at an offset, forget whatever lay behind it, and return the size once it is on the disk.

        Raise `FileNotFoundError` where there is no such part, `ValueError` where the piece would leave a gap.
        """
        with self._place(key).open("r+b") as part:
            if os.fstat(part.fileno()).st_size < offset:
                raise ValueError("a piece may not leave a gap")
            part.truncate(offset)
            part.seek(offset)
            part.write(piece)
            part.flush()
            os.fsync(part.fileno())
            return offset + len(piece)

    def size(self, key: str) -> int:
        """Return how many bytes have arrived; 0 where there is no such part."""
        with suppress(FileNotFoundError):
            return self._place(key).stat().st_size
        return 0

    def read(self, key: str) -> bytes:
        """Return what has arrived; raise `FileNotFoundError` where there is no such part."""
        return self._place(key).read_bytes()

    def checksum(self, key: str, size: int) -> int:
        """Return the CRC-32 of the first `size` bytes, which a browser can work out too: is it still the same file?"""
        found, left = 0, size
        with suppress(FileNotFoundError), self._place(key).open("rb") as part:
            while left > 0 and (block := part.read(min(_READ, left))):
                found, left = zlib.crc32(block, found), left - len(block)
        return found

    def remove(self, key: str) -> None:
        """Forget a part; one that is not there is no error."""
        self._place(key).unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        """Tell whether there is such a part."""
        return self._place(key).is_file()

    def remove_old(self, is_old: Callable[[float], bool]) -> int:
        """Remove parts that nothing was added to lately; `is_old` is asked with seconds since 1970. Return how many."""
        parts = [path for path in self.directory.glob(f"*{SUFFIX}") if is_old(path.stat().st_mtime)]
        for path in parts:
            path.unlink(missing_ok=True)
        return len(parts)

    def _place(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError("a part is named by its key")
        return self.directory / f"{key}{SUFFIX}"
