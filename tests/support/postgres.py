"""A PostgreSQL server of our own for one test run: made in a temporary folder, on loopback, thrown away after.

The server refuses to run as root, so root starts it under another user id.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
OTHER_USERS = ("postgres", "nobody")


@contextmanager
def running_server(binaries: Path) -> Iterator[str]:
    """Start a server with these binaries; give the URL of its `postgres` database; stop and remove it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="test_postgres_", dir="/tmp"))  # a socket's path must be short
    identity = _hand_over(folder) if os.geteuid() == 0 else {}
    if identity and not _may_be_read_by_others(binaries):
        binaries = _copy_of_package(binaries, folder)
    data, port = folder / "data", _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {SPEED}"
    control = [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    try:
        _run([binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", *_LOCALE], identity)
        _run([*control, "-o", options, "start"], identity)
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            _run([*control, "-m", "immediate", "stop"], identity)
        shutil.rmtree(folder, ignore_errors=True)


def create_database(server_url: str, name: str) -> str:
    """Create an empty database that can index Chinese words; return its URL."""
    _administer(server_url, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
    return sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)


def drop_database(server_url: str, name: str) -> None:
    """Remove a database, and throw out whoever is still connected."""
    _administer(server_url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


_LOCALE = ("-E", "UTF8", "--locale=C.UTF-8")


def _administer(server_url: str, statement: str) -> None:
    engine = sa.create_engine(server_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


def _hand_over(folder: Path) -> dict:
    """Give the folder to an unprivileged user; return how to start a program as that user."""
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = next(known[name] for name in OTHER_USERS if name in known)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _may_be_read_by_others(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o005 == 0o005 for path in (folder, *folder.parents))


def _copy_of_package(binaries: Path, folder: Path) -> Path:
    """Copy a pip-installed server, with the libraries that lie beside it, to where another user can read it."""
    package = binaries.parents[1]
    for source in (package, package.with_suffix(".libs")):
        shutil.copytree(source, folder / source.name)
    return folder / binaries.relative_to(package.parent)


def _run(command: list, identity: dict) -> None:
    done = subprocess.run(  # a pipe would be kept open by the server, so what went wrong is read from a file
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False, **identity
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {done.returncode}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
