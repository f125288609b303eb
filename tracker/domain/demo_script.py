"""The made-up months of the demonstration: who does what on which day. No chance in it: same start, same story."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.periods import BEIJING, Month
from tracker.domain.workdays import WorkCalendar

_FRIDAY = 4
NO_PERIOD = Month(1, 1)
"""For events that are about no month."""


class Habit(LabelledEnum):
    """How a unit goes about its work."""

    STEADY = "steady", "按时"
    AHEAD = "ahead", "超前"
    LAGGING = "lagging", "落后"
    LATE = "late", "迟报"
    SILENT = "silent", "不报"
    UNSIGNED = "unsigned", "不签"
    RETURNED = "returned", "被退"


class Act(LabelledEnum):
    """What happens at an event; on one day in this order."""

    REVIEW = "review", "审核文件"
    ISSUE = "issue", "交办"
    SIGN = "sign", "签收"
    BREAK_DOWN = "break_down", "分解到下级"
    REPORT = "report", "填报"
    ACCEPT = "accept", "审核进展"
    RETURN = "return", "退回"
    CLOSE = "close", "销号"
    PAUSE = "pause", "暂停"
    EXPLAIN = "explain", "说明情况"
    SUBMIT = "submit", "送审"
    APPROVE = "approve", "批准"
    PUBLISH = "publish", "印发"


@dataclass(frozen=True)
class BrokenDown:
    """A clause that a county breaks down to bureaus of its own, by names, and who reviews what these report."""

    clause: str
    liaison: str
    lead: str
    supporting: tuple[str, ...]
    approving_leader: str
    reviewer: str


@dataclass(frozen=True)
class HistoryScript:
    """The cast and the plot, as seed/history.yaml tells them."""

    file: str
    days_ago: int
    supervisor: str
    reviewer: str
    leader: str
    approving_leader: str
    limits: Mapping[str, int]
    due_soon: Mapping[str, int]
    paused: str
    broken_down: BrokenDown
    habits: Mapping[str, Habit]

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "HistoryScript":
        """Return the script made of the file's values."""
        broken_down = values["broken_down"]
        return cls(
            **{
                **values,
                "broken_down": BrokenDown(**{**broken_down, "supporting": tuple(broken_down["supporting"])}),
                "habits": {unit: Habit(name) for unit, name in values["habits"].items()},
            }
        )

    def habit_of(self, unit_name: str) -> Habit:
        """Return what the unit does."""
        return self.habits.get(unit_name, Habit.STEADY)

    def starts_on(self, last_day: date) -> date:
        """Return the Friday the paper is issued on: the first one after a reporting day, so that a whole month lies
        before the first report."""
        day = Month.containing(last_day - timedelta(days=self.days_ago)).reporting_day + timedelta(days=1)
        return day + timedelta(days=(_FRIDAY - day.weekday()) % 7)


@dataclass(frozen=True, order=True)
class Event:
    """One thing that people do. `habit` tells whose turn it is; `period` which month it is about."""

    moment: datetime
    order: int
    act: Act
    habit: Habit = Habit.STEADY
    period: Month = NO_PERIOD


#: Day of the month a unit reports on; LATE reports that many working days after the 25th.
REPORT_DAYS = {Habit.AHEAD: 16, Habit.STEADY: 18, Habit.RETURNED: 19, Habit.LAGGING: 23}
LATE_WORKDAYS = 5
PAUSED_IN = 2  # months after the first
BREAKING_DOWN, SIGNING_BELOW = 3, 4  # working days after the start
SIGNING = {Habit.AHEAD: 1, Habit.STEADY: 2, Habit.RETURNED: 2, Habit.LAGGING: 5, Habit.LATE: 3, Habit.SILENT: 2}


def events(start: date, last_day: date, calendar: WorkCalendar) -> list[Event]:
    """Return everything that people do from the start up to the evening before the last day, in order."""
    found = [
        _event(calendar.add_workdays(start, -2), 10, Act.REVIEW),
        _event(start, 15, Act.ISSUE),
        *(_event(calendar.add_workdays(start, days), 10, Act.SIGN, habit) for habit, days in SIGNING.items()),
        _event(calendar.add_workdays(start, BREAKING_DOWN), 15, Act.BREAK_DOWN),
        _event(calendar.add_workdays(start, SIGNING_BELOW), 10, Act.SIGN, Habit.STEADY),
    ]
    first = period = Month.reporting_on(start)
    while period <= Month.reporting_on(last_day):
        found += _month(period, first, Month.reporting_on(last_day), calendar)
        period = period.next()
    return sorted(event for event in found if event.moment.astimezone(BEIJING).date() < last_day)


def _month(period: Month, first: Month, last: Month, calendar: WorkCalendar) -> Iterator[Event]:
    for habit, day in REPORT_DAYS.items():
        yield _event(calendar.previous_workday(period.first_day.replace(day=day)), 10, Act.REPORT, habit, period)
    late_on = calendar.add_workdays(period.reporting_day, LATE_WORKDAYS)
    yield _event(late_on, 10, Act.REPORT, Habit.LATE, period)
    review_on = calendar.previous_workday(period.reporting_day)
    if period == last.previous():
        yield _event(calendar.add_workdays(review_on, -1), 16, Act.RETURN, Habit.RETURNED, period)
    if period < last:
        yield _event(review_on, 16, Act.ACCEPT, period=period)
        yield _event(review_on, 17, Act.CLOSE, period=period)
    if period < last.previous():  # the newest late reports still wait for review
        yield _event(late_on, 16, Act.ACCEPT, period=period)
    if period == first.plus(PAUSED_IN):
        yield _event(review_on, 9, Act.PAUSE, period=period)
    closed_on = period.reporting_day
    yield _event(calendar.add_workdays(closed_on, 2), 14, Act.EXPLAIN, Habit.SILENT, period)
    yield _event(calendar.add_workdays(closed_on, 3), 15, Act.SUBMIT, period=period)
    if period < last.previous():  # the newest list still waits for the leader
        yield _event(calendar.add_workdays(closed_on, 4), 9, Act.APPROVE, period=period)
        yield _event(calendar.add_workdays(closed_on, 4), 16, Act.PUBLISH, period=period)


def _event(day: date, hour: int, act: Act, habit: Habit = Habit.STEADY, period: Month = NO_PERIOD) -> Event:
    moment = datetime.combine(day, time(hour), BEIJING).astimezone(UTC)
    return Event(moment, list(Act).index(act), act, habit, period)


#: What a unit reports, beside what is scheduled for the day: percentage points.
LEADS = {Habit.AHEAD: 14.0, Habit.STEADY: 3.0, Habit.RETURNED: 1.0, Habit.LAGGING: -16.0, Habit.LATE: 0.0}
FINISHES_BEFORE = timedelta(days=35)
"""Whoever is in time reports the end of the work when its limit comes this near."""

_DOINGS = (
    "召开专题推进会 {a} 次，逐项明确责任人和完成时限，走访企业 {b} 家，收集问题 {c} 个",
    "印发实施细则 1 份，组织政策宣讲 {a} 场，{b} 家企业参加，受理申报 {c} 项",
    "会同有关单位开展联合调研，实地查看项目 {b} 个，协调解决用地、资金等问题 {c} 个",
    "完成项目评审 {a} 批，新增入库项目 {b} 个，到位资金 {c} 百万元",
    "新签约合作平台 {a} 个，引进高层次人才 {b} 名，兑现补助 {c} 笔",
    "组织业务培训 {a} 期，覆盖园区工作人员 {b} 人次，形成整改清单 {c} 条",
)
_NEXT = ("推进剩余事项签约落地。", "组织中期自查，补齐短板。", "会同高新区管委会逐项销号。", "抓紧拨付年度资金。")
_TROUBLES = ("部分项目用地指标未落实。", "跨部门数据共享不畅，统计口径不一。", "县级配套资金到位较慢。")


@dataclass(frozen=True)
class ReportText:
    """The words of one invented report."""

    percent: float
    summary: str
    difficulties: str
    next_steps: str
    needs_coordination: bool


def report_text(
    habit: Habit, *, seed: int, period: Month, scheduled: float, confirmed: float, due_on: date | None, today: date
) -> ReportText:
    """Return what a unit with this habit reports; `seed` tells one assignment from another."""
    percent = max(confirmed, min(100.0, round(scheduled + LEADS[habit])), 0.0)
    in_time = habit not in (Habit.LAGGING, Habit.LATE)
    if in_time and due_on is not None and due_on - today <= FINISHES_BEFORE:
        percent = 100.0
    turn = seed + period.month
    numbers = {"a": turn % 3 + 1, "b": turn * 7 % 23 + 4, "c": turn * 5 % 11 + 2}
    doing = _DOINGS[turn % len(_DOINGS)].format(**numbers)
    is_behind = habit is Habit.LAGGING
    return ReportText(
        percent=percent,
        summary=f"【演示数据】{period.label}，{doing}，累计完成 {percent:g}%。",
        difficulties=_TROUBLES[turn % len(_TROUBLES)] if is_behind else "",
        next_steps="" if percent >= 100 else _NEXT[turn % len(_NEXT)],
        needs_coordination=is_behind and turn % 4 == 0,
    )
