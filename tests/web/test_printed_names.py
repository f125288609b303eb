"""Names that a document prints and nobody is known by: settled once at the desk, and taken back."""

import pytest
import sqlalchemy as sa

from tests.factories import make_clause, make_document, make_government, make_unit, make_user, saved
from tests.support.statements import counted_statements
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.roles import Role
from tracker.models import Unit, UnitAlias

LEAD = AssignmentRole.LEAD


@pytest.fixture
def document(db, sign_in):
    make_government("试点市")
    sign_in(make_user(Role.SUPERVISOR))
    return make_document(status=DocumentStatus.IN_REVIEW)


@pytest.fixture
def science(document):
    return make_unit("市科技局")


def clause_of(document, *units, **more):
    return make_clause(document, status=ClauseStatus.PARSED, units=units, **more)


def refreshed(db, clause):
    db.session.refresh(clause)
    return clause


def test_an_unknown_name_is_settled_once_in_a_box_at_the_top(client, db, document, science):
    clauses = [clause_of(document, ("市科委", None, LEAD), flags=["unit_unknown"]) for _ in range(2)]
    assert "1 个单位名称没有识别" in client.get(f"/documents/{document.id}/review").text

    client.post(f"/documents/{document.id}/settle-name", data={"name": "市科委", "unit_id": science.id})

    assert {unit.unit_id for clause in clauses for unit in refreshed(db, clause).units} == {science.id}
    assert db.session.scalars(sa.select(UnitAlias.name)).all() == ["市科委"]


def test_a_desk_that_is_closed_asks_for_no_names(client, db, document, science):
    clause_of(document, ("市科委", None, LEAD), flags=["unit_unknown"])
    document.status = DocumentStatus.WITHDRAWN
    saved(document)

    assert "单位名称没有识别" not in client.get(f"/documents/{document.id}/review").text


@pytest.mark.parametrize("unit_id", ["", "0", "999999"])
def test_a_name_is_not_settled_by_a_unit_that_cannot_be_chosen(client, db, document, unit_id):
    clause = clause_of(document, ("市科委", None, LEAD), flags=["unit_unknown"])

    client.post(f"/documents/{document.id}/settle-name", data={"name": "市科委", "unit_id": unit_id})

    assert refreshed(db, clause).units[0].unit_id is None


def test_a_missing_body_is_added_and_settles_the_name(client, db, document):
    clause = clause_of(document, ("市数据专班", None, LEAD), flags=["unit_unknown"])
    data = {"name": "市数据专班", "short_name": "市数据局", "full_name": "试点市数据局", "kind": "bureau"}

    client.post(f"/documents/{document.id}/new-unit", data=data)
    again = client.post(f"/documents/{document.id}/new-unit", data=data, follow_redirects=True)

    assert refreshed(db, clause).units[0].unit.full_name == "试点市数据局"
    assert "市数据局" in again.text


def test_a_body_without_a_name_is_not_added(client, document):
    clause_of(document, ("市数据专班", None, LEAD), flags=["unit_unknown"])

    response = client.post(f"/documents/{document.id}/new-unit", data={"name": "市数据专班"}, follow_redirects=True)

    assert "请填写单位简称。" in response.text


def undo(client, document):
    return client.post(f"/documents/{document.id}/undo", follow_redirects=True).text


def test_a_settled_name_is_unsettled_again_and_later_papers_do_not_know_it(client, db, document, science):
    clause = clause_of(document, ("市科委", None, LEAD), flags=["unit_unknown"])
    client.post(f"/documents/{document.id}/settle-name", data={"name": "市科委", "unit_id": science.id})

    page = undo(client, document)

    assert "已撤销“对应单位名称‘市科委’”" in page
    assert "1 个单位名称没有识别" in page
    assert refreshed(db, clause).units[0].unit_id is None
    assert clause.flags == ["unit_unknown"]
    assert db.session.scalars(sa.select(UnitAlias.name)).all() == []


def test_a_body_that_was_added_stays_in_the_registry_when_the_name_is_unsettled(client, db, document):
    clause = clause_of(document, ("市数据专班", None, LEAD), flags=["unit_unknown"])
    data = {"name": "市数据专班", "short_name": "市数据局", "full_name": "试点市数据局", "kind": "bureau"}
    client.post(f"/documents/{document.id}/new-unit", data=data)

    undo(client, document)

    assert refreshed(db, clause).units[0].unit_id is None
    assert db.session.scalars(sa.select(Unit.name).where(Unit.full_name == "试点市数据局")).all() == ["市数据局"]
    assert db.session.scalars(sa.select(UnitAlias.name)).all() == []


def test_many_unknown_names_cost_no_more_statements_than_one(client, document, science):
    counts = []
    for name in ("一", "二", "三"):
        clause_of(document, (f"市{name}专班", None, LEAD), flags=["unit_unknown"])
        with counted_statements() as statements:
            client.get(f"/documents/{document.id}/review")
        counts.append(len(statements))

    assert counts[0] == counts[2]
