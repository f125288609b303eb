"""Parts of files on their way in: nothing is believed to be there that is not."""

import zlib
from pathlib import Path

import pytest

from tracker.adapters.part_store import PartStore


@pytest.fixture
def parts(tmp_path: Path) -> PartStore:
    return PartStore(tmp_path / "uploads")


def test_pieces_follow_each_other_and_make_the_whole(parts: PartStore):
    key = parts.create()

    assert parts.write(key, 0, b"one ") == 4
    assert parts.write(key, 4, b"two") == 7

    assert (parts.read(key), parts.size(key)) == (b"one two", 7)
    assert parts.checksum(key, 7) == zlib.crc32(b"one two")
    assert parts.checksum(key, 3) == zlib.crc32(b"one")


def test_a_piece_sent_again_takes_the_place_of_what_lay_there(parts: PartStore):
    key = parts.create()
    parts.write(key, 0, b"one two")

    assert parts.write(key, 4, b"2") == 5
    assert parts.read(key) == b"one 2"


def test_a_piece_that_would_leave_a_gap_is_refused(parts: PartStore):
    key = parts.create()

    with pytest.raises(ValueError, match="gap"):
        parts.write(key, 1, b"x")
    assert parts.read(key) == b""


def test_a_part_that_is_gone_is_empty_and_takes_nothing(parts: PartStore):
    key = parts.create()
    parts.remove(key)
    parts.remove(key)

    assert (parts.exists(key), parts.size(key), parts.checksum(key, 5)) == (False, 0, 0)
    with pytest.raises(FileNotFoundError):
        parts.write(key, 0, b"x")


def test_only_what_nothing_was_added_to_lately_is_removed(parts: PartStore):
    key = parts.create()

    assert parts.remove_old(lambda _written: False) == 0
    assert parts.exists(key)
    assert parts.remove_old(lambda _written: True) == 1
    assert not parts.exists(key)


@pytest.mark.parametrize("key", ["", "../secret", "G" * 32, "0" * 31, f"{'0' * 32}\n"])
def test_only_keys_name_parts(parts: PartStore, key: str):
    with pytest.raises(ValueError, match="key"):
        parts.size(key)
