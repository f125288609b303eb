"""Packages are written as they are sent, and a change of one byte in them is found."""

import hashlib
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from tracker.adapters.zip_stream import Member, PackageDamaged, Packed, stream_zip, verify_package

AT = datetime(2026, 6, 15, 9, 30)  # noqa: DTZ001  # a zip knows no zones
FILES = {"甲局/2026-06/名单.txt": "六月新建 12 家。".encode(), "甲局/照片.png": b"\x89PNG" + bytes(range(256)) * 9}


def member(path: str, content: bytes) -> Member:
    return Member(path, AT, lambda: iter([content]))


def listing(packed) -> list[Member]:
    return [member("清单.txt", "".join(f"{file.path} {file.size}\n" for file in packed).encode())]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "package.zip"
    path.write_bytes(b"".join(stream_zip([member(*file) for file in FILES.items()], listing)))
    return path


def changed(package: Path, **changes: bytes | None) -> Path:
    """Write the package anew with other contents; None takes a file away."""
    with zipfile.ZipFile(package) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents.update({name.replace("__", "/"): content for name, content in changes.items()})
    with zipfile.ZipFile(package, "w") as archive:
        for name, content in contents.items():
            if content is not None:
                archive.writestr(name, content)
    return package


def test_the_package_opens_with_every_file_its_list_and_its_hashes(package: Path):
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*FILES, "清单.txt", "SHA256SUMS"]
        assert {name: archive.read(name) for name in FILES} == FILES
        assert archive.getinfo("清单.txt").date_time == (2026, 6, 15, 9, 30, 0)
        first = archive.read("SHA256SUMS").decode().splitlines()[0]
        listed = archive.read("清单.txt").decode()
    assert first == f"{hashlib.sha256(FILES['甲局/2026-06/名单.txt']).hexdigest()}  甲局/2026-06/名单.txt"
    assert "照片.png 2308" in listed


def test_what_was_packed_is_found_as_it_was(package: Path):
    count, digest = verify_package(package)

    assert (count, len(digest)) == (3, 64)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"甲局__照片.png": b"other"}, "内容与清单不符：甲局/照片.png"),
        ({"甲局__照片.png": None}, "缺少文件：甲局/照片.png"),
        ({"乙局__照片.png": b"x"}, "多出清单中没有的文件：乙局/照片.png"),
        ({"SHA256SUMS": None}, "没有校验清单"),
        ({"SHA256SUMS": b"\xff\xfe nothing"}, "无法读取"),
        ({"SHA256SUMS": b"one-word\n"}, "无法读取"),
    ],
)
def test_a_change_is_found_and_named(package: Path, changes, words):
    with pytest.raises(PackageDamaged, match=words):
        verify_package(changed(package, **changes))


def test_a_file_that_stands_in_it_twice_is_found(package: Path):
    with zipfile.ZipFile(package, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("甲局/照片.png", b"x")

    with pytest.raises(PackageDamaged, match="同名"):
        verify_package(package)


@pytest.mark.parametrize("keep", [0, 10, -1, -30])
def test_a_cut_package_is_damaged(package: Path, keep: int):
    package.write_bytes(package.read_bytes()[:keep])

    with pytest.raises(PackageDamaged, match="损坏"):
        verify_package(package)


def test_every_single_byte_matters(package: Path):
    whole = package.read_bytes()
    with zipfile.ZipFile(package) as archive:
        start = archive.getinfo("甲局/照片.png").header_offset + 80
    package.write_bytes(whole[:start] + bytes([whole[start] ^ 1]) + whole[start + 1 :])

    with pytest.raises(PackageDamaged):
        verify_package(package)


def test_an_empty_package_is_a_package_too(tmp_path: Path):
    path = tmp_path / "empty.zip"
    path.write_bytes(b"".join(stream_zip([], lambda _packed: [])))

    assert verify_package(path)[0] == 0


def test_memory_does_not_grow_with_the_files():
    def many() -> Iterator[bytes]:
        return (bytes(1024 * 1024) for _ in range(32))

    sent = 0
    tracemalloc.start()
    for piece in stream_zip([Member(f"{number}.pdf", AT, many) for number in range(2)], lambda _packed: []):
        sent += len(piece)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sent > 64 * 1024 * 1024
    assert most < 8 * 1024 * 1024


def test_a_reader_that_goes_away_leaves_nothing_open():
    pieces = stream_zip([member("a.txt", b"x" * 99), member("b.txt", b"y")], lambda _packed: [])
    next(pieces)

    pieces.close()

    assert list(pieces) == []


def test_what_is_told_of_a_file_is_what_went_in():
    told: list[Packed] = []
    BytesIO(b"".join(stream_zip([member("a.txt", b"abc")], lambda packed: told.extend(packed) or [])))

    assert told == [Packed("a.txt", 3, hashlib.sha256(b"abc").hexdigest())]
