"""What waits for a decision of the supervision office (待办理), by kind."""

from tracker.domain.approvals import RequestKind
from tracker.domain.labelled_enum import LabelledEnum


class QueueKind(LabelledEnum):
    """A kind of thing that waits. What units ask for has the stored values of RequestKind."""

    REPORT = "report", "进展"
    EVIDENCE = "evidence", "佐证"
    CLOSURE = "closure", "办结"
    STAGE_CLOSURE = "stage_closure", "阶段性办结"
    EXTENSION = "extension", "延期"
    EXCUSE = "excuse", "正当理由"
    PAUSE = "pause", "暂停"
    CANCELLATION = "cancellation", "终止"
    REASSIGNMENT = "reassignment", "责任单位调整"
    COORDINATION = "coordination", "请求协调"

    @property
    def request_kind(self) -> RequestKind | None:
        """The kind of request this is, None for a report or a piece of evidence."""
        return RequestKind(self.value) if self.value in set(RequestKind) else None


#: What is looked at one by one: a page of its own asks for more than yes or no.
ONE_BY_ONE = frozenset({QueueKind.CLOSURE, QueueKind.REASSIGNMENT, QueueKind.COORDINATION})
