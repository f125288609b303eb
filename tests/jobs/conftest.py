"""What jobs are given in tests: a mailer that keeps letters, and the seeded calendar."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy

from tests.conftest import NOW
from tracker.adapters.mailer import MemoryMailer
from tracker.domain.periods import BEIJING
from tracker.emails.message import Email
from tracker.jobs.runner import Counts, run_due
from tracker.jobs.surroundings import Surroundings
from tracker.models import OutboxEmail
from tracker.services import outbox, seeding


def beijing(text: str) -> datetime:
    """Return the moment written 2026-06-15T08:30, in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.fixture
def mailer() -> MemoryMailer:
    return MemoryMailer()


@pytest.fixture
def outside(tmp_path: Path, mailer: MemoryMailer) -> Surroundings:
    return Surroundings(
        data_dir=tmp_path,
        make_mailer=lambda: mailer,
        sender="落实 <luoshi@example.gov.cn>",
        session_idle=timedelta(minutes=30),
        session_length=timedelta(hours=8),
    )


@pytest.fixture
def holidays(db: SQLAlchemy, app: Flask) -> None:
    """The calendar of the State Council, as it is seeded."""
    file = app.config["SEED_DIR"] / "holidays.yaml"
    seeding.load_holidays(yaml.safe_load(file.read_text(encoding="utf-8")))
    db.session.commit()


@pytest.fixture
def run(db: SQLAlchemy, outside: Surroundings) -> Callable[[str], Counts]:
    """`run("2026-06-15T08:30")` does what is due at that moment."""
    return lambda at: run_due(beijing(at), outside)


@pytest.fixture
def queue(db: SQLAlchemy) -> Callable[..., OutboxEmail]:
    """`queue("key")` puts a mail into the outbox, due now."""

    def queue(key: str = "letter", recipient: str = "a@example.gov.cn", **changes: object) -> OutboxEmail:
        email = Email(recipient, f"主题 {key}", "正文\n", "<p>正文</p>")
        usual: dict = {"kind": "test", "key": key, "user": None, "not_before": NOW, "now": NOW}
        row = outbox.queue(email, **{**usual, **changes})
        db.session.commit()
        assert row is not None
        return row

    return queue
