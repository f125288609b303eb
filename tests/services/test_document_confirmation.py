"""A reviewed document becomes tasks, and back."""

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import DUE_ON as LIMIT
from tests.factories import make_unit, make_user
from tests.services.conftest import clause_of
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing.model import DueKind
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import Assignment, Task
from tracker.services import clause_review

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING


@pytest.fixture
def bureaus(document):
    return [make_unit(name, document.jurisdiction) for name in ("市科技局", "市财政局")]


def confirm_document(document, actor):
    with transaction(document):
        return clause_review.confirm_document(document, actor=actor, now=NOW, today=TODAY)


def confirmed_document(document, bureaus, actor):
    clause_of(document, ("市科技局", bureaus[0], LEAD), ("市财政局", bureaus[1], SUPPORTING), title="建设平台")
    clause_of(document, ("市财政局", bureaus[1], LEAD), title="加大投入", due_kind=DueKind.ONGOING, due_on=None)
    clause_of(document, is_task=False, title="指导思想")
    with transaction(document):
        clause_review.confirm_all_clear(document, actor=actor, now=NOW)
    confirm_document(document, actor)


def test_a_document_with_waiting_clauses_is_not_confirmed(document, bureaus, actor):
    clause_of(document, ("市科技局", bureaus[0], LEAD))

    with pytest.raises(RuleViolation, match="还有 1 条没有审核"):
        confirm_document(document, actor)


def test_a_document_without_a_task_is_not_confirmed(document, actor):
    clause = clause_of(document, is_task=False)
    with transaction(clause):
        clause_review.confirm(clause, actor=actor, now=NOW)

    with pytest.raises(RuleViolation, match="没有一条列为任务"):
        confirm_document(document, actor)


def test_a_confirmed_document_has_one_task_a_clause_and_one_assignment_a_unit(db, document, bureaus, actor):
    confirmed_document(document, bureaus, actor)

    tasks = db.session.scalars(sa.select(Task).order_by(Task.id)).all()
    assert [(task.title, task.status, task.due_on) for task in tasks] == [
        ("建设平台", TaskStatus.DRAFT, LIMIT),
        ("加大投入", TaskStatus.DRAFT, None),
    ]
    assert [(a.unit.name, a.role, a.status) for a in tasks[0].assignments] == [
        ("市科技局", LEAD, AssignmentStatus.PENDING),
        ("市财政局", SUPPORTING, AssignmentStatus.PENDING),
    ]


def test_a_confirmed_document_goes_back_to_review_without_its_tasks(db, document, bureaus, actor):
    confirmed_document(document, bureaus, actor)

    with transaction(document):
        clause_review.return_document_to_review(document, actor=actor, now=NOW)

    assert document.status is DocumentStatus.IN_REVIEW
    assert db.session.scalars(sa.select(Assignment)).all() == []


def test_clauses_of_a_confirmed_document_stand_still(document, bureaus, actor):
    clause = clause_of(document, ("市科技局", bureaus[0], LEAD))
    with transaction(clause):
        clause_review.confirm(clause, actor=actor, now=NOW)
    confirm_document(document, actor)

    with pytest.raises(RuleViolation, match="先退回审核"), transaction(clause):
        clause_review.return_to_review(clause, version=clause.version, actor=actor, now=NOW)


@pytest.mark.parametrize(("named", "found"), [("沈市长", True), ("钱市长", False), ("周市长", False)])
def test_the_leader_a_ledger_names_is_responsible_where_exactly_one_is_called_so(
    db, document, bureaus, actor, named, found
):
    leader = make_user(Role.LEADER, government=document.jurisdiction, display_name="沈市长")
    for _ in range(2):
        make_user(Role.LEADER, government=document.jurisdiction, display_name="周市长")
    clause = clause_of(document, ("市科技局", bureaus[0], LEAD))
    clause.parsed = {**clause.parsed, "ledger": [{"name": "牵头领导", "kind": "leader", "value": named}]}
    db.session.commit()
    with transaction(document):
        clause_review.confirm_all_clear(document, actor=actor, now=NOW)

    confirm_document(document, actor)

    task = db.session.scalars(sa.select(Task)).one()
    assert task.responsible_leader_id == (leader.id if found else None)
