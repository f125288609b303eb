"""Secrecy marks (密级标志) at the head of a document. Papers that carry one must never enter the system.

By GB/T 9704—2012, 7.2.1 and 7.2.2, the copy number (份号, six digits) and the mark (绝密, 机密, 秘密, a ★ and the term)
are the first lines of the first page. The same words in prose are no mark.
"""

import re

HEAD_LINES = 12  # the mark stands above the letterhead
HEAD_CHARACTERS = 1_500

_LEVEL = "(?:绝\\s*密|机\\s*密|秘\\s*密)"
_TERM = "(?:\\d{1,3}|[一二三四五六七八九十]{1,3})\\s*(?:个月|年|月|天|日)|长期|启用前|启封前|解密前"
_MARKS = (
    re.compile(f"{_LEVEL}\\s*[★☆✭✩✪*＊]"),
    re.compile(f"^[\\s【\\[（(]*(?:密\\s*级\\s*[：:]?\\s*)?{_LEVEL}[\\s】\\]）)]*(?:{_TERM})?\\s*$", re.MULTILINE),
    re.compile(f"(?:保密期限|密\\s*级)\\s*[：:]\\s*(?:{_LEVEL}|{_TERM})"),
    re.compile("^\\s*(?:份\\s*号|编\\s*号)?\\s*[：:№]?\\s*0\\d{5}\\s*$", re.MULTILINE),
    re.compile("份\\s*号\\s*[：:]?\\s*(?:[Nn№][Oo]?\\.?\\s*)?\\d{3,6}"),
)


def find_secrecy_mark(text: str) -> str | None:
    """Return the mark as printed at the head of the text, or None. Prose about secrecy (国家秘密) gives None."""
    head = "\n".join([line for line in text[:HEAD_CHARACTERS].splitlines() if line.strip()][:HEAD_LINES])
    for pattern in _MARKS:
        if found := pattern.search(head):
            return found.group().strip()
    return None
