"""What a light shows: colour, word and shape together, the reason beside it, and the class it is counted in."""

from typing import Self

from tracker.domain.labelled_enum import LabelledEnum


class Light(LabelledEnum):
    """A colour, with the word and the shape that say the same; `severity` sorts the worst last."""

    colour: str
    shape: str
    severity: int

    def __new__(cls, value: str, label: str = "", colour: str = "", shape: str = "", severity: int = 0) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.colour = colour
        member.shape = shape
        member.severity = severity
        return member

    DONE = "done", "已办结", "办结", "✔", 0
    GREEN = "green", "达进度", "绿", "■", 1
    GREY = "grey", "暂不亮灯", "灰", "○", 2
    BLUE = "blue", "临期", "蓝", "●", 3
    YELLOW = "yellow", "滞后", "黄", "◆", 4
    RED = "red", "逾期或严重滞后", "红", "▲", 5


class LightReason(LabelledEnum):
    """Why the light is what it is, in the word shown beside it."""

    UNDER_REVIEW = "under_review", "复核中"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已终止"
    STAGE_CLOSED = "stage_closed", "阶段性办结"
    PAUSED = "paused", "暂停"
    BACKLOG = "backlog", "存量"
    NOT_STARTED = "not_started", "未启动"
    EXCUSED = "excused", "正当理由"
    OVERDUE = "overdue", "逾期"
    FAR_BEHIND = "far_behind", "严重滞后"
    NEVER_STARTED = "never_started", "连续三月未启动"
    BEHIND = "behind", "滞后"
    REPORT_LATE = "report_late", "迟报"
    NOT_REVISED = "not_revised", "退回未改"
    DUE_SOON = "due_soon", "临期"
    AHEAD = "ahead", "超进度"
    ONGOING = "ongoing", "长期"
    NO_LIMIT = "no_limit", "未定时限"
    ON_TRACK = "on_track", "达进度"


class ProgressClass(LabelledEnum):
    """The five classes that statistics always show."""

    ON_SCHEDULE = "on_schedule", "达进度"
    BEHIND = "behind", "欠进度"
    AHEAD = "ahead", "超进度"
    COMPLETED = "completed", "已完成"
    OTHER = "other", "其它"


CLASS_OF_LIGHT = {
    Light.DONE: ProgressClass.COMPLETED,
    Light.GREEN: ProgressClass.ON_SCHEDULE,
    Light.BLUE: ProgressClass.ON_SCHEDULE,
    Light.GREY: ProgressClass.OTHER,
    Light.YELLOW: ProgressClass.BEHIND,
    Light.RED: ProgressClass.BEHIND,
}


def light_history_label(light: Light, is_made_up: bool) -> str:
    """Return how a past period's light is shown; a report made up later never turns it green (黄·已补)."""
    return f"{light.colour}·已补" if is_made_up else light.colour
