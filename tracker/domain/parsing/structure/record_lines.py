"""Tasks told by nothing but labelled lines, one record beneath the other: 督办事项：… 承办单位：… 办结时限：…"""

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.domain.parsing.units.responsibility import FIELD

FEWEST = 2
RUN_IN = re.compile("(?!各)[^，。；：]{2,24}。(?=.{6})")
LABELLED = re.compile("[（〔【★]?[一-鿿]{2,8}：")
SUBJECT = re.compile(
    "(?:督办|交办|批示|议定|重点|主要|工作|任务|整改|落实|项目|问题|提案|建议|承诺|事项)?"
    "(?:事项|任务|工作|项目|问题|名称|标题|任务名称|事项名称|项目名称|工作任务)："
)
"""The label with which a record begins; its value is the title of the task."""


def record_starts(texts: Sequence[str]) -> frozenset[int]:
    """Return the paragraphs at which records begin: the same label twice or more, each time above a field of units."""
    begins: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if label := SUBJECT.match(text):
            begins.setdefault(label[0], []).append(index)
    starts = next(iter(begins.values()), [])
    stops = [*starts[1:], len(texts)]
    records = [texts[start + 1 : stop] for start, stop in zip(starts, stops, strict=True)] if starts else []
    named = all(any(FIELD.match(line) for line in record) for record in records)
    return frozenset(starts) if len(starts) >= FEWEST and named else frozenset()


def record_title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the value of the label stands with which a record begins, or None."""
    label = SUBJECT.match(text, start, end)
    return (label.end(), end) if label and label.end() < end else None


def field_items(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the stretches of a heading's lines that are tasks without numbers, each above the same field."""
    fields = [FIELD.match(text) for text in texts]
    starts = [
        i for i in range(1, len(texts)) if not LABELLED.match(texts[i]) and (i == 1 or LABELLED.match(texts[i - 1]))
    ]
    if len(starts) < FEWEST or starts[0] != 1 or re.search("[，。]", texts[0]):
        return []
    items = list(pairwise([*starts, len(texts)]))
    labels = [next((field[0] for field in fields[first:stop] if field), "") for first, stop in items]
    return items if labels[0] and len(set(labels)) == 1 else []


def run_in_items(texts: Sequence[str], ends_marked: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the paragraphs beneath a heading line that each have a heading of their own and end with a mark.

    `ends_marked`: whether a mark of responsibility ends the paragraph.
    """
    if len(texts) <= FEWEST or re.search("[，。]", texts[0]) or ends_marked[0]:
        return []
    starts = [i for i in range(1, len(texts)) if i == 1 or ends_marked[i - 1]]
    items = list(pairwise([*starts, len(texts)]))
    headed = sum(bool(RUN_IN.match(texts[first])) for first, _ in items)
    fits = headed >= FEWEST and RUN_IN.match(texts[1]) and all(ends_marked[stop - 1] for _, stop in items)
    return items if fits else []
