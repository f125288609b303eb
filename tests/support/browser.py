"""Chromium for the tests marked `browser`, and the product as it is really started for them to visit."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import programs

ROOT = Path(__file__).parents[2]
START_LIMIT_S = 600  # the made-up months take a minute, several on a busy machine
PRODUCTS = ("live_product", "empty_product")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@dataclass(frozen=True)
class LiveProduct:
    """The product as `make run` serves it, in the demonstration mode."""

    address: str
    environment: dict[str, str]

    def flask(self, *arguments: str) -> str:
        """Run a command such as `clock 2026-12-25T08:30` on the running product's data; return what it printed."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the journeys last, those to one product together; without Chromium skip what needs one.

    Last, because of the event loop that Playwright leaves behind (see tests/support/workers.py).
    """
    found = programs.chromium()
    for item in items:
        if item.get_closest_marker("browser") and not found:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine; name one with CHROMIUM=/path"))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """Say when the test's turn comes: 0 before any product is started, then those of the one that starts longest."""
    visited = [place for place, name in enumerate(PRODUCTS, 1) if name in _wanted(item)]
    return min(visited, default=len(PRODUCTS) + 1 if item.get_closest_marker("browser") else 0)


def _wanted(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {"executable_path": str(programs.chromium()), "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args() -> dict:
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="session")
def live_product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveProduct]:
    """The product with the demonstration's documents and months, on a database of its own."""
    with started(tmp_path_factory.mktemp("live"), port=5600) as product:
        yield product


@pytest.fixture(scope="session")
def empty_product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveProduct]:
    """The product with the demonstration's units and people and not one document, on a database of its own."""
    with started(tmp_path_factory.mktemp("empty"), port=5650, documents=False) as product:
        yield product


@contextmanager
def started(folder: Path, *, port: int, documents: bool = True) -> Iterator[LiveProduct]:
    """Start the web pages and the scheduler on a database in the folder, seeded; stop them in the end."""
    environment = {**os.environ, "DATA_DIR": str(folder), "DEMO": "1", "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    environment |= {"DATABASE_URL": f"sqlite:///{folder / 'live.sqlite'}", "SMTP_URL": ""}
    if not documents:
        environment["SEED_DIR"] = str(_seed_without_documents(folder / "seed"))
    log = folder / "output.txt"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "tools.serve"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        address = _announced_address(log, server)
        yield LiveProduct(address, environment | {"BASE_URL": address})
    finally:
        server.terminate()
        server.wait(30)


def _seed_without_documents(folder: Path) -> Path:
    folder.mkdir()
    for name in ("units.yaml", "users.yaml", "holidays.yaml"):
        shutil.copy(ROOT / "seed" / name, folder)
    return folder


def _announced_address(log: Path, server: subprocess.Popen) -> str:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(r"已启动：(http\S+?)(?:\s|$)", log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"The product did not start:\n{log.read_text()}")
