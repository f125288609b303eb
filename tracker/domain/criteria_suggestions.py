"""Closing criteria and the like that the words of a clause suggest (办结标准建议): offered, never set by themselves.

A clause is cut at its marks of punctuation; a piece that names something one can hold against the result — a paper
that is out, a thing that is built, a figure that is reached — is offered as it is printed.
"""

import re
from collections.abc import Iterable, Sequence

MOST_SUGGESTIONS = 6
SHORTEST, LONGEST = 6, 80  # characters of a suggestion

DEFAULT_MARK = "（默认）"
"""Stands behind the one criterion of a task that was given none."""

#: What makes a piece of text a deliverable, by kind. A maintainer adds words here.
DELIVERABLE_WORDS = {
    "paper": ("出台", "印发", "制定", "制订", "修订", "编制", "发布", "形成"),
    "built": ("建成", "建立", "设立", "组建", "成立", "创建", "搭建", "开通", "投用", "投入使用", "上线", "挂牌"),
    "reached": ("达到", "实现", "突破", "超过", "完成", "新增", "引进", "培育", "不低于", "不少于", "全覆盖"),
}
#: Wishes and habits: nothing to hold a result against. The first ones only where a piece begins with them.
_VAGUE_OPENINGS = (
    "鼓励",
    "支持",
    "引导",
    "探索",
    "积极",
    "进一步",
    "研究",
    "推动",
    "按照",
    "对",
    "对于",
    "加快",
    "加强",
    "通过",
)
_VAGUE = ("可以", "争取", "原则上", "给予", "鼓励", "奖励", "补助")

_CUT = re.compile(r"[。；！？;\n]")
_COMMA = re.compile(r"[，,]")
_HEAD = re.compile(
    r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]+|[（(]?\d+[)）.、]?|其中|同时|并且|并)[，、]?"
)
_DIGIT = re.compile(r"\d")
_OF_REACHED = DELIVERABLE_WORDS["reached"]
_OF_THINGS = (*DELIVERABLE_WORDS["paper"], *DELIVERABLE_WORDS["built"])


def suggest_criteria(text: str, goals: Iterable[str] = ()) -> list[str]:
    """Return criteria that the clause suggests, its goals first, each once, at most MOST_SUGGESTIONS.

    `goals` are the clause's goals in words (研发投入占比 不低于 8%). A figure counts only where it is one: 达到 without
    a number is a wish.
    """
    found = [_clean(goal) for goal in goals]
    found += [piece for sentence in _CUT.split(text) for piece in _pieces(sentence)]
    distinct = dict.fromkeys(piece for piece in found if piece)
    return list(distinct)[:MOST_SUGGESTIONS]


def default_criterion(title: str, goals: Sequence[str] = ()) -> str:
    """Return the one criterion of a task that was given none: its goals, else its title, marked 默认."""
    wanted = "；".join(_clean(goal) for goal in goals[:3]) or f"完成“{title}”的全部工作"
    return f"{wanted}{DEFAULT_MARK}"


def is_default(criterion: str) -> bool:
    """Return whether the criterion was set because nobody had named one."""
    return criterion.endswith(DEFAULT_MARK)


def _pieces(sentence: str) -> Iterable[str]:
    if "责任单位" in sentence or "牵头单位" in sentence:
        return
    for part in _COMMA.split(sentence):
        piece = _HEAD.sub("", _clean(part))
        if SHORTEST <= len(piece) <= LONGEST and _is_deliverable(piece):
            yield piece


def _is_deliverable(piece: str) -> bool:
    if piece.startswith(_VAGUE_OPENINGS) or any(word in piece for word in _VAGUE):
        return False
    names_a_thing = any(word in piece for word in _OF_THINGS)
    return names_a_thing or (bool(_DIGIT.search(piece)) and any(word in piece for word in _OF_REACHED))


def _clean(text: str) -> str:
    return " ".join(text.split()).strip("：:、 ")
