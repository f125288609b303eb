"""Fixtures shared by every test. Keep this file under 150 lines; a fixture used by one folder lives there."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import hypothesis
import pytest
from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy

from config import test_settings as settings_for_tests
from tests.support.client import BrowserClient
from tracker import clock, create_app
from tracker.db import db as db_of_product
from tracker.models import LoginSession, User
from tracker.services import accounts

hypothesis.settings.register_profile("the same cases in each run", derandomize=True)
hypothesis.settings.load_profile("the same cases in each run")

pytest_plugins = [
    "tests.support.accessibility",
    "tests.support.browser",
    "tests.support.county",
    "tests.support.crowd",
    "tests.support.databases",
    "tests.support.network",
    "tests.support.speed",
    "tests.support.workers",
]

TODAY = date(2026, 6, 15)  # a Monday
NOW = datetime(2026, 6, 15, 1, 0, tzinfo=UTC)  # nine in the morning in Beijing


class StoppedClock:
    """Stands still until a test moves it. The moment people's sessions are counted by (`system_now`) stays at NOW."""

    def move_to(self, moment: datetime) -> None:
        """Make it this moment, an aware datetime, for everything that asks `clock.now()`."""
        clock.set_source(lambda: moment)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[StoppedClock]:
    monkeypatch.setattr(clock, "system_now", lambda: NOW)
    yield StoppedClock()
    clock.set_source(None)


@pytest.fixture(scope="session")
def app(database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The product on the shared database, brought up to date by its own migrations."""
    app = create_app(settings_for_tests(database.url, tmp_path_factory.mktemp("data")))
    app.test_client_class = BrowserClient
    upgraded = app.test_cli_runner().invoke(args=["db", "upgrade"], catch_exceptions=False)
    assert upgraded.exit_code == 0, upgraded.output
    yield app
    with app.app_context():
        db_of_product.engine.dispose()


@pytest.fixture
def db(app: Flask) -> Iterator[SQLAlchemy]:
    """The database inside an application context, put back after the test by undoing one outer transaction.

    The code under test may commit and roll back as it likes: it only moves a savepoint. Requests made through
    `client` have contexts and sessions of their own, on the same connection.
    """
    with app.app_context(), _isolated():
        yield db_of_product
        db_of_product.session.close()


@contextmanager
def _isolated() -> Iterator[None]:
    make_session = db_of_product.sessionmaker
    usual = dict(make_session.kw)
    with db_of_product.engine.connect() as connection:
        outer = connection.begin()
        make_session.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            make_session.kw.clear()
            make_session.kw.update(usual)
            outer.rollback()


@pytest.fixture
def client(app: Flask, db: SQLAlchemy) -> BrowserClient:
    """A browser that nobody has signed in to yet."""
    return app.test_client()


@pytest.fixture
def client_of(app: Flask, db: SQLAlchemy) -> Callable[[User], BrowserClient]:
    """`client_of(user)` gives that person a browser of their own, signed in."""

    def client_of(user: User) -> BrowserClient:
        return _signed_in(app.test_client(), user)

    return client_of


@pytest.fixture
def sign_in(client: BrowserClient) -> Callable[[User], User]:
    """`sign_in(user)` signs a person in to `client`."""

    def sign_in(user: User) -> User:
        _signed_in(client, user)
        return user

    return sign_in


def _signed_in(client: BrowserClient, user: User) -> BrowserClient:
    token = secrets.token_urlsafe()
    opened = {"created_at": NOW, "last_seen_at": NOW, "address": "127.0.0.1"}
    db_of_product.session.add(LoginSession(token_hash=accounts.hash_token(token), user_id=user.id, **opened))
    db_of_product.session.commit()
    client.carry(user, token)
    return client
