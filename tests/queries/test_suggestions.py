"""Units suggested for clauses without any, from the tables."""

from datetime import date

import pytest

from tests.conftest import TODAY
from tests.factories import make_clause, make_document, make_government, make_group, make_unit, make_user, saved
from tests.support.statements import counted_statements
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.roles import Role
from tracker.models import ClauseUnit
from tracker.policies import viewer_of
from tracker.queries.suggestions import suggest_units

TEXT = ("统筹用海用岛", "编制用海用岛方案，严格岸线管理。")


@pytest.fixture
def home(db):
    return make_government("甲市")


@pytest.fixture
def abroad(home):
    return make_government("乙市")


@pytest.fixture
def viewer(home):
    return viewer_of(make_user(Role.SUPERVISOR, government=home), TODAY)


@pytest.fixture
def asked(home):
    return make_clause(make_document("甲市方案", home, status=DocumentStatus.IN_REVIEW), None, *TEXT)


def assigned(government, name, status=DocumentStatus.ISSUED, clause_status=ClauseStatus.CONFIRMED, unit=None):
    unit = unit or make_unit(name, government)
    clause = make_clause(make_document(f"{government.name}意见", government, status=status), None, *TEXT)
    clause.status = clause_status
    clause.units.append(ClauseUnit(position=0, printed_name=name, unit=unit, role=AssignmentRole.LEAD))
    return saved(clause)


def suggested(viewer, clause):
    return suggest_units(viewer, clause.document, [clause.id], TODAY)[clause.id]


def test_a_clause_assigned_in_another_city_suggests_the_body_with_the_same_function(viewer, home, abroad, asked):
    own = make_unit("市海洋局", home)
    assigned(abroad, "市海洋渔业局")

    first = suggested(viewer, asked)[0]

    assert first.unit == own
    assert first.source_clause_id is None
    assert first.reason.startswith("其他地区一相近条款由同职能单位牵头")
    assert "乙市" not in first.reason


def test_a_clause_of_ones_own_government_is_named_and_can_be_opened(viewer, home, asked):
    source = assigned(home, "市海洋局")

    first = suggested(viewer, asked)[0]

    assert (first.source_clause_id, first.source_document_id) == (source.id, source.document_id)
    assert first.reason.startswith(f"《甲市意见》{source.label}“统筹用海用岛”由市海洋局牵头")


@pytest.mark.parametrize(
    ("status", "clause_status"),
    [(DocumentStatus.IN_REVIEW, ClauseStatus.CONFIRMED), (DocumentStatus.ISSUED, ClauseStatus.LEFT_OUT)],
)
def test_nothing_is_learnt_from_drafts_of_others_nor_from_what_was_left_out(
    viewer, home, abroad, asked, status, clause_status
):
    make_unit("市信访中心", home)
    assigned(abroad, "市信访中心", status, clause_status)

    assert all(suggestion.unit.name != "市信访中心" for suggestion in suggested(viewer, asked))


def test_only_units_of_the_documents_government_in_force_are_suggested(viewer, home, abroad, asked):
    ended = make_unit("市海洋局", home)
    ended.valid_to = date(2020, 1, 1)
    saved(ended)
    assigned(abroad, "市海洋局")

    assert suggested(viewer, asked) == []


def test_of_two_bodies_with_one_function_the_one_named_in_the_source(viewer, home, asked):
    make_unit("东部新区管委会", home)
    second = make_unit("西部新区管委会", home)
    assigned(home, "西部新区管委会", unit=second)

    assert suggested(viewer, asked)[0].unit == second


def test_a_group_stands_for_the_governments_it_holds(viewer, home, abroad, asked):
    group = make_group("各县（市、区）政府", government=home)
    assigned(abroad, "各区政府")

    assert suggested(viewer, asked)[0].unit == group


@pytest.mark.parametrize("sources", [1, 6])
def test_suggestions_for_a_whole_document_take_a_constant_number_of_statements(viewer, home, asked, sources):
    unit = make_unit("市海洋局", home)
    for _ in range(sources):
        assigned(home, "市海洋局", unit=unit)
    clauses = [asked.id, *(make_clause(asked.document, None, *TEXT).id for _ in range(sources))]

    with counted_statements() as statements:
        found = suggest_units(viewer, asked.document, clauses, TODAY)

    assert len(found) == sources + 1
    assert len(statements) <= 9
