"""The same units and limit for several clauses at once."""

from datetime import date

import pytest

from tests.conftest import NOW
from tests.factories import make_clause
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing.model import DueKind
from tracker.services import clause_bulk, review_acts
from tracker.services.clause_bulk import ClauseChange

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING


@pytest.fixture
def clauses(document, bureaus):
    rows = [(("市科技局", bureaus[0], LEAD),), ()]
    return [make_clause(document, status=ClauseStatus.PARSED, units=units) for units in rows]


def apply(document, clauses, actor, versions=None, **change):
    versions = versions or {clause.id: clause.version for clause in clauses}
    with transaction(document), review_acts.undoable(document, "批量设置", reviewer=actor, now=NOW):
        return clause_bulk.amend_many(document, versions, ClauseChange(**change), actor=actor, now=NOW)


def units_of(clause):
    return [(row.unit.name, row.role) for row in clause.units]


def test_a_lead_for_many_leaves_the_former_leads_supporting(document, clauses, bureaus, actor):
    assert apply(document, clauses, actor, lead_id=bureaus[1].id) == 2

    assert units_of(clauses[0]) == [("市财政局", LEAD), ("市科技局", SUPPORTING)]
    assert units_of(clauses[1]) == [("市财政局", LEAD)]


def test_supporting_units_are_added_once(document, clauses, bureaus, actor):
    apply(document, clauses[:1], actor, supporting_ids=(bureaus[0].id, bureaus[2].id, bureaus[2].id))

    assert units_of(clauses[0]) == [("市科技局", LEAD), ("市商务局", SUPPORTING)]


def test_a_limit_and_whether_it_is_a_task_leave_units_alone(document, clauses, actor):
    apply(document, clauses, actor, due_on=date(2026, 9, 30), is_task=False)

    assert {(c.due_kind, c.due_on, c.is_task) for c in clauses} == {(DueKind.EXPLICIT, date(2026, 9, 30), False)}
    assert units_of(clauses[0]) == [("市科技局", LEAD)]


def test_what_was_done_to_many_is_taken_back_at_once(db, document, clauses, bureaus, actor):
    before = [(c.flags, c.due_on, c.is_task, units_of(c)) for c in clauses]
    apply(document, clauses, actor, lead_id=bureaus[1].id, due_on=date(2026, 9, 30))

    with transaction(document):
        review_acts.undo(document, actor=actor, now=NOW)
    db.session.expire_all()

    assert [(c.flags, c.due_on, c.is_task, units_of(c)) for c in clauses] == before


@pytest.mark.parametrize(
    ("change", "sentence"), [({}, "请选择要统一设置的内容"), ({"due_on": date(2026, 9, 30)}, "别人修改")]
)
def test_all_or_none_is_changed(document, clauses, actor, change, sentence):
    stale = {clauses[0].id: clauses[0].version, clauses[1].id: 99}

    with pytest.raises(RuleViolation, match=sentence):
        apply(document, clauses, actor, stale, **change)

    assert units_of(clauses[0]) == [("市科技局", LEAD)]


def test_nothing_chosen_and_decided_clauses_are_refused(db, document, clauses, actor):
    clauses[0].status = ClauseStatus.LEFT_OUT
    db.session.commit()

    with pytest.raises(RuleViolation, match="请先勾选"):
        apply(document, [], actor, {0: 1}, is_task=True)
    with pytest.raises(RuleViolation, match="不作任务"):
        apply(document, clauses, actor, is_task=True)


def test_names_nobody_knows_are_not_lost_by_a_unit_for_many(document, actor, bureaus):
    clause = make_clause(document, status=ClauseStatus.PARSED, units=(("市人才委", None, LEAD),))

    with pytest.raises(RuleViolation, match="没有识别"):
        apply(document, [clause], actor, lead_id=bureaus[0].id)
    apply(document, [clause], actor, is_task=False)

    assert [row.printed_name for row in clause.units] == ["市人才委"]


def test_a_unit_that_is_taken_over_leads_where_nobody_does(document, clauses, bureaus, actor):
    for clause in clauses:
        with transaction(clause):
            clause_bulk.add_unit(clause, bureaus[2].id, version=clause.version, actor=actor, now=NOW)

    assert units_of(clauses[0]) == [("市科技局", LEAD), ("市商务局", SUPPORTING)]
    assert units_of(clauses[1]) == [("市商务局", LEAD)]
