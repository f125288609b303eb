"""The ladder (阶梯): how far an assignment has been escalated by its lights and by what went unanswered.

What is told here is only what has been reached. Letters are drafts until a person sends them, and every step from
督促警告 on waits for a leader's recorded approval (国务院令第733号 article 21).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.light_signs import Light


class Rung(LabelledEnum):
    """A step of the ladder."""

    EARLY_WARNING = "early_warning", "临期提示"
    REMINDER = "reminder", "提醒函"
    URGING = "urging", "督办函"
    WARNING = "warning", "督促警告"
    ADMONITION = "admonition", "约谈"
    RECTIFICATION = "rectification", "限期整改"
    REFERRAL = "referral", "移送或建议撤销退出"


class Approver(LabelledEnum):
    """Whose act lets a step take effect."""

    NOBODY = "nobody", "无须审批"
    SUPERVISOR = "supervisor", "督查员发出"
    OFFICE_HEAD = "office_head", "督查机构负责人签发"
    LEADER = "leader", "领导批准"


@dataclass(frozen=True)
class EscalationFacts:
    """What the ladder looks at.

    `snapshot_lights` are those of consecutive periods, oldest first; `unanswered` the steps whose reply is overdue.
    """

    light: Light
    workdays_overdue: int = 0
    snapshot_lights: tuple[Light, ...] = ()
    unanswered: frozenset[Rung] = frozenset()
    is_excused: bool = False
    rectification_ordered: bool = False
    rectification_failed: bool = False


LATE_LIGHTS = frozenset({Light.YELLOW, Light.RED})


def running_periods(snapshot_lights: Sequence[Light], lights: Collection[Light]) -> int:
    """Return how many periods, counted back from the newest, show one of the lights without a break."""
    count = 0
    for light in reversed(snapshot_lights):
        if light not in lights:
            break
        count += 1
    return count


Trigger = Callable[[EscalationFacts], bool]


def _is_lit(*lights: Light) -> Trigger:
    return lambda facts: facts.light in lights


def _is_overdue(workdays: int) -> Trigger:
    return lambda facts: facts.workdays_overdue >= workdays


def _runs(periods: int, lights: Collection[Light]) -> Trigger:
    return lambda facts: running_periods(facts.snapshot_lights, lights) >= periods


def _unanswered(rung: Rung) -> Trigger:
    return lambda facts: rung in facts.unanswered


@dataclass(frozen=True)
class Step:
    """One rung: any of its triggers reaches it; the unit has so many working days to answer."""

    rung: Rung
    triggers: tuple[Trigger, ...]
    approver: Approver
    reply_workdays: int | None = None

    def is_reached(self, facts: EscalationFacts) -> bool:
        """Return whether any of the triggers applies."""
        return any(applies(facts) for applies in self.triggers)


DEFAULT_LADDER = (
    Step(Rung.EARLY_WARNING, (_is_lit(Light.BLUE),), Approver.NOBODY),
    Step(Rung.REMINDER, (_is_lit(Light.YELLOW, Light.RED), _is_overdue(1)), Approver.SUPERVISOR, 3),
    Step(
        Rung.URGING,
        (_runs(2, LATE_LIGHTS), _is_overdue(5), _unanswered(Rung.REMINDER)),
        Approver.OFFICE_HEAD,
        5,
    ),
    Step(Rung.WARNING, (_runs(2, {Light.RED}), _is_overdue(10)), Approver.LEADER, 10),
    Step(Rung.ADMONITION, (_runs(3, {Light.RED}),), Approver.LEADER),
    Step(Rung.RECTIFICATION, (lambda facts: facts.rectification_ordered,), Approver.LEADER),
    Step(Rung.REFERRAL, (lambda facts: facts.rectification_failed,), Approver.LEADER),
)

_RESTING = frozenset({Light.GREY, Light.DONE})
_BEYOND_LIGHTS = frozenset({Rung.RECTIFICATION, Rung.REFERRAL})


def rungs_reached(facts: EscalationFacts, ladder: Sequence[Step] = DEFAULT_LADDER) -> list[Rung]:
    """Return every rung reached so far, lowest first; none while the light is grey, excused or the work accepted.

    Not only the newest: a scheduler that was down must catch up. Rectification goes on whatever the light.
    """
    rests = facts.is_excused or facts.light in _RESTING
    return [step.rung for step in ladder if (not rests or step.rung in _BEYOND_LIGHTS) and step.is_reached(facts)]


def highest_rung(facts: EscalationFacts, ladder: Sequence[Step] = DEFAULT_LADDER) -> Rung | None:
    """Return the highest rung reached, the only one acted on after an outage; None if there is none."""
    return next(iter(reversed(rungs_reached(facts, ladder))), None)


def falls_back(rung: Rung, newest_snapshot: Light, *, is_verified: bool = False) -> bool:
    """Return whether a step is over: the newest period is green (letters), not red (警告), or verified (整改)."""
    if rung in (Rung.EARLY_WARNING, Rung.REMINDER, Rung.URGING):
        return newest_snapshot in (Light.GREEN, Light.DONE)
    if rung in (Rung.WARNING, Rung.ADMONITION):
        return newest_snapshot is not Light.RED
    return rung is Rung.RECTIFICATION and is_verified
