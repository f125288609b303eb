"""What migrations do to the rows that are there, forwards and back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_assignment, make_evidence, make_report, make_user
from tests.factories.bodies import EARLIER
from tests.migrations.conftest import run
from tracker.db import db
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus

pytestmark = pytest.mark.slow


def states():
    """Return the state of each piece of evidence by its name, as the tables have it: later columns may be missing."""
    query = sa.text("SELECT filename, status, reviewed_by_id, reviewed_at IS NULL, review_comment FROM evidence_file")
    rows = db.session.execute(query).all()
    db.session.rollback()
    return {name: (status, reviewer, bool(no_moment), comment) for name, status, reviewer, no_moment, comment in rows}


def test_evidence_of_reports_accepted_long_ago_is_accepted_and_waits_again_when_that_is_undone(empty_app):
    run(empty_app, "upgrade")
    reviewer = make_user(Role.SUPERVISOR)
    reviewed = {"status": ReportStatus.ACCEPTED, "reviewed_by": reviewer}
    accepted = make_report(reported_at=NOW, **reviewed)
    make_evidence(report=accepted, filename="proof")
    make_evidence(report=accepted, filename="sent back", status=EvidenceStatus.RETURNED)
    still_waiting = {
        "of a returned report": {"report": make_report(**{**reviewed, "status": ReportStatus.RETURNED})},
        "of no report": {"assignment": accepted.assignment},
        "of the reviewer's own": {"report": accepted, "uploaded_by": reviewer},
        "after the decision": {"report": make_report(reported_at=EARLIER - timedelta(days=1), **reviewed)},
        "taken away": {"report": accepted, "removed_at": NOW},
        "good for a time": {"report": accepted, "valid_until": NOW.date()},
    }
    for name, changes in still_waiting.items():
        make_evidence(filename=name, **changes)
    reviewer_id = reviewer.id
    db.session.close()

    run(empty_app, "downgrade", "0008")
    before = states()
    run(empty_app, "upgrade", "0009")
    after = states()
    run(empty_app, "downgrade", "0008")

    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"proof"}
    assert after["proof"] == ("accepted", reviewer_id, False, "随所属填报采纳（升级时补记）")
    assert states() == before


def test_parts_closed_long_ago_are_complete_and_as_reported_again_when_that_is_undone(empty_app):
    run(empty_app, "upgrade")
    reviewer = make_user(Role.SUPERVISOR)
    for status, percent in ((AssignmentStatus.CLOSED, 80), (AssignmentStatus.IN_PROGRESS, 60)):
        part = make_assignment(status=status, percent_complete=percent)
        make_report(part, percent_complete=percent, status=ReportStatus.ACCEPTED, reviewed_by=reviewer)
        make_report(part, period="2026-06", percent_complete=99)  # nobody has accepted it
    make_assignment(status=AssignmentStatus.CLOSED, percent_complete=100)  # no report was ever accepted
    db.session.close()

    run(empty_app, "downgrade", "0010")
    before = percents()
    run(empty_app, "upgrade", "0011")

    assert (before, percents()) == ([80, 60, 0], [100, 60, 100])


def percents():
    found = list(db.session.scalars(sa.text("SELECT percent_complete FROM assignment ORDER BY id")))
    db.session.rollback()
    return found
