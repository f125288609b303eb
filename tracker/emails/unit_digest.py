"""To a unit's liaison, or somebody of the supervision office: what asks for something this morning (邮件摘要)."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from tracker.domain.digests import OFFICE_TOPICS, DigestTopic
from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.queries.digests import DigestLine

MOST_LINES = 30
"""Lines shown of one topic; the rest is a number."""


def compose_for(email_address: str, lines: Sequence[DigestLine], *, today: date) -> Email:
    """Return the mail; `lines` are sorted by topic. One person gets one, whatever number of units they serve."""
    by_topic = [(topic, list(found)) for topic, found in groupby(lines, key=lambda line: line.topic)]
    units = list(dict.fromkeys(line.unit_name for line in lines))
    return compose(
        email_address,
        "工作提醒：" + "，".join(f"{topic.label} {sum(line.count for line in found)} 项" for topic, found in by_topic),
        "unit_digest",
        topics=[(topic, found[:MOST_LINES], max(len(found) - MOST_LINES, 0)) for topic, found in by_topic],
        unit_names="、".join(units[:5]) + ("等" if len(units) > 5 else ""),
        has_several_units=len(units) > 1,
        reader=_reader({line.topic for line in lines}),
        today=today,
    )


def _reader(topics: set[DigestTopic]) -> str:
    """Return what the reader is there, for the line that says why they get the mail."""
    if topics <= OFFICE_TOPICS:
        return "督查人员"
    return "联络员" if topics.isdisjoint(OFFICE_TOPICS) else "联络员、督查人员"
