"""Progress reports: their review, and what makes one look empty or copied before it is sent."""

from tracker.domain.errors import ActionNotAllowed
from tracker.domain.labelled_enum import LabelledEnum


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


def next_report_status(status: ReportStatus, action: ReportAction) -> ReportStatus:
    """Return the report's status after the action; raise ActionNotAllowed if the table does not know the pair."""
    try:
        return REPORT_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"进展{status.label}，不能{action.label}。") from None
