"""Bodies that are accountable, and the names they are known by."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.units import UnitKind


class Unit(Base):
    """A body of its date (单位): a government, a bureau, a zone, or a group such as 各县（市、区）政府.

    Units form a tree. A government's `jurisdiction_id` is its own id; every other unit's is that of the
    government it belongs to, so that 市科技局 of two cities stay two bodies. `tree_path` lists the ids from
    the root ("/1/5/"), so that a subtree is one LIKE.
    """

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    jurisdiction_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    tree_path: Mapped[str] = mapped_column(default="", index=True)
    kind: Mapped[UnitKind]
    name: Mapped[str]
    full_name: Mapped[str]
    #: The character that letters of this government begin with: 台 in 台督警〔2027〕1号.
    letter_prefix: Mapped[str | None]
    function: Mapped[str | None]  # 科技, 发改, 财政 …: bodies of two governments with one function
    position: Mapped[int] = mapped_column(default=0)  # order in lists
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))

    parent: Mapped["Unit | None"] = relationship(remote_side=[id], foreign_keys=[parent_id])
    #: Read only: a government is its own, which a unit of work that writes it through here could not put in order.
    jurisdiction: Mapped["Unit | None"] = relationship(remote_side=[id], foreign_keys=[jurisdiction_id], viewonly=True)
    aliases: Mapped[list["UnitAlias"]] = relationship(back_populates="unit", cascade="all, delete-orphan")

    __table_args__ = (sa.UniqueConstraint("jurisdiction_id", "name"),)


class UnitAlias(Base):
    """Another name of a unit (曾用名、简称), with the dates it was in use."""

    __tablename__ = "unit_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    unit: Mapped[Unit] = relationship(back_populates="aliases")

    __table_args__ = (sa.UniqueConstraint("unit_id", "name"),)


class UnitGroupMember(Base):
    """A unit that a group such as 各县（市、区）政府 stands for, with the dates it belonged."""

    __tablename__ = "unit_group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    group: Mapped[Unit] = relationship(foreign_keys=[group_id])
    member: Mapped[Unit] = relationship(foreign_keys=[member_id])

    __table_args__ = (sa.UniqueConstraint("group_id", "member_id"),)
