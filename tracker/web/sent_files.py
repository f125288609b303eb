"""What a person sent in one go: files, and the files inside archives, each with its bytes or why there are none."""

from collections.abc import Iterator, Sequence

from tracker.adapters.document_reader import Archive, UnreadableDocument, is_archive
from tracker.domain.errors import RuleViolation

SentFile = tuple[str, bytes | RuleViolation]


class Sent:
    """Files one after the other; `len()` tells how many. Those of an archive are unpacked when their turn comes."""

    def __init__(self, groups: Sequence[SentFile | Archive]) -> None:
        self._groups = groups

    def __len__(self) -> int:
        return sum(len(group) if isinstance(group, Archive) else 1 for group in self._groups)

    def __iter__(self) -> Iterator[SentFile]:
        for group in self._groups:
            if isinstance(group, Archive):
                yield from group
            else:
                yield group


def sent_files(files: Sequence[tuple[str, bytes]]) -> Sent:
    """Return what these uploads hold; raise RuleViolation for a bad one alone, among others it is told in its place."""
    return Sent([_opened(name, data, is_alone=len(files) == 1) for name, data in files])


def _opened(name: str, data: bytes, *, is_alone: bool) -> SentFile | Archive:
    try:
        return Archive(data) if is_archive(data, name) else (name, data)
    except UnreadableDocument as refused:
        if is_alone:
            raise
        return name, refused
