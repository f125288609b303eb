"""Names that nobody is known by are settled once."""

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_clause, make_document, make_unit
from tests.services.conftest import clause_of
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.units import UnitKind
from tracker.models import UnitAlias
from tracker.queries.clauses import unknown_names
from tracker.services import printed_names

LEAD = AssignmentRole.LEAD


@pytest.fixture
def science(document):
    return make_unit("市科技局", document.jurisdiction)


def test_an_unknown_name_is_listed_once_with_names_like_it(document):
    make_unit("市人才工作办公室", document.jurisdiction)
    clauses = [clause_of(document, ("市人才工作办", None, LEAD)) for _ in range(2)]

    (unknown,) = unknown_names(document, clauses)

    assert (unknown.name, unknown.clause_count) == ("市人才工作办", 2)
    assert unknown.suggestions[0].name == "市人才工作办公室"


def test_a_name_is_settled_once_for_the_document_and_for_later_ones(db, document, science, actor):
    clauses = [clause_of(document, ("市 科委", None, LEAD), flags=["unit_unknown"]) for _ in range(2)]

    with transaction(document):
        settled = printed_names.settle_name(document, "市科委", science, actor=actor, now=NOW)

    assert settled.clause_count == 2
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

    unit = settle_by_new_unit(document, actor, "市数据局").unit

    assert [row.unit for row in clause.units] == [unit]
    assert (unit.full_name, unit.jurisdiction_id) == ("市数据局", document.jurisdiction_id)


def test_a_body_that_is_there_is_not_added_twice(document, science, actor):
    with pytest.raises(RuleViolation, match="市科技局"):
        settle_by_new_unit(document, actor, "市科技局")


def test_a_decided_clause_is_not_touched(document, science, actor):
    decided = make_clause(document, units=(("市科委", None, LEAD),), status=ClauseStatus.LEFT_OUT)

    with transaction(document):
        settled = printed_names.settle_name(document, "市科委", science, actor=actor, now=NOW)

    assert settled.clause_count == 0
    assert decided.units[0].unit is None


def test_once_the_document_has_left_review_nothing_is_settled(science, actor):
    document = make_document(status=DocumentStatus.ISSUED)

    with pytest.raises(RuleViolation, match="已交办"), transaction(document):
        printed_names.settle_name(document, "市科委", science, actor=actor, now=NOW)
