"""Paragraphs that end a document: signature, effect, imprint."""

import re

from tracker.domain.parsing.dates import DAY_PATTERN

DATE_LINE = re.compile(rf"(?P<signers>[^，。；：0-9]{{0,40}}?){DAY_PATTERN}(?:印发)?")
RUN_ON_SIGNATURE = re.compile(
    rf"(?<=[。）])(?P<signers>[^，。；：（）0-9]{{4,40}}){DAY_PATTERN}(?P<note>（[^）]{{1,30}}）)?$"
)
SIGNER = re.compile(r"[^，。；：！？、（）《》0-9]{2,40}(?:（[^）]{2,20}）)?")
IMPRINT = re.compile(
    r"（?(?:此|本)件[^。]{0,30}|抄送：.*|抄报：.*|主送：.*|分送：.*|[^，。；：]{2,40}(?:办公厅|办公室|办)?"
    + DAY_PATTERN.replace("?P<year>", "").replace("?P<month>", "").replace("?P<day>", "")
    + r"印发.*|（联系人.*|联系人：.*|（?信息公开(?:选项|形式)[：:].*"
)
COPIED_TO = re.compile(r"抄送|抄报|分送")
COMES_INTO_FORCE = re.compile(r"自[^。，；]{1,30}起(?:正式|开始|试)?(?:施行|实施|执行|生效|试行)")
VALIDITY = re.compile(r"有效期")
LONGEST_EFFECT = 160


def is_effect(text: str) -> bool:
    """Whether a paragraph says when the document comes into force, and nothing more than a reader needs about that."""
    return len(text) <= LONGEST_EFFECT and bool(COMES_INTO_FORCE.search(text[:80])) and "本" in text[:20]
