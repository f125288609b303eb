"""Secrecy marks (密级标志) at the head of a document. Papers that carry one must never enter the system.

By GB/T 9704—2012, 7.2.1 and 7.2.2, the copy number (份号, six digits) and the mark (绝密, 机密, 秘密, a ★ and the term)
are the first lines of the first page. The same words in prose are no mark.

| pattern     | examples                                            |
|-------------|-----------------------------------------------------|
| with a star | 机密★5年, 秘 密 ★, ★绝密, 绝密·启用前               |
| line alone  | 绝密, 【机密】, 密级：秘密, 机密 10年, 特急 秘密    |
| term        | 密级：机密, 保密期限：长期                          |
| copy number | 000123, 份号：000123, №000123                       |
"""

import re

HEAD_LINES = 12  # the mark stands above the letterhead
HEAD_CHARACTERS = 1_500

_LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)"
_TERM = r"(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:个月|年|月|天|日)|长期|启用前|启封前|解密前)"
_URGENCY = r"(?:特\s*急|特提|加\s*急|平\s*急|急件)"
_STAR = "[★☆✭✩✪*＊]"
_OPEN, _CLOSE = r"[\s【\[（(〔]*", r"[\s】\]）)〕]*"

_MARKS = (
    re.compile(rf"{_LEVEL}\s*{_STAR}|{_STAR}\s*{_LEVEL}|{_LEVEL}\s*[·•.]?\s*(?:启用前|启封前)"),
    re.compile(
        rf"^{_OPEN}(?:{_URGENCY}\s*)?(?:密\s*级\s*[：:]?\s*)?{_LEVEL}\s*{_TERM}?\s*{_URGENCY}?{_CLOSE}$", re.MULTILINE
    ),
    re.compile(rf"(?:保密期限|密\s*级)\s*[：:]\s*(?:{_LEVEL}|{_TERM})"),
    re.compile(r"^\s*(?:份\s*号\s*[：:]?)?\s*(?:№|[Nn][Oo][.．:：]?)?\s*0\d{5}\s*$", re.MULTILINE),
    re.compile(r"份\s*号\s*[：:]?\s*(?:№|[Nn][Oo][.．]?)?\s*\d{3,6}(?!\d)"),
)


def find_secrecy_mark(text: str) -> str | None:
    """Return the mark as printed at the head of the text, or None. Prose about secrecy (国家秘密) gives None."""
    head = "\n".join([line for line in text[:HEAD_CHARACTERS].splitlines() if line.strip()][:HEAD_LINES])
    found = next((match for pattern in _MARKS if (match := pattern.search(head))), None)
    return found.group().strip() if found else None
