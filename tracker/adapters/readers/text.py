"""Plain text in any of the encodings that Chinese offices use.

Order: byte-order mark, then UTF-8 without NUL, then the most plausible of GB18030 and both kinds of UTF-16. A few
characters in GBK may be valid UTF-8 by chance (通知 is), so implausible UTF-8 must be the better reading, too.
Counting NUL bytes cannot tell the two kinds of UTF-16 apart in Chinese text (一 is U+4E00), so plausibility decides.
"""

import codecs
import re

from tracker.adapters.readers import limits
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.result import ReadResult

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the mark of UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSES = ("gb18030", "utf-16-le", "utf-16-be")
SAMPLE_CHARACTERS = 20_000
PLAUSIBLE = 0.5
PROSE_SIGNS = "，。、；：（）的\n"  # Chinese prose has these; Korean or Japanese read as Chinese has not
FEWEST_SIGNS = 0.01  # share of the characters beyond ASCII
LONG_TEXT = 100  # characters beyond ASCII
TOLERATED_DAMAGE = 0.001  # share of characters

LINE_ENDINGS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def read(data: bytes) -> ReadResult:
    """Return the text of a plain-text file; raise when it is too long or no encoding fits."""
    text, encoding, warnings = decode(data)
    return ReadResult(clean(text), warnings, encoding)


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Return text, the name of its encoding and warnings; raise `UnreadableDocument` when no encoding fits."""
    if len(data) > 4 * limits.MAX_CHARACTERS:
        raise UnreadableDocument(Refusal.TOO_LONG)
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_leniently(data[len(mark) :], encoding)
    utf8 = None if b"\0" in data else _nearly(data, "utf-8")
    if utf8 is None:
        return _decode_leniently(data, _most_plausible(data))
    better = _most_plausible_or_none(data) if plausibility(utf8) < PLAUSIBLE else None
    return _decode_leniently(data, better or "utf-8")


def clean(text: str) -> str:
    """Return the text with line feeds as line ends and without characters that nobody can see."""
    return INVISIBLE.sub("", LINE_ENDINGS.sub("\n", text))


def plausibility(text: str) -> float:
    """Return how much a text looks like Chinese office prose: about 1 for prose, 0 or less for a wrong encoding."""
    sample = text[:SAMPLE_CHARACTERS]
    score = sum(map(_weight, sample)) / max(len(sample), 1)
    others = sum(not character.isascii() for character in sample)
    has_punctuation = sum(map(sample.count, PROSE_SIGNS)) >= FEWEST_SIGNS * others
    return score if has_punctuation or others < LONG_TEXT else score - PLAUSIBLE


def _weight(character: str) -> float:
    if character.isascii():
        return 0.7 if character.isprintable() or character in "\n\r\t" else -1.0
    try:
        row = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0.7 if character in "—·〔〕㎡•\xa0" else -0.5
    if row >= 0xD8:  # the less common half of the character set
        return 0.2
    return 1.0 if row >= 0xB0 or row in (0xA1, 0xA3) else 0.5


def _most_plausible(data: bytes) -> str:
    encoding = _most_plausible_or_none(data)
    if encoding is None:
        raise UnreadableDocument(Refusal.UNSUPPORTED if b"\0" in data else Refusal.UNKNOWN_ENCODING)
    return encoding


def _most_plausible_or_none(data: bytes) -> str | None:
    best, encoding = max((plausibility(data.decode(name, "replace")), name) for name in GUESSES)
    return encoding if best >= PLAUSIBLE else None


def _nearly(data: bytes, encoding: str) -> str | None:
    """Return the text with U+FFFD for damaged characters, or None where there are too many of them."""
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    return None if damaged > 1 and damaged > TOLERATED_DAMAGE * len(text) else text


def _decode_leniently(data: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    """Accept a few damaged characters, shown as U+FFFD and reported; more of them mean another encoding."""
    text = _nearly(data, encoding)
    if text is None:
        raise UnreadableDocument(Refusal.UNKNOWN_ENCODING)
    damaged = text.count("\ufffd")
    warnings = (f"有 {damaged} 处文字已损坏，显示为“\ufffd”，请核对原文。",) if damaged else ()
    return text, encoding, warnings
