"""Saving a report from request to redirect, with everything that belongs to it, in at most twelve statements."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_assignment, make_report, make_user
from tests.support.statements import counted_statements
from tracker.domain.reporting import ReportStatus
from tracker.models import LoginSession, ProgressReport, ReportDraft

MOST = 12
FORM = {
    "period": "2026-06",
    "percent_complete": "60",
    "summary": "已出台实施细则，新建机构 12 家。",
    "based_on": "0",
    "submission_key": "form-of-the-test",
}


@pytest.mark.parametrize("has_draft", [True, False])
def test_saving_a_report_takes_few_statements(db, client_of, has_draft):
    liaison = make_user()
    assignment = make_assignment(liaison.home_unit)
    make_report(assignment, status=ReportStatus.ACCEPTED)
    address = f"/assignments/{assignment.id}/report"
    browser = client_of(liaison)
    if has_draft:
        browser.post(f"{address}/draft", data=FORM)
    db.session.execute(sa.update(LoginSession).values(last_seen_at=NOW - timedelta(minutes=5)))
    db.session.commit()

    with counted_statements() as statements:
        answer = browser.post(address, data=FORM)

    assert answer.status_code == 302
    assert len(statements) <= MOST, "\n".join(statements)
    assert db.session.scalar(sa.select(sa.func.max(LoginSession.last_seen_at))) == NOW
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReportDraft)) == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ProgressReport)) == 2
