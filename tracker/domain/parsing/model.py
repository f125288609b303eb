"""What the reading of a policy document consists of. Offsets index the text that was read; ends are exclusive."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tracker.domain.assignments import AssignmentRole
from tracker.domain.labelled_enum import LabelledEnum

Span = tuple[int, int]


class PartKind(LabelledEnum):
    """What a stretch of the source is. The parts of a document tile its text."""

    TITLE = "title", "标题"
    NUMBER = "number", "文号"
    ADDRESSEES = "addressees", "主送机关"
    PREAMBLE = "preamble", "引言"
    HEADING = "heading", "章节标题"
    CLAUSE = "clause", "条款"
    SIGNATURE = "signature", "落款"
    EFFECT = "effect", "施行日期"
    IMPRINT = "imprint", "版记"
    NOISE = "noise", "疑似网页噪声"
    BOX = "box", "专栏"
    TABLE = "table", "表格"
    OTHER = "other", "其他文字"
    BLANK = "blank", "空白"


class Flag(LabelledEnum):
    """Something a reviewer should look at: it was inferred, or the source is damaged."""

    MISSING_NUMBER = "missing_number", "缺号"
    NUMBER_GAP = "number_gap", "编号不连续"
    DUPLICATE_NUMBER = "duplicate_number", "重号"
    NO_UNIT = "no_unit", "无责任单位"
    LEAD_DEFAULT = "lead_default", "牵头为默认"
    DUE_INFERRED = "due_inferred", "时限为推定"
    DATE_IMPOSSIBLE = "date_impossible", "日期不存在"
    NUMBER_DAMAGED = "number_damaged", "文号残缺"
    WEB_NOISE = "web_noise", "疑似网页噪声"
    TOO_LONG = "too_long", "过长，未读完"
    NO_TITLE = "no_title", "未找到标题"
    NO_ISSUER = "no_issuer", "未找到发文机关"


class DueKind(LabelledEnum):
    """Where the time limit of a clause comes from."""

    EXPLICIT = "explicit", "明确时限"
    INFERRED = "inferred", "推定时限"
    ONGOING = "ongoing", "长期坚持"
    RECURRING = "recurring", "定期"
    NONE = "none", "无时限"


class GoalOperator(LabelledEnum):
    """How a goal's figure is meant. 以上/超过, 以内/不超过, the figure itself, 左右."""

    AT_LEAST = ">=", "不低于"
    AT_MOST = "<=", "不高于"
    EQUAL = "=", "等于"
    ABOUT = "≈", "左右"


@dataclass(frozen=True)
class ParsedUnit:
    """A responsible unit as printed (white space removed)."""

    name: str
    role: AssignmentRole
    start: int
    end: int


@dataclass(frozen=True)
class ParsedGoal:
    """A figure to be reached. `value` is in `unit_of_measure` as printed; `upper_value` ends a range."""

    indicator: str
    operator: GoalOperator
    value: Decimal
    unit_of_measure: str
    target_year: int | None
    scope: str | None
    start: int
    end: int
    upper_value: Decimal | None = None
    is_best_effort: bool = False
    is_rank: bool = False


@dataclass(frozen=True)
class ParsedMilestone:
    """One of several dates of a clause; `due_on` is None for "and go on" (持续推进)."""

    due_on: date | None
    phrase: str
    start: int
    end: int


@dataclass(frozen=True)
class DocumentReference:
    """Another document that the text names, with its number where printed."""

    title: str | None
    document_number: str | None
    start: int
    end: int
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Part:
    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True)
class ParsedSection:
    """A heading that has clauses beneath it, or a clause that stands at the first level."""

    number: int
    label: str | None
    title: str | None
    start: int
    end: int
    flags: tuple[Flag, ...] = ()
    name_of_file_part: str | None = None


@dataclass(frozen=True)
class ParsedClause:
    """A leaf of the outline. `text` is the slice start:end, `body` the slice after the title."""

    path: tuple[str | None, ...]
    label: str
    section_index: int | None
    title: str | None
    text: str
    body: str
    start: int
    end: int
    body_start: int
    is_task: bool
    units: tuple[ParsedUnit, ...] = ()
    implied_units: tuple[ParsedUnit, ...] = ()
    lead_is_explicit: bool = False
    due_on: date | None = None
    due_phrase: str | None = None
    due_start: int | None = None
    due_end: int | None = None
    due_kind: DueKind = DueKind.NONE
    milestones: tuple[ParsedMilestone, ...] = ()
    goals: tuple[ParsedGoal, ...] = ()
    flags: tuple[Flag, ...] = ()
    name_of_file_part: str | None = None

    @property
    def lead_units(self) -> tuple[ParsedUnit, ...]:
        return tuple(unit for unit in self.units if unit.role is AssignmentRole.LEAD)

    @property
    def supporting_units(self) -> tuple[ParsedUnit, ...]:
        return tuple(unit for unit in self.units if unit.role is AssignmentRole.SUPPORTING)


@dataclass(frozen=True)
class ParsedDocument:
    """The reading of one text. `spans` tells where each metadata field stands, by field name."""

    text: str
    title: str | None = None
    document_number: str | None = None
    issuing_authority: str | None = None
    addressees: tuple[str, ...] = ()
    signed_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    goal_year: int | None = None
    sections: tuple[ParsedSection, ...] = ()
    clauses: tuple[ParsedClause, ...] = ()
    parts: tuple[Part, ...] = ()
    flags: tuple[Flag, ...] = ()
    references: tuple[DocumentReference, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)
