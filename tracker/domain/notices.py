"""Papers that leave the office: their kinds, their approval, and which rows earn a place on a list."""

from tracker.domain.errors import ActionNotAllowed
from tracker.domain.labelled_enum import LabelledEnum


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
