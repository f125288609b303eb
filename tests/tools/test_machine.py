"""What a machine has is found; what was locked is recognised."""

import pytest

from tests.support import programs
from tools import environment
from tools.file_endings import ends_badly


@pytest.mark.parametrize(
    ("content", "is_bad"),
    [(b"", False), (b"a\n", False), (b"a", True), (b"a\n\n", True), (b"\n\n", True)],
)
def test_a_file_ends_with_exactly_one_line_end(content, is_bad):
    assert ends_badly(content) is is_bad


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """An empty machine: nothing on the PATH but what a test puts into this folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(programs, "POSTGRES_FOLDERS", (str(tmp_path / "postgresql"),))
    return tmp_path


def _program(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return path


def test_without_a_browser_none_is_found(machine):
    assert programs.chromium() is None


def test_a_browser_on_the_path_is_found_before_a_downloaded_one(machine):
    downloaded = _program(machine / "browsers" / "chromium-1200" / "chrome-linux" / "chrome")
    assert programs.chromium() == downloaded

    installed = _program(machine / "chromium-browser")
    assert programs.chromium() == installed


def test_the_browser_that_is_named_comes_first_and_must_exist(machine, monkeypatch):
    _program(machine / "chromium")
    monkeypatch.setenv("CHROMIUM", str(machine / "my-browser"))
    assert programs.chromium() is None

    mine = _program(machine / "my-browser")
    assert programs.chromium() == mine


def test_the_newest_of_several_servers_is_taken(machine):
    for version in ("9", "15", "18"):
        for name in ("initdb", "pg_ctl"):
            _program(machine / "postgresql" / version / "bin" / name)

    assert programs.postgres_binaries() == machine / "postgresql" / "18" / "bin"


def test_another_lock_file_asks_for_another_installation(monkeypatch, tmp_path):
    lock = tmp_path / "requirements.lock"
    monkeypatch.setitem(environment.LOCKS, "run", lock)

    lock.write_text("flask==3.1.3\n")
    first = environment._fingerprint("run")
    lock.write_text("flask==3.1.4\n")

    assert environment._fingerprint("run") != first
