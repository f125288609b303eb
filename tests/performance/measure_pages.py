"""Times the pages that must stay quick, at 10,000 and at 100,000 assignments, each beside its floor.

    .venv/bin/python -m tests.performance.measure_pages [--database sqlite|postgresql] [--rounds 40] [--sizes 10000 …]

Everything is measured in one run, in turns, so that a slow moment of the machine strikes all alike. Medians are told,
of the time that passed and of the processor's: the second is what remains comparable where others are at work too.
"""

import argparse
import gc
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from config import test_settings
from tests.performance.filling import fill
from tests.performance.floor import floor_app
from tests.support import postgres, programs
from tests.support.client import BrowserClient
from tests.support.statements import counted_statements
from tracker import clock, create_app
from tracker.db import db
from tracker.models import Assignment, LoginSession, User
from tracker.services import accounts

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
WARM_UP = 5  # rounds that are not counted
MOST_TIMES, MOST_STATEMENTS, MOST_GROWTH = 2.5, 12, 1.2
SAVED = "完成调度 {} 次，验收 3 家，新建研发机构 12 家。"


@dataclass
class Page:
    """One page at one size: how it is asked for, how its floor is, and what both took."""

    name: str
    ask: Callable[[int], Any]
    ask_floor: Callable[[int], Any]
    taken: "Times" = field(default_factory=lambda: Times())
    floor: "Times" = field(default_factory=lambda: Times())
    statements: int = 0


@dataclass
class Times:
    """How long one page took, asking by asking, in milliseconds: as the clock and as the processor counts."""

    passed: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def note(self, ask: Callable[[int], Any], number: int) -> None:
        """Ask once and remember."""
        began, work_began = time.perf_counter(), time.process_time()
        answer = ask(number)
        self.worked.append((time.process_time() - work_began) * 1000)
        self.passed.append((time.perf_counter() - began) * 1000)
        _check(answer)

    @property
    def medians(self) -> tuple[float, float]:
        """What passed and what was worked, the middle of all."""
        return statistics.median(self.passed), statistics.median(self.worked)


def pages_at(count: int, url: str, folder: Path) -> list[Page]:
    """Fill a database and return its pages."""
    app = create_app(test_settings(url, folder))
    app.test_client_class = BrowserClient
    upgraded = app.test_cli_runner().invoke(args=["db", "upgrade"], catch_exceptions=False)
    assert upgraded.exit_code == 0, upgraded.output
    context = app.app_context()
    with context:
        known = fill(count)
        engine = db.engine
        office, unit = (_browser(app, known[name]) for name in ("supervisor", "liaison"))
        owed = sa.select(Assignment.id).where(Assignment.unit_id == known["unit"], Assignment.status == "in_progress")
        own = db.session.scalars(owed.order_by(Assignment.id)).all()
        db.session.close()
    floor = floor_app(engine).test_client()
    floor.get(f"/enter/{known['liaison']}")
    token = {"X-CSRFToken": unit._form_token()}
    register = f"/register?unit={known['unit']}&light=green&sort=due"

    def save(number: int) -> Any:
        typed = {
            "period": "2026-11", "percent_complete": "100", "summary": SAVED.format(number), "based_on": "0",
            "submission_key": secrets.token_hex(8), "seen": "fallen_back copied no_figure empty no_evidence",
        }  # fmt: skip
        address = f"/assignments/{own[number]}/report"
        return unit.post(address, data=typed, headers=token, csrf=False, checked=False)

    return [
        Page("register", _counted(app, lambda _: office.get(register, checked=False)),
             lambda _: floor.get(f"/items?unit={known['unit']}")),
        Page("task page", _counted(app, lambda number: office.get(f"/tasks/{number + 1}", checked=False)),
             lambda number: floor.get(f"/items/{number + 1}")),
        Page("saving a report", _counted(app, save),
             lambda number: floor.post(f"/items/{own[number]}/notes", data={"text": SAVED, "percent": "40"})),
    ]  # fmt: skip


def _browser(app: Any, user_id: int) -> BrowserClient:
    user, token = db.session.get_one(User, user_id), secrets.token_urlsafe()
    opened = {"created_at": NOW, "last_seen_at": NOW, "address": "127.0.0.1"}
    db.session.add(LoginSession(token_hash=accounts.hash_token(token), user_id=user_id, **opened))
    db.session.commit()
    client = app.test_client()
    client.carry(user, token)
    return client


def _counted(app: Any, ask: Callable[[int], Any]) -> Callable[[int], Any]:
    """Let `ask(-1)` be the asking that is counted: it returns how many statements the page cost."""

    def asked(number: int) -> Any:
        if number >= 0:
            return ask(number)
        with app.app_context(), counted_statements() as statements:
            answer = ask(WARM_UP - 1)
            _check(answer)
            return len(statements)

    return asked


def _check(answer: Any) -> None:
    if answer.status_code not in (200, 302):
        raise SystemExit(f"{answer.request.path} answered {answer.status}")


def measure(pages: list[Page], rounds: int) -> None:
    """Ask for every page and its floor in turns."""
    for page in pages:
        for number in range(WARM_UP - 1):
            _check(page.ask(number))
            _check(page.ask_floor(number))
        page.statements = page.ask(-1)
    gc.collect()
    gc.freeze()
    for number in range(WARM_UP, WARM_UP + rounds):
        for page in pages:
            page.floor.note(page.ask_floor, number)
            page.taken.note(page.ask, number)


def tell(kind: str, sizes: dict[int, list[Page]]) -> bool:
    """Print the figures of one database; return whether every one is within what is aimed at."""
    smallest, largest = min(sizes), max(sizes)
    held = True
    for before, page in zip(sizes[smallest], sizes[largest], strict=True):
        for size, one in ((smallest, before), (largest, page)):
            times = _multiples(one.taken, one.floor)
            holds = max(times) <= MOST_TIMES and one.statements <= MOST_STATEMENTS
            held &= _say(f"{kind:10} {one.name:16} {size:>7}", one, times, holds)
        growth = _multiples(page.taken, before.taken)
        held &= _say(f"{kind:10} {page.name:16} {largest:>7} / {smallest}", None, growth, max(growth) <= MOST_GROWTH)
    return held


def _multiples(these: Times, those: Times) -> tuple[float, float]:
    (passed, worked), (other_passed, other_worked) = these.medians, those.medians
    return passed / other_passed, worked / other_worked


def _say(head: str, page: Page | None, times: tuple[float, float], holds: bool) -> bool:
    """Print a line: the multiples in time and in work, with the milliseconds and statements of a page."""
    words = f"time {times[0]:4.2f} x  work {times[1]:4.2f} x"
    if page is not None:
        (passed, worked), (floor, floor_worked) = page.taken.medians, page.floor.medians
        words += f"  time {passed:6.1f} / {floor:5.1f} ms  work {worked:6.1f} / {floor_worked:5.1f} ms"
        words += f"  {page.statements:3} statements"
    sys.stdout.write(f"{head:44} {words}  {'' if holds else 'MISSED'}\n")
    return holds


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Callable[[int], str]]:
    """Give what makes an empty database for a size and returns its URL."""
    if kind == "sqlite":
        yield lambda size: f"sqlite:///{folder / f'{size}.sqlite'}"
        return
    binaries = programs.postgres_binaries()
    if binaries is None:
        raise SystemExit("No PostgreSQL server was found.")
    with postgres.running_server(binaries) as server:
        yield lambda size: postgres.create_database(server, f"measured_{size}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    asked = parser.parse_args()
    clock.system_now = lambda: NOW
    held = True
    for kind in asked.database or ["sqlite", "postgresql"]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            make = stack.enter_context(databases(kind, folder))
            sizes = {size: pages_at(size, make(size), folder) for size in asked.sizes}
            measure([page for pages in sizes.values() for page in pages], asked.rounds)
            held &= tell(kind, sizes)
    sys.exit(not held)


if __name__ == "__main__":
    main()
