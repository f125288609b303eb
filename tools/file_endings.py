"""Say which of the named files do not end with exactly one line end; part of the pre-commit checks."""

import sys
from pathlib import Path


def ends_badly(content: bytes) -> bool:
    """Return whether a file with this content lacks its last line end, or ends with empty lines."""
    return bool(content) and (not content.endswith(b"\n") or content.endswith(b"\n\n"))


if __name__ == "__main__":
    wrong = [name for name in sys.argv[1:] if ends_badly(Path(name).read_bytes())]
    for name in wrong:
        print(f"{name}: end it with exactly one line end")
    sys.exit(bool(wrong))
