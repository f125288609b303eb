"""The time limits of one clause."""

import re
from bisect import bisect_right, insort
from datetime import date
from itertools import islice
from typing import Any

from tracker.domain.parsing.figures.due_dates import Limit, limits_in_field, limits_in_text
from tracker.domain.parsing.figures.due_words import DAY_ALONE, FIELD, LOOSE_FIELD, OWN_WORDS
from tracker.domain.parsing.figures.goals import Goal
from tracker.domain.parsing.metadata.context import YEAR_IN_TITLE, YEARS_IN_TITLE, Context
from tracker.domain.parsing.model import DueKind, ParsedMilestone
from tracker.domain.parsing.structure.leaves import Leaf
from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.text.patterns import next_label
from tracker.domain.parsing.units.responsibility import Mark

LONGEST_FIELD = 80
LONGEST_SENTENCE = 200
LONGEST_SHORT_MARK = 150
MOST_FIELDS = 200
VAGUE = re.compile("(?:[今本]?年|年度|全年)内?")
"""年内 beside a field that names a day."""
PLAN_END = re.compile("十[三四五六]五|[今本明当次]年(?!.*(?:前|内))")
IN_WORDS = re.compile("[百千万]亿?[亩元吨斤]")
"""千万亩、千亿元: figures in words."""
HEADING_LIMIT = re.compile(r"[（〔](?P<limit>[^（）〔〕]{0,24}(?:[月日底]|季度|半年)[^（）〔〕]{0,4})[）〕][。：]?$")
"""动员部署（2023年6月2日前）。"""
STAGE = re.compile("阶段")
STAGES = re.compile("(?:实施|工作|推进|方法|时间|进度|整治)?(?:步骤|阶段|进度安排|时间安排)")
STAGE_PERIOD = re.compile(
    r"[0-9年月日底初中上下旬]{2,12}(?:至|到|[-—–~～])[0-9年月日底初中上下旬]{2,12}(?=[，。：])"
    r"|20[0-9]{2}年[0-9]{1,2}月[0-9日底末初中上下旬]{0,4}(?=[，。：])"
)


def read_limits(context: Context, leaf: Leaf, body: int) -> list[Limit]:
    """Return the limits of a clause: those of fields made for them, and those in its sentences."""
    text = context.page.compact.text
    year = _year_above(leaf, context.year)
    found = _limits_beneath(context, leaf)
    fields: list[tuple[int, int]] = []
    label = next_label(FIELD, text, leaf.content, leaf.end)
    while label and len(fields) < MOST_FIELDS:
        stop = _field_end(text, label.end(), leaf)
        found.extend(limits_in_field(text, label.end(), stop, year=year, signed_on=context.signed_on))
        fields.append((label.start(), stop))
        label = next_label(FIELD, text, label.end(), leaf.end)
    for start, stop in _loose_fields(context, leaf, fields):
        found.extend(limits_in_field(text, start, stop, year=year, signed_on=context.signed_on))
        insort(fields, (start, stop))
    is_dated = any(limit.due_on for limit in found)
    for mark in leaf.marks:
        if mark.end - mark.start <= LONGEST_SHORT_MARK and mark.start >= leaf.content and not _is_within(mark, fields):
            found.extend(limits_in_field(text, mark.start, mark.end, year=year, signed_on=context.signed_on))
            insort(fields, (mark.start, mark.end))
    heading_end = body if body > leaf.content else leaf.end
    heading = text[leaf.content : heading_end] if heading_end - leaf.content <= LONGEST_FIELD else ""
    if not found and (own := HEADING_LIMIT.search(heading)):
        start, stop = (leaf.content + place for place in own.span("limit"))
        found.extend(limits_in_field(text, start, stop, year=year, signed_on=context.signed_on))
    if STAGE.search(text, leaf.start, body) or any(map(STAGES.search, leaf.headings[:-1])):
        period = STAGE_PERIOD.match(text, body, leaf.end)
        found.extend(
            limits_in_field(
                text, leaf.content, period.end() if period else body, year=year, signed_on=context.signed_on
            )
        )
    told = _told(context, leaf, body, fields, year)
    is_known = is_dated and len(told) == 1 and bool(VAGUE.fullmatch(text, told[0].start, told[0].end))
    return list(dict.fromkeys(found if is_known else found + told))


def _told(context: Context, leaf: Leaf, body: int, fields: list[tuple[int, int]], year: int | None) -> list[Limit]:
    """The limits that sentences outside the fields state."""
    starts = [start for start, _ in fields]
    told: list[Limit] = []
    text = context.page.compact.text
    in_heading = limits_in_text(text, leaf.content, body, year=year, signed_on=context.signed_on)
    told += [limit for limit in in_heading if _is_by_day(text, limit)] if body - leaf.content <= LONGEST_FIELD else []
    for limit in limits_in_text(text, body, leaf.end, year=year, signed_on=context.signed_on):
        before = bisect_right(starts, limit.start) - 1
        if before < 0 or limit.start >= fields[before][1]:
            told.append(limit)
    return told


def _is_by_day(text: str, limit: Limit) -> bool:
    """Whether a limit of a heading names its day with 前: 逐一整改，6月30日前全部整改到位。"""
    return limit.kind is DueKind.EXPLICIT and text[limit.start : limit.end].endswith("前")


def _year_above(leaf: Leaf, year: int | None) -> int | None:
    """The year that a heading above names (二、2026年重点任务), where it is not before the document's."""
    for heading in reversed(leaf.headings[:-1]):
        if (named := YEAR_IN_TITLE.search(heading)) and not YEARS_IN_TITLE.search(heading):
            return max(int(named[1]), year or 0)
    return year


def _loose_fields(context: Context, leaf: Leaf, fields: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges of fields without a colon (完成时限 6月底), and of days alone in a bracket behind the sentences."""
    compact = context.page.compact
    days = islice(DAY_ALONE.finditer(compact.text, leaf.content, leaf.end), MOST_FIELDS)
    found = [day.span() for day in days]
    for label in islice(LOOSE_FIELD.finditer(compact.text, leaf.content, leaf.end), MOST_FIELDS):
        start = label.start()
        is_line = start in compact.line_starts or start in compact.gaps
        is_label = bool(OWN_WORDS.match(compact.text, start)) or is_line
        if is_label and (is_line or compact.text[start - 1] in "（〔【，；、。｜|"):
            found.append((label.end(), _field_end(compact.text, label.end(), leaf)))
    return [span for span in found if not any(start <= span[0] < stop for start, stop in fields)]


def _is_within(mark: Mark, fields: list[tuple[int, int]]) -> bool:
    """Whether a field for limits stands in a mark: what it says is known."""
    return any(mark.start <= start < mark.end for start, _ in fields)


def _limits_beneath(context: Context, leaf: Leaf) -> list[Limit]:
    """The limits of the fields that stand beneath the clauses of a heading: 整改时限：6月底."""
    text = context.page.compact.text
    found: list[Limit] = []
    for line in leaf.fields:
        if own := next_label(FIELD, text, line.start, line.end):
            found.extend(limits_in_field(text, own.end(), line.end, year=context.year, signed_on=context.signed_on))
    return found


def _field_end(text: str, start: int, leaf: Leaf) -> int:
    """A field ends with its sentence, its bracket or its paragraph."""
    limit = min(leaf.end, start + LONGEST_FIELD)
    following = bisect_right(leaf.paragraphs, start, key=lambda paragraph: paragraph.start)
    if following < len(leaf.paragraphs):
        limit = min(limit, leaf.paragraphs[following].start)
    return next((position for position in range(start, limit) if text[position] in "。）〕"), limit)


def _is_year_of_goal(text: str, limit: Limit, goals: list[Goal]) -> bool:
    """Whether a goal has the year of a date; where its own sentence has another such date, that is the goal's."""
    years = [goal for goal in goals if limit.due_on and goal.year == limit.due_on.year]
    reach = limit.end + LONGEST_SENTENCE
    stop = text.find("。", limit.end, reach)
    own = any(limit.end <= goal.start < (reach if stop == -1 else stop) for goal in years)
    if PLAN_END.search(text, limit.start, limit.end):
        return any(limit.end <= goal.start < (reach if stop == -1 else stop) for goal in goals)
    if limit.end < stop and IN_WORDS.search(text, limit.end, stop):
        return True
    named = f"{limit.due_on.year}年" if limit.due_on else ""
    return own or any(named not in _sentence_before(text, goal.start) for goal in years)


def _sentence_before(text: str, position: int) -> str:
    before = text[max(0, position - LONGEST_SENTENCE) : position]
    return before[before.rfind("。") + 1 :]


def due_fields(
    context: Context, compact: Compact, limits: list[Limit], goals: list[Goal], *, work: bool
) -> dict[str, Any]:
    """Return the limit fields of a clause: its latest date, else 长期, else the year of the document's goals (推定).

    "到2025年" beside a figure of that year is the year of a goal and no limit.
    """
    milestones = tuple(
        ParsedMilestone(limit.due_on, compact.printed[limit.start : limit.end], *compact.span(limit.start, limit.end))
        for limit in limits
        if limit.kind is not DueKind.RECURRING
        and not (limit.is_arrival and limit.due_on and _is_year_of_goal(compact.text, limit, goals))
    )
    if milestones:
        chosen = max(milestones, key=lambda milestone: milestone.due_on or date.min)
        return {
            "due_on": chosen.due_on,
            "due_phrase": chosen.phrase,
            "due_start": chosen.start,
            "due_end": chosen.end,
            "due_kind": DueKind.EXPLICIT if chosen.due_on else DueKind.ONGOING,
            "milestones": milestones,
        }
    recurring = next((limit for limit in limits if limit.kind is DueKind.RECURRING), None)
    if recurring:
        start, end = compact.span(recurring.start, recurring.end)
        phrase = compact.printed[recurring.start : recurring.end]
        return {"due_kind": DueKind.RECURRING, "due_phrase": phrase, "due_start": start, "due_end": end}
    if work and context.goal_year:
        return {"due_on": date(context.goal_year, 12, 31), "due_kind": DueKind.INFERRED}
    return {}
