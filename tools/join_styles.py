"""Join all style sheets into the one that pages ask for: before the first paint a browser waits once, not nine times.

    .venv/bin/python -m tools.join_styles

First what our pages can use of the vendored sheet (tools/cut_styles.py), then ours in the order of `SHEETS`.
"""

import re

from tools.cut_styles import FULL, STATIC, cut, parsed
from tools.environment import ROOT, say

JOINED = STATIC / "page.css"
#: Later sheets lean on earlier ones, and win where two rules weigh the same.
SHEETS = ("tokens", "layout", "components", "forms", "tables", "desk", "evidence", "print")
#: Stands between the vendored sheet and ours.
OURS = "/* Ours, from static/css by tools/join_styles.py. */\n"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def main() -> None:
    """Write the joined sheet."""
    JOINED.write_text(cut() + OURS + ours(), encoding="utf-8")
    say(f"{JOINED.relative_to(ROOT)}：{JOINED.stat().st_size:,} 字节（样式库原有 {FULL.stat().st_size:,}）")


def ours() -> str:
    """Return the rules of our own sheets, one a line, without comments."""
    sheets = [(STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS]
    return "".join(f"{block}\n" for sheet in sheets for block in parsed(_COMMENT.sub("", sheet)))


if __name__ == "__main__":
    main()
