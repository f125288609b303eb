"""Rules of a whole document that say who leads: the first that a mark names, or all before its first comma."""

import re
from dataclasses import dataclass

_PLACED = r"(?:列|排|排名|排列|位列|名列|居)在?(?:第一|首)(?:位|名|个|的)?|(?:排|列)在?(?:最)?前面?|第一位|首位"
_BODY = r"(?:的|者)?(?:责任|负责|承办)?(?:单位|部门|机构|科室|处室)?"
_LEADS = (
    r"(?:均|即|都|一律)?"
    r"(?:[为是](?:主要|工作|总|该项|此项|工作的){0,2}(?:牵头|主办|责任|负责|主责)(?!人|体)|牵头|负责牵头)"
)
FIRST_IS_LEAD = re.compile(
    rf"(?:{_PLACED}|第一(?:个|家|顺位)?|首(?:个|家)){_BODY}{_LEADS}"
    rf"|(?:牵头|主办|主责|负责)(?:单位|部门|机构|科室|处室)(?:均|都|一律)?[为是]?(?:{_PLACED})"
)
BEFORE_SIGN = r"(?:列|排|位于|处于|在)?在?(?:第一个|首个)?(?:逗号|分号)(?:之|以)?前面?(?:所列|列出)?"
_SIGN_FIRST = re.compile(rf"{BEFORE_SIGN}{_BODY}{_LEADS}")
_LEAD_FIRST = re.compile(rf"(?:牵头|主办|主责)(?:单位|部门)(?:均|都|一律)?[为是]?{BEFORE_SIGN}")
RULES = ((FIRST_IS_LEAD, False), (_SIGN_FIRST, True), (_LEAD_FIRST, True))
"""Each notation, and whether a sign parts who leads from who supports."""
SIGNS = {"逗号": "，", "分号": "；"}
FROM_HERE_ON = "下同"
FROM_HERE_ON_WITHIN = 12
LONGEST_NOTE = 40


@dataclass(frozen=True)
class LeadRule:
    """Holds from a compact position on. `sign` parts who leads from who supports; None: only the first named leads."""

    start: int
    sign: str | None = None


def find_lead_rule(text: str) -> LeadRule | None:
    """Return the first such rule of a text: from there on where it says 下同, else for the whole document."""
    found = [(match, parts) for pattern, parts in RULES if (match := pattern.search(text))]
    if not found:
        return None
    rule, parts = min(found, key=lambda pair: pair[0].start())
    sign = next(mark for word, mark in SIGNS.items() if word in rule[0]) if parts else None
    reach = LONGEST_NOTE if parts else FROM_HERE_ON_WITHIN
    return LeadRule(rule.start() if FROM_HERE_ON in text[rule.end() : rule.end() + reach] else 0, sign)
