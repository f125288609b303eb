"""The sheet a unit fills in offline (填报表): its columns, the sealed key of each row, and what its cells must say."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.errors import RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.unit_rows import CellError

KEY, NUMBER, TASK, UNIT, LIMIT = "行标识", "编号", "任务", "责任单位", "完成时限"
LAST_PERCENT, LAST_SUMMARY, STAGES = "上期进度", "上期进展", "节点"
PERCENT, REACHED, SUMMARY = "完成进度", "已到达节点", "本期做了什么"
DIFFICULTIES, NEXT_STEPS, COORDINATION = "存在问题", "下一步打算", "需要协调的事项"

#: In the order of the sheet, with widths in characters.
LOCKED: Mapping[str, int] = {
    KEY: 10, NUMBER: 16, TASK: 36, UNIT: 16, LIMIT: 12, LAST_PERCENT: 10, LAST_SUMMARY: 36, STAGES: 28,
}  # fmt: skip
OPEN: Mapping[str, int] = {
    PERCENT: 10, REACHED: 12, SUMMARY: 48, DIFFICULTIES: 30, NEXT_STEPS: 30, COORDINATION: 30,
}  # fmt: skip
HEADINGS = (*LOCKED, *OPEN)
REQUIRED = (KEY, PERCENT, SUMMARY)
LONGEST: Mapping[str, int] = {SUMMARY: 5000, DIFFICULTIES: 5000, NEXT_STEPS: 5000, COORDINATION: 1000}

NONE_REACHED = "0"
INSTRUCTIONS = (
    "只填白色的列；灰色的列已锁定，请勿改动。没有进展的任务整行留空，上传时跳过。完成进度填 0 至 100 的数字；"
    "有“节点”的任务不填进度，在“已到达节点”填节点序号，如 1、2（一个也没有到达填 0）。填好后在“Excel 填报”页面上传。"
)

_SEAL_LENGTH = 24
_SEPARATORS = re.compile(r"[、，,；;\s]+")


class SheetRefused(RuleViolation):
    """The file is no sheet of ours, of this period, or of this person's units."""


class RowState(LabelledEnum):
    """What a row of a sheet comes to."""

    NEW = "new", "待提交"
    CORRECTION = "correction", "更正"
    CONFLICT = "conflict", "有冲突"
    UNCHANGED = "unchanged", "没有改动"
    EMPTY = "empty", "未填"


@dataclass(frozen=True)
class RowKey:
    """What a row is about: the period, the assignment, the report it was drawn on (0: none), the task's stages."""

    period: str
    assignment_id: int
    based_on: int
    stage_ids: tuple[int, ...] = ()

    def sealed(self, secret: bytes) -> str:
        """Return the key as it stands in the hidden column, so that it cannot be made up or changed."""
        words = f"{self.period}/{self.assignment_id}/{self.based_on}/{'.'.join(map(str, self.stage_ids))}"
        return f"{words}/{_seal(words, secret)}"


@dataclass(frozen=True)
class FilledRow:
    """One row as it was filled in; `percent` and `reached` (places of stages, from 1): None where nothing is said."""

    number: int
    key: RowKey
    percent: float | None
    reached: tuple[int, ...] | None
    words: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return self.percent is None and self.reached is None and not any(self.words.values())

    @property
    def reached_ids(self) -> tuple[int, ...] | None:
        """The ids of the stages reached, None where the task has none."""
        if not self.key.stage_ids:
            return None
        return tuple(self.key.stage_ids[place - 1] for place in self.reached or ())


def unsealed(text: str, secret: bytes) -> RowKey | None:
    """Return the key that a cell holds, None where it is not one of ours or was changed."""
    words, _, seal = text.strip().rpartition("/")
    if not hmac.compare_digest(seal.encode(), _seal(words, secret).encode()):
        return None
    period, assignment_id, based_on, stages = words.split("/")
    return RowKey(period, int(assignment_id), int(based_on), tuple(map(int, filter(None, stages.split(".")))))


def read_row(number: int, cells: Mapping[str, str], key: RowKey) -> tuple[FilledRow | None, list[CellError]]:
    """Return the row, or None with what is wrong with its cells and what to do."""
    errors: list[CellError] = []

    def wrong(heading: str, message: str) -> None:
        errors.append(CellError(number, heading, cells.get(heading, "").strip(), message))

    words = {heading: cells.get(heading, "").strip() for heading in LONGEST}
    for heading, most in LONGEST.items():
        if len(words[heading]) > most:
            wrong(heading, f"超过 {most} 字，请精简。")
    percent = reached = None
    try:
        percent = _percent(cells.get(PERCENT, "").strip())
    except ValueError:
        wrong(PERCENT, "请填 0 至 100 的数字。")
    try:
        reached = _places(cells.get(REACHED, "").strip(), len(key.stage_ids))
    except ValueError:
        wrong(REACHED, f"请填节点的序号 1 至 {len(key.stage_ids)}，用顿号隔开，没有到达填 0。")
    row = FilledRow(number, key, percent, reached, words)
    if errors or row.is_empty:
        return (None if errors else row), errors
    _check_whole(row, wrong)
    return (None if errors else row), errors


def _check_whole(row: FilledRow, wrong: Callable[[str, str], None]) -> None:
    if not row.words[SUMMARY]:
        wrong(SUMMARY, "这一行填了其他内容，请写明本期做了什么；不填报就整行留空。")
    if row.key.stage_ids:
        if row.percent is not None:
            wrong(PERCENT, "本任务按节点填报，请清空这一格，填“已到达节点”。")
        if row.reached is None:
            wrong(REACHED, "请填已到达节点的序号，没有到达填 0。")
    else:
        if row.reached is not None:
            wrong(REACHED, "本任务没有节点，请清空这一格，填“完成进度”。")
        if row.percent is None:
            wrong(PERCENT, "请填 0 至 100 的数字。")


def places_of(stage_ids: Sequence[int], reached: Sequence[int]) -> str:
    """Return the places of the reached stages as a cell gives them: 1、3; 0 where none is."""
    return "、".join(str(place) for place, each in enumerate(stage_ids, 1) if each in reached) or NONE_REACHED


def same_words(one: str, other: str) -> bool:
    """Return whether two texts say the same, whatever their line breaks and blanks."""
    return one.split() == other.split()


def _percent(text: str) -> float | None:
    if not text:
        return None
    percent = float(text.rstrip("%％"))
    if not 0 <= percent <= 100:
        raise ValueError
    return percent


def _places(text: str, most: int) -> tuple[int, ...] | None:
    if not text:
        return None
    if text == NONE_REACHED:
        return ()
    places = tuple(sorted({int(part) for part in _SEPARATORS.split(text) if part}))
    if most and not all(1 <= place <= most for place in places):
        raise ValueError
    return places


def _seal(words: str, secret: bytes) -> str:
    return hmac.new(secret, f"report-sheet/{words}".encode(), hashlib.sha256).hexdigest()[:_SEAL_LENGTH]
