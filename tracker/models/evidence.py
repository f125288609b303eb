"""Evidence (佐证材料): files kept by their hash, outside the web root."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.models.progress import ProgressReport
from tracker.models.task import Assignment
from tracker.models.user import User


class EvidenceFile(Base):
    """A file that proves what was done in a period. Taking it away only hides it; the row stays."""

    __tablename__ = "evidence_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(sa.ForeignKey("progress_report.id"), index=True)
    period: Mapped[str]  # the month it proves, which need not be that of the upload
    filename: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship()
    report: Mapped[ProgressReport | None] = relationship()
    uploaded_by: Mapped[User] = relationship()
