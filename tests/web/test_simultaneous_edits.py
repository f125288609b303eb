"""Eight people save the same form again and again: what is not taken is told, with both texts, and nothing is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from lxml import html

from tests.factories import make_clause, make_document, make_task, make_unit, make_user
from tests.support.visitor import values_of
from tracker.db import db
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.parsing.model import DueKind
from tracker.domain.reporting import ReportFault
from tracker.domain.roles import Role
from tracker.models import AuditEntry, ProgressReport

pytestmark = pytest.mark.slow

EDITORS = 8
USUAL_EDITS = 4  # of each editor; `--trials 200` is the whole proof
COUNTER = "新建研发机构 {} 家，走访企业 30 家，由{}报来"


def values_of_form(page: str, field: str) -> dict[str, Any]:
    """Return what the form with this field holds."""
    forms = html.document_fromstring(page).iter("form")
    form = next(one for one in forms if any(control.get("name") == field for control in one.iter()))
    controls = [one for one in form.iter() if one.tag in ("input", "select", "textarea")]
    return dict(values_of(controls, None))


def edit_again_and_again(crowd, user_id: int, address: str, field: str, edits: int) -> Callable[[], list[bool]]:
    """Return an act: open the form, add one to its number, save it; it returns which savings were taken."""
    browser = crowd.browser_of(user_id)
    headers = {"X-CSRFToken": browser._form_token()}

    def save() -> bool:
        fields = values_of_form(browser.get(address, checked=False).text, field)
        seen = int((re.search(r"\d+", fields[field][0]) or [0])[0])
        mine = COUNTER.format(seen + 1, user_id)
        seen_faults = {"seen": " ".join(fault.value for fault in ReportFault)}
        answer = browser.post(address, data=fields | seen_faults | {field: mine}, headers=headers, csrf=False)
        if answer.status_code == 302:
            return True
        assert answer.status_code == 409, answer.status_code
        assert mine in answer.text, "what was typed is gone"
        standing = [int(number) for number in re.findall(r"新建研发机构 (\d+) 家", answer.text)]
        assert max(standing) > seen, "what the other saved is not shown"
        return False

    return lambda: [save() for _ in range(edits)]


def all_edits(crowd, user_ids: list[int], address: str, field: str) -> int:
    """Let everybody edit; return how many savings were taken."""
    edits = crowd.often(USUAL_EDITS)
    acts = [edit_again_and_again(crowd, user_id, address, field, edits) for user_id in user_ids]
    return sum(sum(taken) for taken in crowd.at_once(*acts))


def test_no_change_of_a_tasks_description_is_lost(crowd):
    with crowd.app.app_context():
        task = make_task(title=COUNTER.format(0, "首任"))
        task_id, editors = task.id, [make_user(Role.SUPERVISOR).id for _ in range(EDITORS)]

    taken = all_edits(crowd, editors, f"/tasks/{task_id}/description", "title")

    with crowd.app.app_context():
        from_page = crowd.browser_of(editors[0]).get(f"/tasks/{task_id}/description", checked=False).text
        assert f"新建研发机构 {taken} 家" in from_page
        assert _entries("amend", "Task") == taken


def test_no_change_of_a_clause_under_review_is_lost(crowd):
    with crowd.app.app_context():
        document = make_document(status=DocumentStatus.IN_REVIEW)
        clause = make_clause(
            document, title=COUNTER.format(0, "首任"), status=ClauseStatus.PARSED, due_kind=DueKind.ONGOING, due_on=None
        )
        clause_id, editors = clause.id, [make_user(Role.SUPERVISOR).id for _ in range(EDITORS)]

    taken = all_edits(crowd, editors, f"/clauses/{clause_id}/edit", f"clause-{clause_id}-title")

    with crowd.app.app_context():
        from_page = crowd.browser_of(editors[0]).get(f"/clauses/{clause_id}/edit", checked=False).text
        assert f"新建研发机构 {taken} 家" in from_page
        assert _entries("amend", "Clause") == taken


def test_no_report_of_the_same_month_is_overwritten_unseen(crowd):
    with crowd.app.app_context():
        unit = make_unit()
        assignment = make_task(lead=unit).assignments[0]
        assignment_id, colleagues = assignment.id, [make_user(unit=unit).id for _ in range(EDITORS)]
    address = f"/assignments/{assignment_id}/report"

    def reporting(user_id: int) -> Callable[[], list[bool]]:
        browser = crowd.browser_of(user_id)
        headers = {"X-CSRFToken": browser._form_token()}

        def report(number: int) -> bool:
            fields = values_of_form(browser.get(address, checked=False).text, "summary")
            mine = COUNTER.format(number + 1, user_id)
            fields |= {"summary": mine, "percent_complete": "40", "seen": " ".join(f.value for f in ReportFault)}
            answer = browser.post(address, data=fields, headers=headers, csrf=False)
            if answer.status_code == 302:
                return True
            assert answer.status_code == 409, answer.status_code
            assert mine in answer.text, "what was typed is gone"
            assert answer.text.count("由") > 1, "what the other sent is not shown"
            return False

        return lambda: [report(number) for number in range(crowd.often(USUAL_EDITS))]

    results = crowd.at_once(*(reporting(user_id) for user_id in colleagues))

    with crowd.app.app_context():
        kept = db.session.scalar(sa.select(sa.func.count()).select_from(ProgressReport))
        assert kept == sum(sum(taken) for taken in results)
        standing = sa.select(ProgressReport).where(ProgressReport.status == "submitted")
        assert len(db.session.scalars(standing).all()) == 1


def _entries(action: str, subject: str) -> int:
    count = sa.select(sa.func.count()).select_from(AuditEntry)
    return db.session.scalar(count.where(AuditEntry.action == action, AuditEntry.subject_type == subject)) or 0
