"""Which databases a run is made on: `--database=sqlite` (the default), `--database=postgresql`, or both.

A test that touches a database runs once on each; one that does not runs once, as does one marked `one_database`: what
it goes through are the tables of domain/, in which no database has a say, or another test does the same on the other
database. `one_database("postgresql")` takes that one where there are both. The server is started by the process
that was asked to test, and shared by the workers that help it, each with a database of its own.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.support import postgres, programs

SERVER = pytest.StashKey[str]()
RESOURCES = pytest.StashKey[ExitStack]()


@dataclass(frozen=True)
class Database:
    """An empty database, made for this run."""

    kind: str  # sqlite or postgresql
    url: str


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", action="append", choices=["sqlite", "postgresql"], help="run on this database; may be repeated"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RESOURCES] = ExitStack()
    if "postgresql" not in chosen(config):
        return
    if hasattr(config, "workerinput"):
        config.stash[SERVER] = config.workerinput["postgres"]
    elif url := os.environ.get("TEST_DATABASE_URL"):
        config.stash[SERVER] = url
    elif binaries := programs.postgres_binaries():
        config.stash[SERVER] = config.stash[RESOURCES].enter_context(postgres.running_server(binaries))
    else:
        raise pytest.UsageError("No PostgreSQL server was found; `make test` installs one.")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:  # type: ignore[no-untyped-def]  # pytest-xdist's own kind
    node.workerinput["postgres"] = node.config.stash.get(SERVER, None)


def pytest_unconfigure(config: pytest.Config) -> None:
    if RESOURCES in config.stash:
        config.stash[RESOURCES].close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        kinds = chosen(metafunc.config)
        one = metafunc.definition.get_closest_marker("one_database")
        wanted = sorted(kinds, key=lambda kind: kind not in one.args)[:1] if one else kinds
        metafunc.parametrize("database", wanted, indirect=True, scope="session")


def chosen(config: pytest.Config) -> list[str]:
    """Return the kinds of database this run is made on."""
    return list(dict.fromkeys(config.getoption("--database") or ["sqlite"]))


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database that tests share, each putting back what it did."""
    yield from _fresh(request, request.param, "shared", tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def _spare_database(
    request: pytest.FixtureRequest, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    yield from _fresh(request, database.kind, "spare", tmp_path_factory.mktemp("spare"))


@pytest.fixture
def empty_database(_spare_database: Database, tmp_path: Path) -> Database:
    """A database with nothing in it, for a test that migrates, really commits, or uses several connections."""
    if _spare_database.kind == "sqlite":
        return Database("sqlite", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    engine = sa.create_engine(_spare_database.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    return _spare_database


def _fresh(request: pytest.FixtureRequest, kind: str, purpose: str, folder: Path) -> Iterator[Database]:
    if kind == "sqlite":
        yield Database(kind, f"sqlite:///{folder / f'{purpose}.sqlite'}")
        return
    server = request.config.stash[SERVER]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"luoshi_test_{os.getpid()}_{worker}_{purpose}"
    try:
        yield Database(kind, postgres.create_database(server, name))
    finally:
        postgres.drop_database(server, name)
