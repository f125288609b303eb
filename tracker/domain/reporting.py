"""Progress reports: their review, and what makes one look empty or copied before it is sent."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.scheduled_progress import Milestone as Stage
from tracker.domain.scheduled_progress import percent_done


class ReportStatus(LabelledEnum):
    """What has become of one progress report."""

    SUBMITTED = "submitted", "待审核"
    ACCEPTED = "accepted", "已采纳"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    SUPERSEDED = "superseded", "已更正"


class ReportAction(LabelledEnum):
    """What can be done to one progress report."""

    ACCEPT = "accept", "采纳"
    RETURN_FOR_REVISION = "return_for_revision", "退回"
    WITHDRAW = "withdraw", "撤回"
    CORRECT = "correct", "更正"


REPORT_TRANSITIONS = {
    (ReportStatus.SUBMITTED, ReportAction.ACCEPT): ReportStatus.ACCEPTED,
    (ReportStatus.SUBMITTED, ReportAction.RETURN_FOR_REVISION): ReportStatus.RETURNED,
    (ReportStatus.SUBMITTED, ReportAction.WITHDRAW): ReportStatus.WITHDRAWN,
    (ReportStatus.SUBMITTED, ReportAction.CORRECT): ReportStatus.SUPERSEDED,
    (ReportStatus.ACCEPTED, ReportAction.RETURN_FOR_REVISION): ReportStatus.RETURNED,
    (ReportStatus.ACCEPTED, ReportAction.CORRECT): ReportStatus.SUPERSEDED,
    (ReportStatus.RETURNED, ReportAction.CORRECT): ReportStatus.SUPERSEDED,
}


class ReportFault(LabelledEnum):
    """Why a report may be returned; shown to its writer before it is sent, and it never stops the sending."""

    EMPTY = "empty", "没有写做了什么"
    TOO_SHORT = "too_short", "内容过短，看不出做了什么"
    COPIED = "copied", "与上期内容基本相同"
    NO_FIGURE = "no_figure", "没有一个数字或日期"
    NO_EVIDENCE = "no_evidence", "任务要求佐证，本期没有上传"
    FALLEN_BACK = "fallen_back", "完成进度比上期低"


class MilestonesChanged(RuleViolation):
    """The form was opened when the task had other milestones, or none."""


@dataclass(frozen=True)
class ReportContent:
    """What a report says. `percent` is 0–100; `previous_*` are None where nothing was reported before."""

    summary: str
    percent: float
    has_evidence: bool = False
    evidence_required: bool = False
    previous_summary: str | None = None
    previous_percent: float | None = None


SHORTEST_SUMMARY = 10
COPIED_FROM = 0.9
"""Share of pairs of neighbouring characters in common from which two texts count as nearly the same."""

COORDINATION = "需要协调："
"""How the words of what is wanted coordinated begin, below the difficulties."""

_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千万亿]+(?:个|家|项|次|人|场|件|亿|万|%|％)|百分之")
_NOT_TEXT = re.compile(r"[\W_]+")


def next_report_status(status: ReportStatus, action: ReportAction) -> ReportStatus:
    """Return the report's status after the action; raise ActionNotAllowed if the table does not know the pair."""
    try:
        return REPORT_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"进展{status.label}，不能{action.label}。") from None


def check_percent(percent: float) -> None:
    """Raise RuleViolation unless the progress is a percentage from 0 to 100."""
    if not 0 <= percent <= 100:
        raise RuleViolation("完成进度应当在 0 到 100 之间。")


def with_coordination(difficulties: str, wanted: str) -> str:
    """Return the difficulties with what is wanted coordinated below them, as they are kept and shown."""
    return "\n".join(filter(None, (difficulties.strip(), wanted.strip() and f"{COORDINATION}{wanted.strip()}")))


def without_coordination(difficulties: str) -> tuple[str, str]:
    """Return (difficulties, what is wanted coordinated) of what `with_coordination` put together."""
    rest, found, wanted = difficulties.rpartition(COORDINATION)
    return (rest.strip(), wanted.strip()) if found and (not rest or rest.endswith("\n")) else (difficulties, "")


def percent_of_stages(weights: Mapping[int, float], reached: Collection[int]) -> float:
    """Return the percent that the stages reached make, by ids and weights; raise MilestonesChanged for unknown ones.

    Milestones are changed now and then: a form opened before must not count what is no longer asked.
    """
    if not set(reached) <= set(weights):
        raise MilestonesChanged("任务的节点刚刚调整过，请按新的节点重新勾选。")
    return percent_done(Stage(date.max, weight, stage in reached) for stage, weight in weights.items())


def similarity(one: str, other: str) -> float:
    """Return how much two texts share, 0–1, by pairs of neighbouring characters; marks and spaces do not count."""
    pairs, other_pairs = _pairs(one), _pairs(other)
    total = pairs.total() + other_pairs.total()
    shared = sum(min(count, other_pairs[pair]) for pair, count in pairs.items() if pair in other_pairs)
    return 2 * shared / total if total else float(one == other)


def find_faults(content: ReportContent) -> list[ReportFault]:
    """Return what makes the report look empty or copied, in the order of `ReportFault`; none if it looks sound."""
    text = _NOT_TEXT.sub("", content.summary)
    copied = content.previous_summary is not None and similarity(content.summary, content.previous_summary)
    signs = {
        ReportFault.EMPTY: not text,
        ReportFault.TOO_SHORT: 0 < len(text) < SHORTEST_SUMMARY,
        ReportFault.COPIED: bool(text) and copied >= COPIED_FROM,
        ReportFault.NO_FIGURE: bool(text) and not _FIGURE.search(content.summary),
        ReportFault.NO_EVIDENCE: content.evidence_required and not content.has_evidence,
        ReportFault.FALLEN_BACK: content.previous_percent is not None and content.percent < content.previous_percent,
    }
    return [fault for fault, applies in signs.items() if applies]


def _pairs(text: str) -> Counter[tuple[str, str]]:
    letters = _NOT_TEXT.sub("", text)
    return Counter(pairwise(letters))
