"""Units suggested for clauses without any, from the tables."""

from datetime import date

import pytest

from tests.conftest import TODAY
from tests.factories import (
    make_clause,
    make_document,
    make_government,
    make_group,
    make_section,
    make_unit,
    make_user,
    saved,
)
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


def test_nothing_is_learnt_from_a_paper_of_ones_own_that_was_withdrawn(viewer, home, asked):
    assigned(home, "市信访中心", DocumentStatus.WITHDRAWN)

    assert suggested(viewer, asked) == []


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


def below(heading, *path):
    clause = make_clause(heading.document, None, *TEXT)
    clause.path = [*heading.path, *path]
    return saved(clause)


def test_the_units_of_a_clauses_own_heading_come_first_each_once(viewer, home, asked):
    lead, second, likely = (make_unit(name, home) for name in ("市水利局", "市海洋局", "市信访中心"))
    assigned(home, "市海洋局", unit=second)
    assigned(home, "市信访中心", unit=likely)
    rows = (("市水利局", lead, AssignmentRole.LEAD), ("市海洋局", second, AssignmentRole.SUPPORTING))
    heading = make_clause(asked.document, None, "水环境", units=rows)

    found = suggested(viewer, below(heading, "（二）", "3"))

    assert [one.unit for one in found] == [lead, second, likely]
    assert [one.source_clause_id for one in found[:2]] == [heading.id, heading.id]
    assert [one.reason for one in found[:2]] == [
        f"本条所属的{heading.label}写明由市水利局牵头。",
        f"本条所属的{heading.label}写明由市海洋局配合。",
    ]


@pytest.mark.parametrize("wrong", ["left out", "unit ended", "another chapter", "beside"])
def test_no_units_come_from_a_heading_that_is_none_of_the_clauses(viewer, home, asked, wrong):
    unit = make_unit("市水利局", home)
    heading = make_clause(asked.document, None, "水环境", units=(("市水利局", unit, AssignmentRole.LEAD),))
    clause = below(heading, "1")
    if wrong == "left out":
        heading.status = ClauseStatus.LEFT_OUT
    elif wrong == "unit ended":
        unit.valid_to = date(2020, 1, 1)
    elif wrong == "another chapter":
        clause.section = make_section(clause.document)
    else:
        clause.path = [heading.path[0] + "1", "1"]
    saved(clause)

    assert suggested(viewer, clause) == []


@pytest.mark.parametrize("sources", [1, 6])
def test_suggestions_for_a_whole_document_take_a_constant_number_of_statements(viewer, home, asked, sources):
    unit = make_unit("市海洋局", home)
    for _ in range(sources):
        assigned(home, "市海洋局", unit=unit)
    clauses = [asked.id, *(make_clause(asked.document, None, *TEXT).id for _ in range(sources))]

    with counted_statements() as statements:
        found = suggest_units(viewer, asked.document, clauses, TODAY)

    assert len(found) == sources + 1
    assert len(statements) <= 11
