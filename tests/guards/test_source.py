"""Files stay short, and say nothing about the machine they were written on."""

import ast
import re

import pytest

from tests.support.source import ROOT, VENDORED, imports_of, short, tracked_files, tree_of
from tools.join_styles import JOINED

pytestmark = pytest.mark.slow  # reads every file

LONGEST = 300
CODE = {".py", ".js", ".css", ".html", ".txt", ".sh", ".toml"}
NOT_OURS = (VENDORED, JOINED, ROOT / "seed", ROOT / "migrations" / "versions")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w")
OPEN_ENDS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


def _own_files(*suffixes):
    return [
        path
        for path in tracked_files()
        if path.suffix in suffixes and not any(path.is_relative_to(folder) for folder in NOT_OURS)
    ]


def test_no_file_is_too_long_to_be_read_at_once():
    code = [path for path in _own_files(*CODE) if "documents" not in path.parts]
    long = {short(path): lines for path in code if (lines := len(path.read_text().splitlines())) > LONGEST}
    assert not long, f"Split by subject: {long}"


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    texts = _own_files(*CODE, ".md", ".yaml", ".yml", ".lock", ".css")
    naming = [short(path) for path in texts if MACHINE_PATH.search(path.read_text())]
    assert not naming


def test_nothing_is_left_for_later_in_the_pages():
    open_ends = [short(path) for path in _own_files(".js", ".html", ".css") if OPEN_ENDS.search(path.read_text())]
    assert not open_ends, f"Do it now, or file it: {open_ends}"  # ruff looks after Python (FIX)


def test_no_test_sleeps():
    waiting = [
        short(path)
        for path in _own_files(".py")
        if path.is_relative_to(ROOT / "tests")
        and path.name.startswith("test_")
        and any(
            ast.unparse(node.func).endswith("sleep") for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)
        )
    ]
    assert not waiting, f"Move the clock, or wait for the thing itself, in: {waiting}"


def test_no_test_mocks_our_own_code():
    mocking = [
        short(path)
        for path in _own_files(".py")
        if path.is_relative_to(ROOT / "tests") and any(name.startswith("unittest.mock") for name in imports_of(path))
    ]
    assert not mocking, f"Use a small real class, such as MemoryMailer, in: {mocking}"


@pytest.mark.parametrize("lock", ["requirements", "requirements-dev"])
def test_the_lock_holds_every_pinned_package_and_no_address(lock):
    pins = {
        line.split(";")[0].strip().lower()
        for line in (ROOT / f"{lock}.txt").read_text().splitlines()
        if line and not line.startswith(("-r", "#"))
    }
    locked = (ROOT / f"{lock}.lock").read_text()
    held = {line.split(" ")[0].lower() for line in locked.splitlines() if "==" in line}

    assert not {re.sub(r"\[.*\]", "", pin) for pin in pins} - {re.sub(r"\[.*\]", "", pin) for pin in held}, "make lock"
    assert "://" not in locked
