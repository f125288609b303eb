"""Papers that leave the office: their kinds, their approval, and which rows earn a place on a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tracker.domain.errors import ActionNotAllowed
from tracker.domain.escalation import running_periods
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.light_signs import Light


class NoticeKind(LabelledEnum):
    """What a notice is. Only a reminder letter is no criticism and no praise."""

    REMINDER_LETTER = "reminder_letter", "提醒函"
    SUPERVISION_LETTER = "supervision_letter", "督办函"
    WARNING = "warning", "督促警告"
    COMMENDATION = "commendation", "通报鼓励"
    CIRCULAR = "circular", "通报"


LEADER_APPROVES = frozenset({NoticeKind.WARNING, NoticeKind.COMMENDATION, NoticeKind.CIRCULAR})
"""Praise and criticism wait for the government or its head (国务院令第733号 article 21)."""


class NoticeStatus(LabelledEnum):
    """Where a notice stands between its draft and its issue."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审批"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "已退回"
    ISSUED = "issued", "已印发"
    REVOKED = "revoked", "已撤销"


class NoticeAction(LabelledEnum):
    """What can be done to a notice."""

    AMEND = "amend", "修改"
    SUBMIT = "submit", "送审"
    WITHDRAW = "withdraw", "撤回送审"
    APPROVE = "approve", "批准"
    REFUSE = "refuse", "退回"
    ISSUE = "issue", "印发"
    REVOKE = "revoke", "撤销"


NOTICE_TRANSITIONS = {
    (NoticeStatus.DRAFT, NoticeAction.AMEND): NoticeStatus.DRAFT,
    (NoticeStatus.DRAFT, NoticeAction.SUBMIT): NoticeStatus.SUBMITTED,
    (NoticeStatus.DRAFT, NoticeAction.REVOKE): NoticeStatus.REVOKED,
    (NoticeStatus.SUBMITTED, NoticeAction.WITHDRAW): NoticeStatus.DRAFT,
    (NoticeStatus.SUBMITTED, NoticeAction.APPROVE): NoticeStatus.APPROVED,
    (NoticeStatus.SUBMITTED, NoticeAction.REFUSE): NoticeStatus.REFUSED,
    (NoticeStatus.REFUSED, NoticeAction.AMEND): NoticeStatus.DRAFT,
    (NoticeStatus.REFUSED, NoticeAction.REVOKE): NoticeStatus.REVOKED,
    (NoticeStatus.APPROVED, NoticeAction.ISSUE): NoticeStatus.ISSUED,
    (NoticeStatus.APPROVED, NoticeAction.REVOKE): NoticeStatus.REVOKED,
    (NoticeStatus.ISSUED, NoticeAction.REVOKE): NoticeStatus.REVOKED,
}


def next_notice_status(status: NoticeStatus, action: NoticeAction) -> NoticeStatus:
    """Return the notice's status after the action; raise ActionNotAllowed if the table does not know the pair."""
    try:
        return NOTICE_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"文稿{status.label}，不能{action.label}。") from None


@dataclass(frozen=True)
class WarningFacts:
    """What earns an assignment a row in the 督促警告 list; lights of consecutive snapshots, oldest first."""

    light: Light
    workdays_overdue: int
    snapshot_lights: tuple[Light, ...] = ()
    is_excused: bool = False


@dataclass(frozen=True)
class UnitRecord:
    """How a unit's assignments stood over the last periods. `key` tells units apart and breaks no tie in merit.

    `period_lights` holds one set of lights a period, oldest first; `closure_rate` is 0–1; `average_lead` is
    confirmed less scheduled progress in percentage points, supporting parts at half weight.
    """

    key: str
    period_lights: tuple[frozenset[Light], ...]
    closure_rate: float
    average_lead: float

    @property
    def merit(self) -> tuple[float, float]:
        """What units are compared by: work accepted, then work ahead of schedule."""
        return self.closure_rate, self.average_lead


WARNING_WORKDAYS_OVERDUE = 10
WARNING_RED_PERIODS = 2
COMMENDATION_GREEN_PERIODS = 3
COMMENDATION_SHARE = 10
"""One in so many units is proposed: the best tenth."""

_GOOD = frozenset({Light.GREEN, Light.BLUE, Light.DONE, Light.GREY})


def earns_warning(facts: WarningFacts) -> bool:
    """Return whether the row is proposed for a warning: 10 working days overdue, or red in two snapshots running.

    Never while the light is grey (暂停, 复核中), the work accepted, or an accepted excuse runs.
    """
    if facts.is_excused or facts.light in (Light.GREY, Light.DONE):
        return False
    red_running = running_periods(facts.snapshot_lights, {Light.RED}) >= WARNING_RED_PERIODS
    return red_running or facts.workdays_overdue >= WARNING_WORKDAYS_OVERDUE


def warning_order(
    workdays_overdue: int, gap: float, unit_position: int, task_position: int
) -> tuple[int, float, int, int]:
    """Return the key a warning list is sorted by: longest overdue, widest gap, then unit and task in order."""
    return -workdays_overdue, -gap, unit_position, task_position


def earns_commendation(record: UnitRecord) -> bool:
    """Return whether a unit may be praised: three periods running with something green and nothing late."""
    periods = record.period_lights[-COMMENDATION_GREEN_PERIODS:]
    return len(periods) == COMMENDATION_GREEN_PERIODS and all(
        lights <= _GOOD and lights & {Light.GREEN, Light.DONE} for lights in periods
    )


def best_tenth(records: Sequence[UnitRecord]) -> list[UnitRecord]:
    """Return the units proposed for praise, best first: a tenth of all, rounded up, among those that earn it.

    Whoever equals the last one in merit is proposed as well; units of equal merit are sorted by their key.
    """
    places = ceil(len(records) / COMMENDATION_SHARE)
    earning = sorted((record for record in records if earns_commendation(record)), key=lambda record: record.key)
    earning.sort(key=lambda record: record.merit, reverse=True)
    if len(earning) <= places:
        return earning
    return [record for record in earning if record.merit >= earning[places - 1].merit]
