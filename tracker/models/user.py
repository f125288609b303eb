"""People, the roles they hold in units, and their sessions."""

from datetime import date, datetime

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.roles import Role
from tracker.models.unit import Unit


class User(UserMixin, Base):
    """A person who signs in. What they may do comes from their memberships."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    email: Mapped[str]
    password_hash: Mapped[str | None]  # none: cannot sign in with a password (demonstration people)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    is_enabled: Mapped[bool] = mapped_column(default=True)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="Membership.id", lazy="selectin"
    )

    @property
    def is_active(self) -> bool:
        return self.is_enabled

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(membership.role for membership in self.memberships)

    @property
    def home_unit(self) -> Unit | None:
        """The unit of the first membership: what the page header shows."""
        return self.memberships[0].unit if self.memberships else None


class Membership(Base):
    """A role that a person holds in a unit, from a day to a day."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    role: Mapped[Role]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="memberships")
    unit: Mapped[Unit] = relationship(lazy="joined")

    __table_args__ = (sa.UniqueConstraint("user_id", "unit_id", "role"),)


class LoginSession(Base):
    """A signed-in browser. The cookie holds a random token, this row its hash; deleting the row signs it out."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    address: Mapped[str]

    user: Mapped[User] = relationship()


class RateCounter(Base):
    """How often something was tried in a window of time: sign-in is slowed down by it."""

    __tablename__ = "rate_counter"

    key: Mapped[str] = mapped_column(primary_key=True)
    window_start: Mapped[datetime] = mapped_column(primary_key=True)
    hits: Mapped[int]
