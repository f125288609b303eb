"""Texts of mails kept beside the tests, so that a change of words is seen in the diff."""

from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def same_as_snapshot(name: str, text: str) -> None:
    """Fail where the text differs from snapshots/NAME; a missing snapshot is written, and the test fails once."""
    file = FOLDER / name
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        raise AssertionError(f"{name} was written: read it, keep it, and run again")
    assert text == file.read_text(encoding="utf-8")
