"""What evidence shows and what has become of it: its category, its review, how long it is good for."""

from datetime import date

from tracker.domain.errors import ActionNotAllowed
from tracker.domain.labelled_enum import LabelledEnum


class EvidenceCategory(LabelledEnum):
    """What a piece of evidence is (材料类别)."""

    DOCUMENT = "document", "文件通知"
    MEETING = "meeting", "会议纪要"
    STATISTICS = "statistics", "统计报表"
    PHOTO = "photo", "照片"
    CONTRACT = "contract", "合同协议"
    APPROVAL = "approval", "批复验收"
    OTHER = "other", "其他"


class EvidenceStatus(LabelledEnum):
    """What has become of a piece of evidence."""

    WAITING = "waiting", "待审核"
    ACCEPTED = "accepted", "已采纳"
    RETURNED = "returned", "已退回"
    REPLACED = "replaced", "已有新版"


class EvidenceAction(LabelledEnum):
    """What can be done to a piece of evidence once it is there."""

    ACCEPT = "accept", "采纳"
    RETURN_FOR_REVISION = "return_for_revision", "退回"
    REPLACE = "replace", "上传新版"


EXPIRED = "已过期"

EVIDENCE_TRANSITIONS = {
    (EvidenceStatus.WAITING, EvidenceAction.ACCEPT): EvidenceStatus.ACCEPTED,
    (EvidenceStatus.WAITING, EvidenceAction.RETURN_FOR_REVISION): EvidenceStatus.RETURNED,
    (EvidenceStatus.WAITING, EvidenceAction.REPLACE): EvidenceStatus.REPLACED,
    (EvidenceStatus.RETURNED, EvidenceAction.REPLACE): EvidenceStatus.REPLACED,
    (EvidenceStatus.RETURNED, EvidenceAction.ACCEPT): EvidenceStatus.ACCEPTED,
    (EvidenceStatus.ACCEPTED, EvidenceAction.RETURN_FOR_REVISION): EvidenceStatus.RETURNED,
    (EvidenceStatus.ACCEPTED, EvidenceAction.REPLACE): EvidenceStatus.REPLACED,
}


def next_evidence_status(status: EvidenceStatus, action: EvidenceAction) -> EvidenceStatus:
    """Return the evidence's status after the action; raise ActionNotAllowed if the table does not know the pair."""
    try:
        return EVIDENCE_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"佐证材料{status.label}，不能{action.label}。") from None


def is_expired(valid_until: date | None, today: date) -> bool:
    """Return whether what it proves has run out: a permit or a contract after its last day."""
    return valid_until is not None and today > valid_until


def shown_as(status: EvidenceStatus, valid_until: date | None, today: date) -> str:
    """Return the words for the state: 已过期 where what was not returned or replaced has run out."""
    still_counts = status in (EvidenceStatus.WAITING, EvidenceStatus.ACCEPTED)
    return EXPIRED if still_counts and is_expired(valid_until, today) else status.label


def wants_mending(status: EvidenceStatus, valid_until: date | None, today: date) -> bool:
    """Return whether its unit should put another in its place: it was returned, or has run out."""
    return status is EvidenceStatus.RETURNED or shown_as(status, valid_until, today) == EXPIRED
