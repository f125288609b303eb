"""Policy documents as they came in."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.clause_review import DocumentStatus
from tracker.models.unit import Unit
from tracker.models.user import User


class PolicyDocument(Base):
    """A policy document (政策文件): its text, and what was read from its head and foot.

    `text` is what every offset below counts in. `parts` tiles it: a list of [kind, start, end].
    """

    __tablename__ = "policy_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    title: Mapped[str]
    document_number: Mapped[str | None]
    issuing_authority: Mapped[str | None]
    signed_on: Mapped[date | None]
    published_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    goal_year: Mapped[int | None]
    #: The goal year has passed at import: nobody is reminded, nothing is red (存量).
    is_backlog: Mapped[bool] = mapped_column(default=False)
    status: Mapped[DocumentStatus]
    text: Mapped[str] = mapped_column(sa.Text)
    parts: Mapped[list]
    spans: Mapped[dict]
    flags: Mapped[list]
    references: Mapped[list]
    source_sha256: Mapped[str]
    source_filename: Mapped[str]
    source_format: Mapped[str]
    source_warnings: Mapped[list]
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    #: The earlier version of the same document; a document is replaced by one version at most.
    supersedes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("policy_document.id"), unique=True)
    imported_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    imported_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    jurisdiction: Mapped[Unit] = relationship()
    supersedes: Mapped["PolicyDocument | None"] = relationship(remote_side=[id])
    imported_by: Mapped[User | None] = relationship()
    sections: Mapped[list["Section"]] = relationship(
        back_populates="document", cascade="all, delete-orphan", order_by="Section.position"
    )

    __table_args__ = (
        # A file stands once under its government; one that was withdrawn makes room for itself.
        sa.Index(
            "uq_policy_document_one_live_file",
            "jurisdiction_id",
            "source_sha256",
            unique=True,
            sqlite_where=sa.text("status <> 'withdrawn'"),
            postgresql_where=sa.text("status <> 'withdrawn'"),
        ),
    )

    @property
    def citation(self) -> str:
        """How other papers and mails name it: 《标题》（文号）, without a number where it has none."""
        return f"《{self.title}》" + (f"（{self.document_number}）" if self.document_number else "")

    __mapper_args__ = {"version_id_col": version}  # SQLAlchemy's own idiom


class Section(Base):
    """A chapter (章) of a document."""

    __tablename__ = "section"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_document.id"), index=True)
    position: Mapped[int]
    label: Mapped[str | None]  # as printed; none where the number is missing
    number: Mapped[int | None]  # inferred where the label is missing
    title: Mapped[str]
    start_offset: Mapped[int]
    end_offset: Mapped[int]
    flags: Mapped[list]

    document: Mapped[PolicyDocument] = relationship(back_populates="sections")

    __table_args__ = (sa.UniqueConstraint("document_id", "position"),)
