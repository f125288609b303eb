"""The words before a figure in the plain form that the tables of goal_words judge."""

import re

SHARE_OF = re.compile(r"(?P<verb>达到|达|突破|超过|不低于|不少于|不高于|不超过|控制在)[^，；、0-9]{1,14}的$")
"""不低于车位总数的20%: words between a comparison and a share."""
EACH = re.compile(
    r"分别(?P<verb>[^，；、0-9]{0,8})"
    r"(?P<figures>(?:[0-9.]{1,12}[^，；、和及与0-9]{1,6}[、和及与]){0,8})$"
)
"""A、B分别超过90%、75%: the comparison holds for each figure."""
PARTED = re.compile("、|和|与|(?<![普以])及")


def plain_phrase(phrase: str, unit: str) -> tuple[str, bool]:
    """Return the words that tell what a figure of this unit means, and whether they are its share of 分别."""
    if each := EACH.match(phrase, max(phrase.rfind("分别"), 0)):
        place = len(PARTED.findall(each["figures"]))
        before = phrase[: each.start()]
        names = PARTED.split(before)
        name = names[place] if place < len(names) else before
        return name + each["verb"], True
    if unit == "%" and (share := SHARE_OF.search(phrase)):
        return phrase[: share.end("verb")], False
    return phrase, False
