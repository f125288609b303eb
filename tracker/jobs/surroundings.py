"""What jobs take from outside: settings and the way mail leaves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from tracker.adapters.mailer import FileMailer, Mailer, SmtpMailer

MAIL_FOLDER = "mail"
ANCHORS_FILE = "anchors.txt"
FILES_FOLDER = "files"
UPLOADS_FOLDER = "uploads"


@dataclass(frozen=True)
class Surroundings:
    """Handed to every job. `make_mailer` opens nothing until the first letter."""

    data_dir: Path
    make_mailer: Callable[[], Mailer]
    sender: str
    session_idle: timedelta
    session_length: timedelta


def surroundings_of(settings: Mapping[str, Any]) -> Surroundings:
    """Return what jobs get with these settings: mail goes through SMTP_URL, else into a folder as files."""
    folder = settings["DATA_DIR"] / MAIL_FOLDER
    url = settings["SMTP_URL"]
    return Surroundings(
        data_dir=settings["DATA_DIR"],
        make_mailer=(lambda: SmtpMailer(url)) if url else (lambda: FileMailer(folder)),
        sender=settings["MAIL_FROM"],
        session_idle=timedelta(minutes=settings["SESSION_IDLE_MINUTES"]),
        session_length=timedelta(hours=settings["SESSION_HOURS"]),
    )
