"""The review desk of a document with hundreds of clauses: as many statements as for a few, and a time to match."""

import time

import pytest

from tests.factories import make_clause, make_document, make_government, make_unit, make_user
from tests.support.statements import counted_statements
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.roles import Role

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING
FEW, MANY = 30, 300
TIMES = 7  # for ten times the clauses; the frame of the page costs the same
LIMIT_S = 0.6  # of the processor, on a machine that has other things to do; about 0.13 when it has not


@pytest.fixture
def desks(db, sign_in):
    """The address of a desk with few and of one with many clauses, of several units each."""
    make_government("试点市")
    sign_in(make_user(Role.SUPERVISOR))
    units = [make_unit(name) for name in ("市科技局", "市财政局", "市商务局")]
    roles = (LEAD, SUPPORTING, SUPPORTING)
    named = tuple((unit.name, unit, role) for unit, role in zip(units, roles, strict=True))
    addresses = {}
    for count in (FEW, MANY):
        document = make_document(f"{count} 条的意见", status=DocumentStatus.IN_REVIEW)
        for _ in range(count):
            make_clause(document, status=ClauseStatus.PARSED, units=named, flags=["due_inferred"])
        db.session.commit()
        addresses[count] = f"/documents/{document.id}/review"
    return addresses


def best_time(client, address):
    """Return the processor time of the quickest of three answers, in seconds."""
    times = []
    for _ in range(3):
        began = time.process_time()
        client.get(address, checked=False)  # the page is checked elsewhere; here it would be timed as well
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.slow
def test_hundreds_of_clauses_cost_no_more_statements_and_little_time(client, desks):
    statements, seconds = {}, {}
    for count, address in desks.items():
        with counted_statements() as counted:
            page = client.get(address, checked=False).text
        assert page.count('data-tools="task"') == count
        assert page.count("/leave-out") < FEW, "what may be done stands there once, not for every clause"
        statements[count], seconds[count] = len(counted), best_time(client, address)

    assert statements[FEW] == statements[MANY]
    assert seconds[MANY] < min(TIMES * seconds[FEW], LIMIT_S)
