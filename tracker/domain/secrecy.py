"""Secrecy marks (密级标志) at the head of a document. Papers that carry one must never enter the system.

By GB/T 9704—2012, 7.2.1 and 7.2.2, the copy number (份号, six digits) and the mark (绝密, 机密, 秘密, a ★ and the term)
are the first lines of the first page. The same words in prose are no mark.

| pattern     | examples                                                  |
|-------------|-----------------------------------------------------------|
| with a star | 机密★5年, 秘 密 ★, ★绝密, 绝密级★, 绝密·启用前            |
| line alone  | 绝密, 【机密】, 密级：秘密, 机密 10年, 特急 秘密, 机密文件 |
| with a ban  | 秘密，不得外传; 机密 注意保密                             |
| term        | 密级：机密, 保密期限：长期                                |
| copy number | 000123, 份号：000123, №000123                             |
| file name   | 【机密】通知, 秘密-通知, 机密★5年                         |
"""

import re

HEAD_LINES = 12  # the mark stands above the letterhead
HEAD_CHARACTERS = 1_500

_LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)"
_UNIT = r"(?:个月|年|月|天|日)"
_TERM = rf"(?:(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s*{_UNIT}|长期|启用前|启封前|解密前)"
_URGENCY = r"(?:特\s*急|特提|加\s*急|平\s*急|急件)"
_STAR = "[★☆✭✩✪⭐※*＊]"
_POINT = r"[\s·•.．□/、]*"
_OPEN, _CLOSE = r"[\s【\[（(〔★☆]*", r"[\s】\]）)〕★☆]*"
_LABEL = r"(?:[【\[]?\s*密\s*级\s*[】\]]?\s*[：:]?\s*)"
_BAN = r"(?:不得外传|不得复制|不得翻印|严禁外传|严禁复制|禁止复制|注意保密|妥善保管|阅后收回)"

_MARKS = (
    re.compile(rf"{_LEVEL}级?\s*{_STAR}|{_STAR}\s*{_LEVEL}|{_LEVEL}\s*[·•.]?\s*(?:启用前|启封前)"),
    re.compile(
        rf"^{_OPEN}(?:{_URGENCY}{_POINT})?{_LABEL}?{_LEVEL}(?:级|件|文件|资料)?{_POINT}[（(]?{_TERM}?[）)]?"
        rf"{_POINT}{_URGENCY}?{_CLOSE}$",
        re.MULTILINE,
    ),
    re.compile(rf"^{_OPEN}{_LEVEL}(?:级|件|文件|资料)?{_CLOSE}[\s，,；;!！]*{_BAN}", re.MULTILINE),
    re.compile(rf"(?:保密期限|密\s*级)\s*(?:[：:]|\s)\s*(?:{_LEVEL}|{_TERM})"),
    re.compile(r"^\s*(?:份\s*号\s*[：:]?)?\s*(?:№|[Nn][Oo][.．:：]?)?\s*0\d{5}\s*$", re.MULTILINE),
    re.compile(r"份\s*号\s*[：:]?\s*(?:№|[Nn][Oo][.．]?)?\s*\d{3,6}(?!\d)"),
)
_IN_NAME = re.compile(
    rf"^(?:{_OPEN}{_LEVEL}级?\s*(?:{_STAR}|[】\]）)〕_—-]|{_TERM})|{_LEVEL}(?:件|文件)?(?:\.\w+)?$)|[【\[（(]{_LEVEL}[】\]）)]"
)


def find_secrecy_mark(text: str) -> str | None:
    """Return the mark as printed at the head of the text, or None. Prose about secrecy (国家秘密) gives None."""
    head = "\n".join([line for line in text[:HEAD_CHARACTERS].splitlines() if line.strip()][:HEAD_LINES])
    found = next((match for pattern in _MARKS if (match := pattern.search(head))), None)
    return found.group().strip() if found else None


def find_mark_in_name(filename: str) -> str | None:
    """Return the mark of secrecy that the name of a file carries, or None. 商业秘密保护办法.docx gives None."""
    found = _IN_NAME.search(filename.strip())
    return found.group().strip() if found else None
