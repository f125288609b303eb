"""The words before a figure in the plain form that the tables of goal_words judge."""

import re

from tracker.domain.parsing.figures.goal_words import (
    ACTED_ON,
    ACTS_ON,
    AFTER_BRACKET,
    BEFORE_SHARE,
    BREAKS_DOWN,
    COUNTS,
    DURATIONS,
    EACH_HAS,
    GOAL_YEAR,
    IN_BRACKET,
    MADE_SHARE,
    MEASURES,
    OF_NAMED,
    OF_NEXT_FIGURE,
    QUANTITY,
    SHARE_REACHES,
    TO_BE_MADE,
    UNIT_LATER,
    VERBS,
)

SHARE_OF = re.compile(r"(?P<verb>达到|达|突破|超过|不低于|不少于|不高于|不超过|控制在)[^，；、0-9]{1,14}的$")
"""不低于车位总数的20%: words between a comparison and a share."""
EACH = re.compile(
    r"分别(?P<verb>[^，；、0-9]{0,8})"
    r"(?P<figures>(?:[0-9.]{1,12}[^，；、和及与0-9]{1,6}[、和及与]){0,8})$"
)
"""A、B分别超过90%、75%: the comparison holds for each figure."""
LAST_OF_ALL = re.compile(
    r"(?:[、和及与][0-9.]{1,12}[^，；、和及与0-9以左]{1,6}){1,8}(?P<after>以上|以下|以内|左右|上下)"
)
OWN_FIGURES = re.compile("（[^（）]{0,30}[0-9][^（）]{0,30}）(?=[一-鿿]{0,4}$)")
TIME_WORDS = re.compile(
    r"^(?:力争|确保|争取|[到在于])?(?:(?:今|本|当)年|20[2-9][0-9]年)?"
    r"(?:(?:(?:1[0-2]|[1-9])月(?:份|[底末]|[上中下]旬|[0-9]{1,2}日)?|年[底末]|上半年|第?[一二三四]季度末?)(?:之?前)"
    r"|(?:今|本)年|本年度|[上下]半年|年内|全年|年度内|(?:1[0-2]|[1-9])月[底末]?)"
)
"""6月底前新建充电桩: the month is no part of what is counted."""
KINDS_BEFORE = re.compile(r"(?P<verb>达到|突破|超过|不少于|不低于)[0-9]{1,4}(?:大类|个?大项|个?方面)$")
"""达到11大类37项: the comparison holds for what is counted last."""
LONGEST_BEFORE = 80
LONGEST_LIST = 300
MOST_PARTS = 3
PARTED = re.compile("、|和|与|(?<![普以])及")


YEARS_OF_EACH = re.compile(r"(?P<years>20[0-9]{2}年[底末]?(?:[、和及与]20[0-9]{2}年[底末]?){1,5})[^。；]{0,60}?分别")
"""2026年、2027年容量分别达到A、B: each figure has its year."""
YEAR = re.compile("20[0-9]{2}")


def year_of_each(text: str, start: int, position: int) -> int | None:
    """Return the year of a figure at this position among years and figures told one after the other, else None."""
    years = list(YEARS_OF_EACH.finditer(text, max(start, position - LONGEST_LIST), position))
    each = EACH.match(text[years[-1].end() - 2 : position]) if years else None
    if each is None:
        return None
    named = YEAR.findall(years[-1]["years"])
    place = len(PARTED.findall(each["figures"]))
    return int(named[place]) if place < len(named) else None


def comparison_after(text: str, match: re.Match[str], stop: int) -> str | None:
    """Return 以上 and the like after a figure, after a bracket that explains it, or before its unit."""
    if match["after"] or match.re is not QUANTITY:
        return match["after"]
    later = AFTER_BRACKET.match(text, match.end(), stop)
    return later["after"] if later else match["early"]


def comparison_of_all(text: str, position: int, stop: int) -> str | None:
    """Return the comparison behind the last of the figures told by 分别: 分别提高至10%和24%左右."""
    last = LAST_OF_ALL.match(text, position, stop)
    return last["after"] if last else None


def is_part_of_figure(text: str, match: re.Match[str], phrase: str, stop: int, *, announced: bool) -> bool:
    """Return whether a figure in a bracket breaks down another (（其中…）) or tells the quality of the next.

    Under a heading that announces goals (`announced`) a part is a goal too.
    """
    breaks_down = not announced and BREAKS_DOWN.search(phrase)
    return bool(breaks_down or (IN_BRACKET.search(phrase) and OF_NEXT_FIGURE.match(text, match.end(), stop)))


def is_count(unit: str) -> bool:
    """Return whether a unit, its 万 left out, counts things, or measures what counts may follow."""
    plain = unit.lstrip("十百千万亿")
    return plain in COUNTS or plain in MEASURES


def may_be_listed(before: str, unit: str) -> bool:
    """Return whether a figure of this unit may go on in a list after one of the unit before."""
    plain, plain_before = unit.lstrip("十百千万亿"), before.lstrip("十百千万亿")
    is_same = plain == plain_before and plain not in DURATIONS and not plain.endswith(("元", "%", "个百分点"))
    return is_same or (is_count(before) and is_count(unit))


def unit_of(text: str, match: re.Match[str]) -> str:
    """Return the unit of a figure, which may stand behind a later one of its list: 20个、13个、5个工作日."""
    later = UNIT_LATER.match(text, match.end()) if match["unit"] == "个" else None
    return match["unit"] + later["noun"] if later else match["unit"]


def is_to_be_made(match: re.Match[str], phrase: str, rest: str) -> bool:
    """Return whether a count stands between 推进, 实施 … and what is to be made of it: 推进20家餐厅创建."""
    if match.re is not QUANTITY or not is_count(match["unit"]):
        return False
    return bool(
        ((ACTS_ON.search(phrase) or OF_NAMED.search(phrase)) and TO_BE_MADE.match(rest))
        or (not rest and ACTED_ON.search(phrase))
    )


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
    if is_percent and MADE_SHARE.search(phrase) and text.startswith("的", match.end()):
        return True
    is_at_head = bool(BEFORE_SHARE.fullmatch(GOAL_YEAR.sub("", phrase)))
    return is_percent and is_at_head and bool(SHARE_REACHES.match(text, match.end(), stop))


def noun_before(text: str, start: int, position: int) -> str:
    """Return the words of the nearest part of the sentence before a figure that has none: what 全年达到30件 counts."""
    parts = re.split("[，；：]", text[max(start, position - LONGEST_BEFORE) : position])[-2::-1]
    return next((part for part in parts[:MOST_PARTS] if len(part) > 1 and not re.search("[0-9]", part)), "")


NUMBER_OR_AIM = re.compile(
    r"^(?:[①-⑳]|（(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})）|[0-9]{1,2}[.、](?=[一-鿿])|[—–\-•·●◆■]"
    "|将(?=[一-鿿]{3})|力争|确保|争取|实现|其中|并(?![网购轨])|使|全年)+"
)
"""What stands before the name of a measure: the number of its item, words of aiming."""


WHO_AND_WHEN = re.compile(
    "^[^，、；0-9]{0,16}[于在](?:20[0-9]{2}年)?(?:1?[0-9]月(?:[底末]|[0-9]{1,2}日|[上中下]旬)?|年底)(?:之?前|内)?"
)
"""某局于8月底前完成20处节点提升: who and when are no part of the name."""


def indicator_of(phrase: str, rest: str) -> str:
    """Return what a figure measures, from the words before and after it."""
    before = OWN_FIGURES.sub("", TIME_WORDS.sub("", GOAL_YEAR.sub("", phrase)))
    before = WHO_AND_WHEN.sub("", NUMBER_OR_AIM.sub("", before))
    before = re.sub(
        r"(?:达到|达|突破|(?<!不)超过|超|不超过|不高于|不多于|不大于|不低于|不少于|不小于|高于|低于|小于|少于|提高到|提升到|增至|控制在|(?:稳定|保持)在?|力争|约|占|为"
        r"|(?<=[一-鿿]{2})(?:提高|提升|扩[大区展容]?|增加?|减少?|降低?|下降|压减|压缩|缩短)[到至])+$",
        "",
        before,
    )
    before = re.sub("[由从][0-9][^，]{0,12}$", "", before)
    before = re.sub("^.*[0-9][^，、0-9]{1,4}(?:以上)?(?:以及|[和及与])(?=[一-鿿]{2})", "", before)
    before = before[:-1] if before.endswith("的") else before
    noun = re.sub(r"^的", "", rest)
    if each := EACH_HAS.search(before):
        return before[: each.start("has")] + noun
    if VERBS.fullmatch(before) or ACTS_ON.fullmatch(before) or not before:
        return noun or before
    return before if not VERBS.search(before[-2:]) else before + noun
