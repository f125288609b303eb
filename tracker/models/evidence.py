"""Evidence (佐证材料): files kept by their hash, outside the web root."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.evidence import link_host
from tracker.domain.evidence_review import EvidenceCategory, EvidenceStatus, shown_as
from tracker.models.progress import ProgressReport
from tracker.models.task import Assignment
from tracker.models.user import User


class EvidenceFile(Base):
    """A file or a link that proves what was done in a period. Taking it away only hides it; the row stays.

    A new version is a row of its own that names the one it replaces. A link has `url` and neither size nor hash.
    """

    __tablename__ = "evidence_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(sa.ForeignKey("progress_report.id"), index=True)
    period: Mapped[str]  # the month it proves, which need not be that of the upload
    category: Mapped[EvidenceCategory] = mapped_column(default=EvidenceCategory.OTHER)
    remark: Mapped[str] = mapped_column(default="")
    filename: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    url: Mapped[str | None]
    valid_until: Mapped[date | None]
    version_number: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence_file.id"), unique=True)
    status: Mapped[EvidenceStatus] = mapped_column(default=EvidenceStatus.WAITING)
    reviewed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    reviewed_at: Mapped[datetime | None]
    review_comment: Mapped[str | None] = mapped_column(sa.Text)
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship()
    report: Mapped[ProgressReport | None] = relationship()
    replaces: Mapped["EvidenceFile | None"] = relationship(remote_side=[id])
    uploaded_by: Mapped[User] = relationship(foreign_keys=[uploaded_by_id])
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=[reviewed_by_id])

    __table_args__ = (
        sa.CheckConstraint("reviewed_by_id IS NULL OR reviewed_by_id <> uploaded_by_id", name="no_self_review"),
    )

    def state_on(self, today: date) -> str:
        """Return the words for what has become of it by that day."""
        return shown_as(self.status, self.valid_until, today)

    @property
    def host(self) -> str:
        """Where a link leads to; empty for a file."""
        return link_host(self.url) if self.url else ""


class EvidenceUpload(Base):
    """A file on its way in (断点续传): how much of it has arrived. The row goes when the file is whole.

    Begun as the next version of a piece of evidence it becomes that, from whichever page it is gone on with.
    """

    __tablename__ = "evidence_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # random; names the part that is stored so far
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    filename: Mapped[str]
    size: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence_file.id"))

    assignment: Mapped[Assignment] = relationship()
    replaces: Mapped[EvidenceFile | None] = relationship()

    __table_args__ = (sa.CheckConstraint("received BETWEEN 0 AND size", name="received_range"),)
