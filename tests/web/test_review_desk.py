"""More of the review desk: suggestions, many clauses at once, splitting and merging, taking back, accuracy in use."""

import pytest
import sqlalchemy as sa

from tests.factories import make_clause, make_document, make_government, make_unit, make_user
from tests.support.statements import counted_statements
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.roles import Role
from tracker.models import Clause

LEAD = AssignmentRole.LEAD
HTMX = {"HX-Request": "true"}
TEXT = ("统筹用海用岛", "编制用海用岛方案，严格岸线管理。报批以后实施。")


@pytest.fixture
def document(db, sign_in):
    make_government("试点市")
    sign_in(make_user(Role.SUPERVISOR))
    return make_document(status=DocumentStatus.IN_REVIEW)


@pytest.fixture
def science(document):
    return make_unit("市科技局")


@pytest.fixture
def clause(document):
    return make_clause(document, None, *TEXT, status=ClauseStatus.PARSED, flags=["no_unit"])


@pytest.fixture
def source(document):
    ocean = make_unit("市海洋局")
    return make_clause(make_document("早先的意见"), None, *TEXT, units=(("市海洋局", ocean, LEAD),))


def clauses_in(db, document):
    db.session.expire_all()
    return db.session.scalars(
        sa.select(Clause).where(Clause.document_id == document.id).order_by(Clause.position)
    ).all()


def units_of(clause):
    return [row.unit.name for row in clause.units]


def post(client, address, clause=None, **data):
    version = {"version": clause.version} if clause else {}
    return client.post(address, data={**version, **data}, follow_redirects=True).text


def test_a_clause_without_units_is_suggested_some_with_reason_and_source(client, document, clause, source):
    desk = client.get(f"/documents/{document.id}/review").text
    part = client.get(f"/documents/{document.id}/suggestions", headers=HTMX, checked=False).text  # a part of a page

    assert f'hx-get="/documents/{document.id}/suggestions"' in desk
    assert f'id="suggestions-{clause.position}" hx-swap-oob="true"' in part
    assert "由市海洋局牵头" in part
    assert f'href="/documents/{source.document_id}#clause-{source.position}"' in part


def test_a_suggestion_is_taken_over_by_one_click_and_never_by_itself(client, db, document, clause, source):
    client.get(f"/documents/{document.id}/suggestions", checked=False)  # a part of a page
    assert units_of(clauses_in(db, document)[0]) == []

    answer = client.post(
        f"/clauses/{clause.id}/take-unit",
        data={"version": clause.version, "unit_id": source.units[0].unit_id},
        headers=HTMX,
    )

    assert "市海洋局" in answer.text
    assert [(c.status, units_of(c)) for c in clauses_in(db, document)] == [(ClauseStatus.PARSED, ["市海洋局"])]


def test_a_unit_that_cannot_be_chosen_is_not_taken_over(client, db, document, clause):
    assert "请选择单位" in post(client, f"/clauses/{clause.id}/take-unit", clause, unit_id=999_999)
    assert units_of(clauses_in(db, document)[0]) == []


def test_several_clauses_are_given_a_unit_at_once_and_it_is_taken_back(client, db, document, science, clause):
    other = make_clause(document, status=ClauseStatus.PARSED)
    ticked = [f"{one.id}:{one.version}" for one in (clause, other)]

    page = post(client, f"/documents/{document.id}/amend-clauses", lead_id=science.id, supporting_id=0, is_task="")
    assert "请先勾选条款" in page
    data = {"clause": ticked, "lead_id": science.id, "supporting_id": 0, "is_task": ""}
    client.post(f"/documents/{document.id}/amend-clauses", data=data)
    assert [units_of(c) for c in clauses_in(db, document)] == [["市科技局"], ["市科技局"]]

    assert "已撤销“批量设置”" in post(client, f"/documents/{document.id}/undo")
    assert [units_of(c) for c in clauses_in(db, document)] == [[], []]
    assert "没有可以撤销" in post(client, f"/documents/{document.id}/undo")


def test_a_faulty_date_for_many_changes_nothing(client, db, document, clause):
    data = {"clause": f"{clause.id}:{clause.version}", "lead_id": 0, "supporting_id": 0, "due_on": "2027-13-45"}

    assert "有误" in client.post(f"/documents/{document.id}/amend-clauses", data=data, follow_redirects=True).text


def test_a_clause_is_split_at_a_sentence_and_merged_again(client, db, document, clause):
    offset = document.text.index("报批")
    assert f'value="{offset}"' in client.get(f"/clauses/{clause.id}/split").text

    post(client, f"/clauses/{clause.id}/split", clause, offset=offset)
    assert [document.text[c.start_offset : c.end_offset].strip() for c in clauses_in(db, document)] == [
        "统筹用海用岛。编制用海用岛方案，严格岸线管理。",
        "报批以后实施。",
    ]
    post(client, f"/clauses/{clause.id}/merge", clause)

    assert len(clauses_in(db, document)) == 1


@pytest.mark.parametrize("offset", ["", "x", "0", "999999"])
def test_a_place_that_is_none_is_refused(client, db, document, clause, offset):
    assert "不在这一条" in post(client, f"/clauses/{clause.id}/split", clause, offset=offset)
    assert len(clauses_in(db, document)) == 1


def test_clauses_change_places(client, db, document, clause):
    second = make_clause(document, status=ClauseStatus.PARSED)

    post(client, f"/clauses/{clause.id}/move", clause, down="yes")
    assert clauses_in(db, document) == [second, clause]
    post(client, f"/clauses/{clause.id}/move", clause)

    assert clauses_in(db, document) == [clause, second]


def test_a_confirmation_is_taken_back(client, db, document, science):
    clause = make_clause(document, status=ClauseStatus.PARSED, units=(("市科技局", science, LEAD),))
    post(client, f"/documents/{document.id}/confirm-clear")
    assert clauses_in(db, document)[0].status is ClauseStatus.CONFIRMED

    assert "已撤销“确认全部无标记条款”" in post(client, f"/documents/{document.id}/undo")

    assert clauses_in(db, document) == [clause]
    assert clause.status is ClauseStatus.PARSED


def test_clauses_with_a_flag_come_first_where_the_address_says_so_and_acts_keep_the_order(client, document, science):
    plain = make_clause(document, title="没有提示", status=ClauseStatus.PARSED, units=(("市科技局", science, LEAD),))
    flagged = make_clause(document, title="有提示", status=ClauseStatus.PARSED, flags=["no_unit"])

    usual = client.get(f"/documents/{document.id}/review").text
    page = client.get(f"/documents/{document.id}/review?order=flags").text
    moved = client.post(f"/clauses/{plain.id}/confirm?order=flags", data={"version": plain.version})

    assert usual.index(f'data-id="{plain.id}"') < usual.index(f'data-id="{flagged.id}"')
    assert page.index("有提示的 1 条") < page.index(f'data-id="{flagged.id}"') < page.index("其余 1 条")
    assert page.index("其余 1 条") < page.index(f'data-id="{plain.id}"')
    assert moved.location == f"/documents/{document.id}/review?order=flags#clause-{plain.position}"


def test_the_desk_says_what_can_be_taken_back(client, document, science):
    clause = make_clause(document, status=ClauseStatus.PARSED, units=(("市科技局", science, LEAD),))
    before = client.get(f"/documents/{document.id}/review").text

    answer = client.post(f"/clauses/{clause.id}/confirm", data={"version": clause.version}, headers=HTMX).text

    assert "没有可以撤销的操作" in before
    assert f"撤销自己的上一步：确认 {clause.label}" in answer


def test_a_script_is_told_where_a_moved_clause_stands_now(client, document, clause):
    make_clause(document, status=ClauseStatus.PARSED)
    data = {"version": clause.version, "down": "yes"}

    page = client.post(f"/clauses/{clause.id}/move", data=data, headers=HTMX, follow_redirects=True).text

    assert 'data-at="2"' in page


def test_a_document_without_clauses_says_what_to_do(client, document):
    page = client.get(f"/documents/{document.id}/review").text

    assert "没有读出条款" in page
    assert "应用到所选" not in page, "there is nothing to choose"


def test_a_desk_that_is_old_is_drawn_anew(client, document, science):
    clause = make_clause(document, status=ClauseStatus.PARSED, units=(("市科技局", science, LEAD),))
    old = {**HTMX, "HX-Target": f"clause-{clause.position + 1}"}

    answer = client.post(f"/clauses/{clause.id}/confirm", data={"version": clause.version}, headers=old)

    assert answer.headers["HX-Refresh"] == "true"


def test_what_reviewers_left_unchanged_is_reported_by_field(client, db, document, science):
    unchanged = {"is_task": True, "lead_units": ["市科技局"], "support_units": [], "due_kind": "inferred",
                 "due_on": "2026-12-31"}  # fmt: skip
    for title in ("读出的标题", "另一标题"):
        clause = make_clause(document, title="读出的标题", units=(("市科技局", science, LEAD),))
        clause.parsed = unchanged | {"title": title, "start": clause.start_offset, "end": clause.end_offset}
    db.session.commit()

    page = client.get("/documents/accuracy").text

    assert "50.0%" in page
    assert page.count("100.0%") == 5
    assert "人工改动 1 处" in page


def test_the_desk_costs_the_same_statements_for_any_number_of_clauses(client, document, science):
    counts = []
    for more in (2, 30):
        for _ in range(more):
            make_clause(document, status=ClauseStatus.PARSED, units=(("市科技局", science, LEAD),))
        with counted_statements() as statements:
            client.get(f"/documents/{document.id}/review")
        counts.append(len(statements))

    assert counts[0] == counts[1]
