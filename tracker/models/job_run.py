"""What the scheduler has done, and the few facts about the running system."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base


class JobRun(Base):
    """A job done for a slot of time. The key lets exactly one process do it, in the transaction of its effects."""

    __tablename__ = "job_run"

    job: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[datetime] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]
    counts: Mapped[dict]


class SystemFact(Base):
    """A single value of the installation: the scheduler's heartbeat, the demonstration clock."""

    __tablename__ = "system_fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
