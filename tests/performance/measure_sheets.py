"""Times a sheet of 5,000 reports: drawn, looked at cell by cell, sent. The aim is 10 seconds for each.

    .venv/bin/python -m tests.performance.measure_sheets [--database sqlite|postgresql] [--rows 5000]

Told are wall time and the processor time of this process and the children that read the file.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import sqlalchemy as sa

from config import test_settings
from tests.performance.filling import fill
from tests.performance.measure_pages import NOW, databases
from tests.support.client import BrowserClient
from tracker import clock, create_app
from tracker.db import db
from tracker.domain.report_sheets import PERCENT, SUMMARY
from tracker.domain.roles import Role
from tracker.models import Assignment, LoginSession, Membership, ProgressReport, Unit, User
from tracker.services import accounts

LONGEST = 10.0  # seconds
TOKEN = "measured"  # noqa: S105  # of a session that lives for one run
HEADING_ROW = 3


def liaison_of_everything(url: str, folder: Path, rows: int) -> BrowserClient:
    """Fill a database and return the browser of one person who owes so many reports."""
    app = create_app(test_settings(url, folder))
    app.test_client_class = BrowserClient
    upgraded = app.test_cli_runner().invoke(args=["db", "upgrade"], catch_exceptions=False)
    assert upgraded.exit_code == 0, upgraded.output
    with app.app_context():
        known = fill(rows * 5 // 4)
        user = db.session.get_one(User, known["liaison"])
        served = {membership.unit_id for membership in user.memberships}
        units = db.session.scalars(sa.select(Unit).where(Unit.kind == "bureau", Unit.id.not_in(served)))
        user.memberships += [Membership(role=Role.LIAISON, unit=unit) for unit in units]
        db.session.execute(sa.update(Assignment).values(status="paused"))
        wanted = sa.select(Assignment.id).order_by(Assignment.id).limit(rows)
        owed = sa.update(Assignment).where(Assignment.id.in_(wanted))
        db.session.execute(owed.values(status="in_progress", last_reported_period="2026-10"))
        opened = {"created_at": NOW, "last_seen_at": NOW, "address": "127.0.0.1"}
        db.session.add(LoginSession(token_hash=accounts.hash_token(TOKEN), user_id=user.id, **opened))
        db.session.commit()
        client = app.test_client()
        client.carry(user, TOKEN)
        return client


def filled_in(data: bytes) -> bytes:
    """Return the sheet with every row filled in."""
    book = openpyxl.load_workbook(BytesIO(data))
    [page] = book.worksheets
    columns = {cell.value: cell.column for cell in page[HEADING_ROW]}
    for number in range(HEADING_ROW + 1, page.max_row + 1):
        page.cell(number, columns[PERCENT]).value = number % 100
        page.cell(number, columns[SUMMARY]).value = f"走访企业 {number} 家，新建研发机构 {number % 7} 家，验收 3 家。"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def measured(kind: str, name: str, act: Callable[[], Any]) -> tuple[Any, bool]:
    """Do it, tell what it took, and return its answer with whether that was quick enough."""
    began, worked = time.perf_counter(), _processor_time()
    answer = act()
    took = time.perf_counter() - began
    line = f"{kind:10} {name:10} {took:6.2f} s  processor {_processor_time() - worked:6.2f} s"
    sys.stdout.write(f"{line}  {'' if took <= LONGEST else 'MISSED'}\n")
    return answer, took <= LONGEST


def _processor_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measure(kind: str, client: BrowserClient, rows: int) -> bool:
    """Take one sheet through all its steps; return whether each was quick enough."""
    drawn, quick = measured(kind, "draw", lambda: client.get("/report-sheets/download").data)
    data = filled_in(drawn)
    file = {"file": (BytesIO(data), "填报表.xlsx")}
    page, is_quick = measured(kind, "look at", lambda: client.post("/report-sheets", data=file, checked=False))
    quick &= is_quick
    fields = dict(re.findall(r'name="(held|submission_key)"[^>]*value="([^"]*)"', page.text))
    answer, is_quick = measured(kind, "send", lambda: client.post("/report-sheets/submit", data=fields, checked=False))
    quick &= is_quick
    with client.application.app_context():
        sent = db.session.scalar(sa.select(sa.func.count()).where(ProgressReport.period == "2026-11"))
        assert (answer.status_code, sent) == (302, rows), (answer.status, sent)
    return quick


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--rows", type=int, default=5_000)
    asked = parser.parse_args()
    clock.system_now = lambda: NOW
    held = True
    for kind in asked.database or ["sqlite", "postgresql"]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            make = stack.enter_context(databases(kind, folder))
            held &= measure(kind, liaison_of_everything(make(asked.rows), folder, asked.rows), asked.rows)
    sys.exit(not held)


if __name__ == "__main__":
    main()
