"""Reading lists and their rows, as far as the viewer may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.notices import NoticeStatus
from tracker.models import Notice, NoticeRow
from tracker.policies.scopes import visible_notice_rows, visible_notices
from tracker.policies.viewer import Viewer


@dataclass(frozen=True)
class NoticeLine:
    """A list in the list of lists, with how many of its rows the viewer sees."""

    notice: Notice
    row_count: int


def notice_lines(viewer: Viewer, status: NoticeStatus | None) -> list[NoticeLine]:
    """Return the lists the viewer may see, newest month first, of one state or all: two statements."""
    query = visible_notices(viewer).options(joinedload(Notice.jurisdiction))
    if status is not None:
        query = query.where(Notice.status == status)
    notices = db.session.scalars(query.order_by(Notice.period.desc(), Notice.id.desc()).limit(200)).all()
    counted = db.session.execute(
        visible_notice_rows(viewer)
        .where(NoticeRow.notice_id.in_([notice.id for notice in notices]), NoticeRow.dropped_at.is_(None))
        .with_only_columns(NoticeRow.notice_id, sa.func.count())
        .group_by(NoticeRow.notice_id)
    )
    counts: dict[int, int] = {row[0]: row[1] for row in counted}
    return [NoticeLine(notice, counts.get(notice.id, 0)) for notice in notices]


def rows_of(viewer: Viewer, notice: Notice) -> Sequence[NoticeRow]:
    """Return the rows of a list in order: all for office and leaders, a unit's own for its people."""
    return db.session.scalars(
        visible_notice_rows(viewer)
        .where(NoticeRow.notice_id == notice.id)
        .options(joinedload(NoticeRow.explained_by), joinedload(NoticeRow.assignment))
        .order_by(NoticeRow.position)
    ).all()


def count_waiting(viewer: Viewer, status: NoticeStatus) -> int:
    """Return how many lists the viewer may see stand in that state."""
    query = visible_notices(viewer).where(Notice.status == status)
    return db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
