"""What a reviewer may do to clauses, and what comes of it."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_clause, make_document, make_unit, make_user, saved
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.parsing.model import DueKind
from tracker.domain.roles import Role
from tracker.domain.units import UnitKind
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import Assignment, AuditEntry, ClauseUnit, Task, UnitAlias
from tracker.queries.clauses import unknown_names
from tracker.services import clause_review, printed_names
from tracker.services.clause_review import ClauseChangedMeanwhile, ClauseValues

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING
LIMIT = date(2026, 12, 31)


@pytest.fixture
def actor(db):
    return make_user(Role.SUPERVISOR)


@pytest.fixture
def document(db):
    return make_document(status=DocumentStatus.IN_REVIEW)


@pytest.fixture
def bureaus(document):
    return [make_unit(name, document.jurisdiction) for name in ("市科技局", "市财政局", "市商务局")]


def clause_of(document, *units, flags=(), is_task=True, **more):
    """Make a waiting clause with (printed name, unit or None, role) rows."""
    clause = make_clause(document, status=ClauseStatus.PARSED, **more)
    clause.flags, clause.is_task = list(flags), is_task
    for position, (name, unit, role) in enumerate(units):
        clause.units.append(
            ClauseUnit(position=position, printed_name=name, unit=unit, role=role, start_offset=0, end_offset=1)
        )
    return saved(clause)


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
    assert "明确时限" in changes
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
        clause_review.return_to_review(clause, actor=actor, now=NOW)
    amend(clause, actor, title="新")

    assert clause.title == "新"


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
        clause_review.return_to_review(clause, actor=actor, now=NOW)


def test_an_unknown_name_is_listed_once_with_names_like_it(document, bureaus):
    make_unit("市人才工作办公室", document.jurisdiction)
    clauses = [clause_of(document, ("市人才工作办", None, LEAD)) for _ in range(2)]

    (unknown,) = unknown_names(document, clauses)

    assert (unknown.name, unknown.clause_count) == ("市人才工作办", 2)
    assert unknown.suggestions[0].name == "市人才工作办公室"


def test_a_name_is_settled_once_for_the_document_and_for_later_ones(db, document, bureaus, actor):
    clauses = [clause_of(document, ("市 科委", None, LEAD), flags=["unit_unknown"]) for _ in range(2)]

    with transaction(document):
        count = printed_names.settle_name(document, "市科委", bureaus[0], actor=actor, now=NOW)

    assert count == 2
    assert {row.unit.name for clause in clauses for row in clause.units} == {"市科技局"}
    assert all("unit_unknown" not in clause.flags for clause in clauses)
    assert db.session.scalars(sa.select(UnitAlias.name)).all() == ["市科委"]


def settle_by_new_unit(document, actor, name):
    with transaction(document):
        return printed_names.settle_by_new_unit(
            document, "市数据专班", name=name, full_name="", kind=UnitKind.BUREAU, actor=actor, now=NOW
        )


def test_a_body_that_was_missing_is_added_to_the_government_and_settles_the_name(document, actor):
    clause = clause_of(document, ("市数据专班", None, LEAD), flags=["unit_unknown"])

    unit = settle_by_new_unit(document, actor, "市数据局")

    assert [row.unit for row in clause.units] == [unit]
    assert (unit.full_name, unit.jurisdiction_id) == ("市数据局", document.jurisdiction_id)


def test_a_body_that_is_there_is_not_added_twice(document, bureaus, actor):
    with pytest.raises(RuleViolation, match="市科技局"):
        settle_by_new_unit(document, actor, "市科技局")
