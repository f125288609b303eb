"""Who acts in most tests of services, on what, and how what they left is read."""

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_clause, make_document, make_unit, make_user
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.roles import Role
from tracker.models import AuditEntry


@pytest.fixture
def supervisor(db):
    return make_user(Role.SUPERVISOR)


@pytest.fixture
def actor(supervisor):
    """Who reviews documents."""
    return supervisor


@pytest.fixture
def acting(db):
    """Who looks after the units, and when, as services take it."""
    return {"actor": make_user(Role.SYSTEM_ADMIN), "now": NOW}


@pytest.fixture
def bureau(db):
    return make_unit("市科技局")


@pytest.fixture
def document(db):
    return make_document(status=DocumentStatus.IN_REVIEW)


@pytest.fixture
def bureaus(document):
    return [make_unit(name, document.jurisdiction) for name in ("市科技局", "市财政局", "市商务局")]


def clause_of(document, *units, **more):
    """Make a waiting clause with (printed name, unit or None, role) rows."""
    return make_clause(document, status=ClauseStatus.PARSED, units=units, **more)


def actions(db, subject):
    query = sa.select(AuditEntry.action).where(
        AuditEntry.subject_type == type(subject).__name__, AuditEntry.subject_id == subject.id
    )
    return list(db.session.scalars(query.order_by(AuditEntry.id)))
