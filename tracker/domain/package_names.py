"""Names inside a package of files: readable, harmless on every system, and no two alike."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

LONGEST_PART = 80  # characters of one folder or file name; 255 bytes of UTF-8 hold 85 Chinese characters
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(10)), *(f"LPT{n}" for n in range(10))})


def safe_part(name: str) -> str:
    """Return a folder or file name that no system misreads, its extension kept where it is cut."""
    kept = (" " if char in _FORBIDDEN else char for char in name if unicodedata.category(char)[0] != "C")
    clean = " ".join("".join(kept).split()).strip(". ") or "未命名"
    if clean.split(".")[0].upper() in _RESERVED:
        clean = f"_{clean}"
    suffix = PurePosixPath(clean).suffix if len(PurePosixPath(clean).suffix) < LONGEST_PART // 2 else ""
    stem = clean[: len(clean) - len(suffix)] if suffix else clean
    return stem[: LONGEST_PART - len(suffix)].rstrip(". ") + suffix


def unique_paths(wanted: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a path for each (folder, …, file name), in order; one that is taken gets （2） before its extension.

    Names count as alike whatever their case, as on Windows and macOS.
    """
    taken: set[str] = set()
    paths = []
    for parts in wanted:
        *folders, name = (safe_part(part) for part in parts)
        suffix = PurePosixPath(name).suffix
        stem = name.removesuffix(suffix)
        path, number = "/".join([*folders, name]), 1
        while path.casefold() in taken:
            number += 1
            path = "/".join([*folders, f"{stem}（{number}）{suffix}"])
        taken.add(path.casefold())
        paths.append(path)
    return paths
