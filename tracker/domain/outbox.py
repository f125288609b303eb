"""The life of a mail in the outbox, and when a failed one is tried again."""

from datetime import timedelta

from tracker.domain.labelled_enum import LabelledEnum


class OutboxStatus(LabelledEnum):
    PENDING = "pending", "待发"
    SENDING = "sending", "发送中"
    DELIVERED = "delivered", "已交付邮件服务器"
    RETRYING = "retrying", "临时失败，将重试"
    FAILED = "failed", "永久失败"
    EXPIRED = "expired", "过期作废"
    CANCELLED = "cancelled", "已取消"


OPEN_STATUSES = frozenset({OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.RETRYING})

LEASE = timedelta(minutes=5)

#: Waits before the next try after a temporary failure: ten tries over about five hours.
RETRY_DELAYS = tuple(timedelta(seconds=s) for s in (30, 60, 120, 300, 600, 1200, 2400, 3600, 4800, 5400))


def retry_delay(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed tries; None when it is given up."""
    return RETRY_DELAYS[attempts - 1] if attempts <= len(RETRY_DELAYS) else None
