"""Many people at once: real threads, each with a browser of its own, on rows that are really committed.

`--trials` is how often each race is run over all its kinds; a usual run takes few, the whole proof takes hundreds.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask

from config import test_settings as settings_for_tests
from tests.support.client import BrowserClient
from tracker import clock, create_app
from tracker.db import Base, db
from tracker.domain.errors import ActionNotAllowed
from tracker.models import LoginSession, User
from tracker.services import accounts


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--trials", type=int, default=0, help="how often the tests of simultaneous people run each race")


@dataclass
class Crowd:
    """People at one running product. Everything they do goes over HTTP."""

    app: Flask
    trials: int
    _tokens: dict[int, str] = field(default_factory=dict)

    def often(self, usual: int) -> int:
        """Return how often to try: what was asked for on the command line, else the usual number."""
        return self.trials or usual

    def browser_of(self, user_id: int) -> BrowserClient:
        """Return a browser of this person, signed in; several of one person share their session."""
        client = self.app.test_client()
        with self.app.app_context():
            user = db.session.get_one(User, user_id)
            client.carry(user, self._token_of(user))
        return client

    def at_once(self, *acts: Callable[[], Any]) -> list[Any]:
        """Begin the acts together, each in a thread of its own; return what they returned, in their order."""
        start, results = Barrier(len(acts)), [None] * len(acts)
        faults: list[BaseException] = []

        def run(place: int, act: Callable[[], Any]) -> None:
            start.wait()
            try:
                results[place] = act()
            except BaseException as fault:  # raised again by the test's own thread, below
                faults.append(fault)

        threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise faults[0]
        return results

    def act_at_once(self, *acts: Callable[[], Any]) -> list[Any]:
        """As `at_once`, without HTTP: each act has its own session; a refusal comes back as its class."""

        def inside(act: Callable[[], Any]) -> Any:
            with self.app.app_context():
                try:
                    return act()
                except ActionNotAllowed as refusal:
                    return type(refusal)

        return self.at_once(*(partial(inside, act) for act in acts))

    def post_at_once(self, posts: Sequence[tuple[int, str, Callable[[], dict[str, Any]]]]) -> list[Any]:
        """Send these forms at the same moment, each (who, address, what gives its fields); return the answers."""
        browsers = [self.browser_of(user_id) for user_id, _, _ in posts]
        headers = [{"X-CSRFToken": browser._form_token()} for browser in browsers]
        return self.at_once(
            *(
                _posting(browser, address, fields, header)
                for browser, header, (_, address, fields) in zip(browsers, headers, posts, strict=True)
            )
        )

    def _token_of(self, user: User) -> str:
        if user.id not in self._tokens:
            token, now = secrets.token_urlsafe(), clock.system_now()
            opened = {"created_at": now, "last_seen_at": now, "address": "127.0.0.1"}
            db.session.add(LoginSession(token_hash=accounts.hash_token(token), user_id=user.id, **opened))
            db.session.commit()
            self._tokens[user.id] = token
        return self._tokens[user.id]


def _posting(
    browser: BrowserClient, address: str, fields: Callable[[], dict[str, Any]], headers: dict[str, str]
) -> Callable[[], Any]:
    return lambda: browser.post(address, data=fields(), headers=headers, csrf=False)


@pytest.fixture
def crowd(empty_database, tmp_path, request: pytest.FixtureRequest) -> Iterator[Crowd]:
    """The product on a database of its own, with nobody in it yet."""
    app = create_app(settings_for_tests(empty_database.url, tmp_path))
    app.test_client_class = BrowserClient
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield Crowd(app, request.config.getoption("--trials"))
    with app.app_context():
        db.engine.dispose()
