"""The words before a figure in the plain form that the tables of goal_words judge."""

import re

from tracker.domain.parsing.goal_words import BEFORE_SHARE, EACH_HAS, GOAL_YEAR, QUANTITY, SHARE_REACHES, VERBS

SHARE_OF = re.compile(r"(?P<verb>达到|达|突破|超过|不低于|不少于|不高于|不超过|控制在)[^，；、0-9]{1,14}的$")
"""不低于车位总数的20%: words between a comparison and a share."""
EACH = re.compile(
    r"分别(?P<verb>[^，；、0-9]{0,8})"
    r"(?P<figures>(?:[0-9.]{1,12}[^，；、和及与0-9]{1,6}[、和及与]){0,8})$"
)
"""A、B分别超过90%、75%: the comparison holds for each figure."""
KINDS_BEFORE = re.compile(r"(?P<verb>达到|突破|超过|不少于|不低于)[0-9]{1,4}(?:大类|个?大项|个?方面)$")
"""达到11大类37项: the comparison holds for what is counted last."""
PARTED = re.compile("、|和|与|(?<![普以])及")


def plain_phrase(phrase: str, unit: str) -> tuple[str, bool]:
    """Return the words that tell what a figure of this unit means, and whether they are its share of 分别."""
    if each := EACH.match(phrase, max(phrase.rfind("分别"), 0)):
        place = len(PARTED.findall(each["figures"]))
        before = phrase[: each.start()]
        names = PARTED.split(before)
        name = names[place] if place < len(names) else before
        return name + each["verb"], True
    if kinds := KINDS_BEFORE.search(phrase):
        return phrase[: kinds.end("verb")], False
    if unit == "%" and (share := SHARE_OF.search(phrase)):
        return phrase[: share.end("verb")], False
    return phrase, False


def is_share_to_reach(text: str, match: re.Match[str], phrase: str, stop: int) -> bool:
    """Return whether a share of something is to reach a state: 80%的学校达到…标准."""
    is_percent = match.re is QUANTITY and match["unit"] == "%"
    is_at_head = bool(BEFORE_SHARE.fullmatch(GOAL_YEAR.sub("", phrase)))
    return is_percent and is_at_head and bool(SHARE_REACHES.match(text, match.end(), stop))


def indicator_of(phrase: str, rest: str) -> str:
    """Return what a figure measures, from the words before and after it."""
    before = GOAL_YEAR.sub("", phrase)
    before = re.sub(r"^(?:[—–\-•·●◆■]|力争|确保|争取|实现|其中|并(?![网购轨])|使|全年)+", "", before)
    before = re.sub(
        r"(?:达到|达|突破|(?<!不)超过|超|不低于|不少于|高于|提高到|提升到|增至|控制在|力争|约|占|为)+$", "", before
    )
    noun = re.sub(r"^的", "", rest)
    if each := EACH_HAS.search(before):
        return before[: each.start("has")] + noun
    if VERBS.fullmatch(before) or not before:
        return noun or before
    return before if not VERBS.search(before[-2:]) else before + noun
