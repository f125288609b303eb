"""The running product as a story needs it: people at their browsers, commands, a clock, the mail that left."""

import json
from email import message_from_bytes, policy
from email.message import EmailMessage

import sqlalchemy as sa

from tests.support.client import BrowserClient
from tests.support.visitor import Visitor
from tracker import create_app
from tracker.clock import BEIJING
from tracker.db import db as db_of_product
from tracker.models import OutboxEmail, User


class Stage:
    """The running product: its people at their browsers, its commands, the mail it sent."""

    def __init__(self, settings: dict) -> None:
        self.app = create_app(settings)
        self.app.test_client_class = BrowserClient
        self._mail = settings["DATA_DIR"] / "mail"
        self._visitors: dict[str, Visitor] = {}

    def run(self, *words: str) -> str:
        """Run a flask command and return what it printed; fail where it failed."""
        done = self.app.test_cli_runner().invoke(args=list(words), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    def clock(self, moment: str) -> None:
        """Move the clock to a moment in Beijing; all that becomes due on the way happens."""
        self.run("clock", moment)

    def run_due(self, moment: str) -> dict:
        """Return what `flask run-due` counts at a moment."""
        return json.loads(self.run("run-due", "--at", moment).strip().splitlines()[-1])

    def visitor(self, username: str) -> Visitor:
        """Return that person, signed in by a click on the sign-in page at the first time."""
        if username not in self._visitors:
            with self.app.app_context():
                name = db_of_product.session.scalars(sa.select(User).where(User.username == username)).one()
                person = Visitor(self.app.test_client(), name.display_name)
                address = f"/demo/sign-in/{name.id}"
            entrance = person.client.get("/sign-in")
            assert address in entrance.text
            assert person.client.post(address).status_code == 302
            self._visitors[username] = person
        return self._visitors[username]

    def mails(self) -> list[EmailMessage]:
        """Return every mail that left, as the files say."""
        files = sorted(self._mail.glob("*.eml")) if self._mail.exists() else []
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    def deliveries(self) -> list[tuple[str, str, str, str]]:
        """Return (recipient, day, time, subject) of every mail that left, in Beijing, in order of time."""
        with self.app.app_context():
            rows = db_of_product.session.execute(
                sa.select(OutboxEmail.recipient, OutboxEmail.sent_at, OutboxEmail.subject)
                .where(OutboxEmail.sent_at.is_not(None))
                .order_by(OutboxEmail.sent_at, OutboxEmail.id)
            ).all()
        moments = [(to, at.astimezone(BEIJING), subject) for to, at, subject in rows]
        return [(to, at.date().isoformat(), at.strftime("%H:%M"), subject) for to, at, subject in moments]

    def usernames(self, condition: sa.ColumnElement[bool]) -> list[str]:
        """Return the user names of these people, in order."""
        with self.app.app_context():
            return list(db_of_product.session.scalars(sa.select(User.username).where(condition).order_by(User.id)))
