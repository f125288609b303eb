"""Uploads that are killed, each at another step of what they do to the disk and the database; then gone on with.

    python -m tests.support.killed_uploads DATABASE_URL DATA_DIR KILLS

Run as a program of its own, because only one without threads may fork. Prints one JSON object of counts.
"""

import hashlib
import json
import os
import signal
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from config import test_settings as settings_for_tests
from tests.factories import make_assignment, make_user
from tests.support.client import BrowserClient
from tracker import clock, create_app
from tracker.adapters.file_store import FileStore
from tracker.adapters.part_store import PartStore
from tracker.db import Base, db, transaction
from tracker.jobs.surroundings import surroundings_of
from tracker.jobs.upkeep import sweep_files
from tracker.models import EvidenceFile, EvidenceUpload, LoginSession
from tracker.services import accounts

PIECE = 64 * 1024
NOT_KILLED = 7
TOKEN = "token-of-the-killed"  # noqa: S105  # of a test


def content(number: int) -> bytes:
    """Return a picture of two and a half pieces, another one for each number."""
    return b"\x89PNG\r\n\x1a\n" + number.to_bytes(4, "big") * (PIECE * 5 // 8)


def upload(client: BrowserClient, assignment_id: int, data: bytes) -> None:
    """Send a file as the page does: begin, go on from where it is (if that is of the same file), finish."""
    form = {"filename": "照片.png", "size": len(data)}
    begun = client.post(f"/assignments/{assignment_id}/uploads", data=form, checked=False).get_json()
    if zlib.crc32(data[: begun["received"]]) != begun["checksum"]:
        client.post(begun["discard"], checked=False)
        begun = client.post(f"/assignments/{assignment_id}/uploads", data=form, checked=False).get_json()
    offset = begun["received"]
    while offset < len(data):
        piece = data[offset : offset + PIECE]
        offset = client.post(f"{begun['pieces']}?offset={offset}", data=piece, checked=False).get_json()["received"]
    answer = client.post(begun["finish"], data={"period": "2026-06", "checksum": zlib.crc32(data)}, checked=False)
    assert answer.status_code == 200, answer.text


def watch_steps(data_dir: Path, at_step: Callable[[], None]) -> None:
    """Call `at_step` before every statement, every commit, and every change of a file below the folder."""
    root = str(data_dir)

    def hook(event: str, arguments: tuple) -> None:
        if event in ("open", "os.rename", "os.remove", "os.utime", "os.truncate") and root in str(arguments[0]):
            at_step()

    for name in ("before_cursor_execute", "commit"):
        sa.event.listen(db.engine, name, lambda *_: at_step())
    sys.addaudithook(hook)


class Trial:
    """One database, one folder, one person who uploads again and again."""

    def __init__(self, database_url: str, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.app = create_app(settings_for_tests(database_url, data_dir))
        self.app.test_client_class = BrowserClient
        self.files, self.parts = FileStore(data_dir / "files"), PartStore(data_dir / "uploads")
        with self.app.app_context():
            Base.metadata.create_all(db.engine)
            user = make_user()
            now = clock.system_now()
            opened = {"created_at": now, "last_seen_at": now, "address": "127.0.0.1"}
            db.session.add(LoginSession(token_hash=accounts.hash_token(TOKEN), user_id=user.id, **opened))
            self.assignment_id = make_assignment(user.home_unit).id
            db.session.commit()
            self.client = self.app.test_client()
            self.client.carry(user, TOKEN)
            self.client._form_token()

    def in_a_child(self, number: int, kill_at: int | None) -> int:
        """Upload in a child that kills itself at a step; return how it ended: -9, or how many steps there were."""
        with self.app.app_context():
            db.engine.dispose()
        if (child := os.fork()) == 0:
            self._upload_and_die(number, kill_at)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _upload_and_die(self, number: int, kill_at: int | None) -> None:
        steps = 0

        def at_step() -> None:
            nonlocal steps
            steps += 1
            if steps == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        with self.app.app_context():
            watch_steps(self.data_dir, at_step)
        upload(self.client, self.assignment_id, content(number))
        os._exit(steps if kill_at is None else NOT_KILLED)

    def faults(self) -> list[str]:
        """Return what does not hold: a record without its file, an upload said to be further than it is."""
        with self.app.app_context():
            rows = db.session.scalars(sa.select(EvidenceFile)).all()
            found = [f"no whole file for {row.id}" for row in rows if not self._is_whole(row.sha256)]
            uploads = db.session.scalars(sa.select(EvidenceUpload)).all()
            found += [f"upload {one.id} is short" for one in uploads if one.received > self.parts.size(one.key)]
        return found

    def _is_whole(self, digest: str) -> bool:
        return self.files.exists(digest) and hashlib.sha256(self.files.read(digest)).hexdigest() == digest

    def go_on(self, number: int) -> int:
        """Upload the same file again, as after a new start; return how many records it has."""
        upload(self.client, self.assignment_id, content(number))
        digest = hashlib.sha256(content(number)).hexdigest()
        with self.app.app_context():
            found = db.session.scalars(sa.select(EvidenceFile).where(EvidenceFile.sha256 == digest)).all()
            return len(found)

    def sweep_a_day_later(self) -> tuple[int, int, int]:
        """Return how many stored files have no record, how many parts and uploads are left, after the sweeping."""
        for path in self.data_dir.rglob("*"):
            if path.is_file():
                os.utime(path, (0, 0))
        with self.app.app_context():
            with transaction():
                sweep_files(clock.now(), clock.now(), surroundings_of(self.app.config))
            needed = set(db.session.scalars(sa.select(EvidenceFile.sha256)))
            uploads = db.session.scalars(sa.select(EvidenceUpload)).all()
        return len(self.files.digests() - needed), len(list(self.parts.directory.glob("*"))), len(uploads)


def main(database_url: str, data_dir: str, kills: int) -> None:
    """Kill, look, go on, look; the last kills are not gone on with, so that there is something to sweep."""
    trial = Trial(database_url, Path(data_dir))
    steps = trial.in_a_child(0, None)
    killed, faults, doubled = 0, [], 0
    for number in range(1, kills + 1):
        killed += trial.in_a_child(number, 1 + (number - 1) * (steps - 1) // (kills - 1)) == -signal.SIGKILL
        faults += trial.faults()
        if number % 2:
            doubled += trial.go_on(number) != 1
            faults += trial.faults()
    left = trial.sweep_a_day_later()
    result = {"steps": steps, "killed": killed, "faults": faults, "doubled": doubled, "left": left}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
