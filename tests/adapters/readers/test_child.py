"""The child process keeps its limits, and the parent gets an answer whatever happens to the child."""

import resource
import subprocess
import sys
import textwrap

import pytest

from tests.adapters.readers.hostile_files import document_body, docx
from tracker.adapters.document_reader import read_document
from tracker.adapters.readers import child, limits
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument

MIB = 1024 * 1024


def refusal_of(data: bytes, filename: str = "通知.docx") -> Refusal:
    with pytest.raises(UnreadableDocument) as refused:
        read_document(data, filename)
    return refused.value.refusal


def run_python(program: str) -> str:
    """Run a program beside the child's own code and return what it prints."""
    loaded = f"import runpy; child = runpy.run_path({str(child.PROGRAM)!r})\n{textwrap.dedent(program)}"
    finished = subprocess.run([sys.executable, "-I", "-c", loaded], capture_output=True, check=False, timeout=30)  # noqa: S603  # our own program
    return finished.stdout.decode().strip()


def test_a_document_is_read_in_the_child():
    assert read_document(docx(), "通知.docx").text == "一、总体要求"


def test_an_odd_file_name_reaches_the_child():
    assert read_document(docx(), "../\n'；rm -rf\u202e.docx").text == "一、总体要求"


@pytest.mark.slow
def test_a_file_that_needs_too_much_memory_is_refused_and_the_memory_is_kept():
    assert refusal_of(document_body("<w:p><w:r/></w:p>" * 2_500_000)) is Refusal.TOO_COMPLEX

    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # Linux counts in KiB
    assert largest <= limits.MEMORY / MIB


@pytest.mark.parametrize(
    ("program", "refusal"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Refusal.TOO_SLOW),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Refusal.TOO_COMPLEX),
        ("import sys; sys.exit(3)", Refusal.TOO_COMPLEX),
        ("", Refusal.TOO_COMPLEX),
    ],
    ids=["out of processor time", "killed", "failed", "silent"],
)
def test_a_child_that_dies_is_an_answer_too(monkeypatch: pytest.MonkeyPatch, program: str, refusal: Refusal):
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-I", "-c", program))

    assert refusal_of(docx()) is refusal


def test_a_child_that_does_not_come_back_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-I", "-c", "import signal; signal.pause()"))
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.2)

    assert refusal_of(docx()) is Refusal.TOO_SLOW


def test_a_file_waits_for_its_place_and_then_gives_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.05)
    monkeypatch.setattr(child, "places", child.BoundedSemaphore(1))

    with child.places:
        assert refusal_of(docx()) is Refusal.BUSY


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
    ],
)
def test_the_child_reaches_no_network_and_starts_no_program(attempt: str):
    program = f"""
        import sys
        sys.addaudithook(child["_forbid"])
        try:
            {attempt}
        except PermissionError:
            print("refused")
    """

    assert run_python(program) == "refused"


def test_the_child_can_write_no_file(tmp_path):
    program = f"""
        child["_limit"]({limits.MEMORY}, 5)
        try:
            open({str(tmp_path / "x")!r}, "wb", buffering=0).write(b"x")
        except OSError:
            print("refused")
    """

    assert run_python(program) == "refused"


def test_the_child_inherits_no_settings(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "secret")
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-I", "-c", REPORT_ENVIRONMENT))

    assert read_document(docx(), "通知.docx").text == "LANG"


REPORT_ENVIRONMENT = """
import json, os
names = " ".join(sorted(name for name in os.environ if name != "LC_CTYPE"))
print(json.dumps({"document": {"text": names, "format": "txt", "encoding": None, "warnings": []}}))
"""


def test_the_child_does_not_load_the_web_application():
    program = """
        child["_stand_in_for_package"]()
        import sys
        from tracker.adapters.readers import answers
        print(sorted({"flask", "sqlalchemy", "lxml", "pdfplumber", "olefile"} & set(sys.modules)))
    """

    assert run_python(program) == "[]"
