"""What a reviewer may do to clauses, and what comes of it."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.services.conftest import clause_of
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.parsing.model import DueKind
from tracker.models import AuditEntry
from tracker.services import clause_review
from tracker.services.clause_review import ClauseChangedMeanwhile, ClauseValues

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING
LIMIT = date(2026, 12, 31)


def values(clause, **changes):
    units = tuple((unit.unit_id, unit.role) for unit in clause.units)
    return ClauseValues(**{"title": clause.title, "is_task": clause.is_task, "units": units,
                           "due_kind": clause.due_kind, "due_on": clause.due_on, **changes})  # fmt: skip


def amend(clause, actor, version=None, **changes):
    with transaction(clause):
        new = values(clause, **changes)
        clause_review.amend(clause, new, version=version or clause.version, actor=actor, now=NOW)


def last_entry(db, action):
    return db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id.desc())
    ).first()


def test_an_amended_clause_keeps_the_printed_words_of_the_units_that_stay(document, bureaus, actor):
    science, finance, commerce = bureaus
    clause = clause_of(document, ("市科委", science, LEAD), ("市财政局", finance, SUPPORTING))

    amend(clause, actor, units=((finance.id, LEAD), (science.id, SUPPORTING), (commerce.id, SUPPORTING)))

    assert [(row.printed_name, row.unit.name, row.role) for row in clause.units] == [
        ("市财政局", "市财政局", LEAD),
        ("市科委", "市科技局", SUPPORTING),
        ("", "市商务局", SUPPORTING),
    ]


def test_choosing_units_settles_what_was_flagged_about_them(document, bureaus, actor):
    clause = clause_of(document, flags=["no_unit", "missing_number"])

    amend(clause, actor, units=((bureaus[0].id, LEAD),))

    assert clause.flags == ["missing_number", "due_inferred"]


def test_a_lead_chosen_by_a_person_is_no_default_any_more(document, bureaus, actor):
    science, finance, _ = bureaus
    clause = clause_of(document, ("甲", science, LEAD), ("乙", finance, SUPPORTING), flags=["lead_default"])

    amend(clause, actor, units=((finance.id, LEAD), (science.id, SUPPORTING)))

    assert "lead_default" not in clause.flags


def test_the_trail_tells_from_what_to_what(db, document, bureaus, actor):
    clause = clause_of(document, ("市科技局", bureaus[0], LEAD))

    amend(clause, actor, title="新的标题", due_kind=DueKind.EXPLICIT, due_on=LIMIT)

    changes = last_entry(db, "amend").changes
    assert "新的标题" in changes
    assert "explicit" in changes
    assert "units" not in changes


def test_an_ongoing_clause_has_no_date(document, bureaus, actor):
    clause = clause_of(document, ("市科技局", bureaus[0], LEAD))

    amend(clause, actor, due_kind=DueKind.ONGOING, due_on=LIMIT)

    assert clause.due_on is None


def test_a_limit_needs_its_date(document, bureaus, actor):
    clause = clause_of(document, ("市科技局", bureaus[0], LEAD))

    with pytest.raises(RuleViolation, match="完成时限"):
        amend(clause, actor, due_kind=DueKind.EXPLICIT, due_on=None)


def test_a_clause_that_somebody_else_saved_meanwhile_is_not_written_over(document, bureaus, actor):
    clause = clause_of(document, ("市科技局", bureaus[0], LEAD))
    opened = clause.version
    amend(clause, actor, units=((bureaus[1].id, LEAD),))

    with pytest.raises(ClauseChangedMeanwhile):
        amend(clause, actor, version=opened, title="我的标题")

    assert [row.unit.name for row in clause.units] == ["市财政局"]


def test_the_units_of_the_clause_above_can_be_used_again(document, bureaus, actor):
    science, finance, _ = bureaus
    clause_of(document, ("市科技局", science, LEAD), ("市财政局", finance, SUPPORTING))
    clause = clause_of(document, flags=["no_unit"])

    with transaction(clause):
        clause_review.copy_units_from_above(clause, version=clause.version, actor=actor, now=NOW)

    assert [(row.unit.name, row.role) for row in clause.units] == [("市科技局", LEAD), ("市财政局", SUPPORTING)]


def test_the_first_clause_has_nothing_above_it(document, actor):
    clause = clause_of(document)

    with pytest.raises(RuleViolation, match="上一条"), transaction(clause):
        clause_review.copy_units_from_above(clause, version=clause.version, actor=actor, now=NOW)


@pytest.mark.parametrize(
    ("units", "sentence"),
    [
        ([], "还没有责任单位"),
        ([("市人才委", None, LEAD)], "市人才委.*没有识别"),
        ([("市科技局", 0, SUPPORTING)], "有且只有一个牵头"),
        ([("市科技局", 0, LEAD), ("市财政局", 1, LEAD)], "有且只有一个牵头"),
        ([("市科技局", 0, LEAD), ("市科委", 0, SUPPORTING)], "只能出现一次"),
    ],
)
def test_a_task_without_complete_units_is_not_confirmed(document, bureaus, actor, units, sentence):
    rows = [(name, None if index is None else bureaus[index], role) for name, index, role in units]
    clause = clause_of(document, *rows)

    with pytest.raises(RuleViolation, match=sentence), transaction(clause):
        clause_review.confirm(clause, actor=actor, now=NOW)


def test_confirming_what_is_no_task_leaves_it_out(document, actor):
    clause = clause_of(document, is_task=False)

    with transaction(clause):
        clause_review.confirm(clause, actor=actor, now=NOW)

    assert clause.status is ClauseStatus.LEFT_OUT


def test_only_clauses_without_a_flag_for_a_person_are_confirmed_together(document, bureaus, actor):
    clear = clause_of(document, ("市科技局", bureaus[0], LEAD), flags=["due_inferred"])
    background = clause_of(document, is_task=False)
    flagged = clause_of(document, ("市科技局", bureaus[0], LEAD), flags=["missing_number"])

    with transaction(document):
        count = clause_review.confirm_all_clear(document, actor=actor, now=NOW)

    assert count == 2
    assert [c.status for c in (clear, background, flagged)] == [
        ClauseStatus.CONFIRMED,
        ClauseStatus.LEFT_OUT,
        ClauseStatus.PARSED,
    ]


def test_a_decided_clause_can_be_opened_again_and_only_then_amended(document, bureaus, actor):
    clause = clause_of(document, ("市科技局", bureaus[0], LEAD))
    with transaction(clause):
        clause_review.confirm(clause, actor=actor, now=NOW)

    with pytest.raises(ActionNotAllowed):
        amend(clause, actor, title="新")
    with transaction(clause):
        clause_review.return_to_review(clause, version=clause.version, actor=actor, now=NOW)
    amend(clause, actor, title="新")

    assert clause.title == "新"
