"""To the people of a unit: a list that names the unit was issued."""

from collections.abc import Sequence

from tracker.domain.notices import NoticeKind
from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.models import Notice, NoticeRow, User


def compose_for(notice: Notice, recipient: User, rows: Sequence[NoticeRow]) -> Email:
    """Return the mail that shows the unit's own rows of an issued list, and what is to be done."""
    return compose(
        recipient.email,
        f"{notice.title}（{notice.number}）",
        "notice_issued",
        notice=notice,
        rows=rows,
        unit_names="、".join(dict.fromkeys(row.unit_name for row in rows)),
        asks_reply=notice.kind is NoticeKind.WARNING,
        path=f"/notices/{notice.id}",
    )
