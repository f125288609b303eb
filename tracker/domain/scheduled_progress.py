"""Scheduled progress (序时进度): how much of a task should be done by a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, order=True)
class Milestone:
    """A stage with its own limit (节点). Weights are relative: 1, 1, 2 are a quarter, a quarter and a half."""

    due_on: date
    weight: float = 1
    is_done: bool = False


def scheduled_percent(start_on: date, due_on: date, today: date, milestones: Sequence[Milestone] = ()) -> float:
    """Return what should be done by the end of today: 0–100, one decimal; everything is due on the limit.

    Through the milestones where there are any, each stage evenly over its own time, else evenly over the whole.
    """
    if today >= due_on:
        return 100.0
    if today <= start_on:
        return 0.0
    if milestones:
        return _percent_through(start_on, today, milestones)
    return round(100 * (today - start_on).days / (due_on - start_on).days, 1)


def percent_done(milestones: Iterable[Milestone]) -> float:
    """Return the weight of the finished milestones in all of them: 0–100, one decimal; 0 if there is no weight."""
    stages = tuple(milestones)
    total = sum(stage.weight for stage in stages)
    done = sum(stage.weight for stage in stages if stage.is_done)
    return round(100 * done / total, 1) if total else 0.0


def gap(scheduled: float, confirmed: float) -> float:
    """Return scheduled less confirmed progress in percentage points, one decimal; negative when ahead."""
    return round(scheduled - confirmed, 1)


def _percent_through(start_on: date, today: date, milestones: Sequence[Milestone]) -> float:
    """Follow the straight lines from the start through each milestone's day and the weight reached by it."""
    total = sum(stage.weight for stage in milestones)
    points = {start_on: 0.0}  # stages that end on the same day are one point
    reached = 0.0
    for stage in sorted(milestones):
        reached += stage.weight
        points[max(stage.due_on, start_on)] = 100 * reached / total if total else 0.0
    for (from_day, from_percent), (to_day, to_percent) in pairwise(points.items()):
        if today < to_day:
            share = (today - from_day).days / (to_day - from_day).days
            return round(from_percent + share * (to_percent - from_percent), 1)
    return 100.0 if total else 0.0
