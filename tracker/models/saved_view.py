"""Filters of the register that a person keeps."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base


class SavedView(Base):
    """A person's own view of the register (常用视图): filters, sorting and columns under a name."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    name: Mapped[str]
    query: Mapped[dict]  # what stands in the address
    columns: Mapped[list]
    saved_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("user_id", "name"),)
