"""Files are kept by their content, whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from tracker.adapters.file_store import PIECE, FileStore, StoredFileDamaged

CONTENT = "佐证材料".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def path_of(store: FileStore) -> Path:
    return store.directory / DIGEST[:2] / DIGEST[2:4] / DIGEST


def test_a_file_is_stored_under_its_digest_and_read_back(store: FileStore):
    assert store.put(CONTENT) == DIGEST

    with store.open(DIGEST) as file:
        assert file.read() == CONTENT
    assert (store.exists(DIGEST), store.size(DIGEST), store.digests()) == (True, len(CONTENT), {DIGEST})


def test_the_same_content_is_stored_once_and_not_written_again(store: FileStore):
    store.put(CONTENT)
    written = path_of(store).stat().st_ino

    store.put(CONTENT)

    assert path_of(store).stat().st_ino == written
    assert [path.name for path in path_of(store).parent.iterdir()] == [DIGEST]


def test_a_file_damaged_on_the_disk_is_noticed_and_mended_by_the_next_upload(store: FileStore):
    store.put(CONTENT)
    path_of(store).write_bytes(b"rotten")

    with pytest.raises(StoredFileDamaged):
        store.read(DIGEST)
    store.put(CONTENT)

    assert store.read(DIGEST) == CONTENT


def test_a_deleted_file_is_gone_and_deleting_it_again_is_no_error(store: FileStore):
    store.put(CONTENT)

    store.delete(DIGEST)
    store.delete(DIGEST)

    assert not store.exists(DIGEST)
    with pytest.raises(FileNotFoundError):
        store.open(DIGEST)


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, f"{'0' * 64}\n", "/" + "0" * 63]
)
def test_only_digests_name_files(store: FileStore, name: str):
    with pytest.raises(ValueError, match="SHA-256"):
        store.open(name)


def test_leftovers_of_broken_uploads_are_removed_when_old(store: FileStore):
    store.put(CONTENT)
    leftover = path_of(store).with_name("broken.partial")
    leftover.write_bytes(b"half")

    assert store.remove_leftovers(lambda _written: False) == 0
    assert store.remove_leftovers(lambda _written: True) == 1
    assert (leftover.exists(), store.digests()) == (False, {DIGEST})


def test_nothing_is_left_where_writing_fails(store: FileStore):
    place = path_of(store)
    (place / "in the way").mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        store.put(CONTENT)

    assert [path.name for path in place.parent.iterdir()] == [DIGEST]


def test_a_file_is_read_a_piece_at_a_time(store: FileStore):
    content = b"x" * (PIECE + 1)

    assert [len(piece) for piece in store.pieces(store.put(content))] == [PIECE, 1]


def test_what_no_record_needs_is_removed_once_it_is_old(store: FileStore):
    store.put(CONTENT)
    needed = store.put(b"needed")

    assert store.remove_strays({needed}, lambda _written: False) == 0
    assert store.remove_strays({needed, DIGEST}, lambda _written: True) == 0
    assert store.remove_strays({needed}, lambda _written: True) == 1
    assert store.digests() == {needed}


def test_a_stray_that_is_stored_again_while_it_is_being_removed_stays(store: FileStore):
    store.put(CONTENT)
    asked = []

    def is_old(written: float) -> bool:
        """Say yes when first asked, then let somebody store the same content, who touches the file."""
        asked.append(written)
        if len(asked) == 1:
            store.put(CONTENT)
            return True
        return False

    assert store.remove_strays(set(), is_old) == 0
    assert store.read(DIGEST) == CONTENT
    assert len(asked) == 2


def test_a_removal_that_broke_off_is_undone_for_what_is_needed(store: FileStore):
    store.put(CONTENT)
    path_of(store).rename(path_of(store).with_name(DIGEST + ".condemned"))

    assert store.remove_strays({DIGEST}, lambda _written: True) == 0
    assert store.read(DIGEST) == CONTENT

    path_of(store).rename(path_of(store).with_name(DIGEST + ".condemned"))
    store.put(CONTENT)

    assert store.remove_strays({DIGEST}, lambda _written: True) == 1
    assert store.read(DIGEST) == CONTENT
