"""The review desk: every decision about a clause, with and without scripts."""

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_clause, make_document, make_government, make_unit, make_user
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.roles import Role
from tracker.models import Task
from tracker.services import clause_review

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING
HTMX = {"HX-Request": "true"}


@pytest.fixture
def supervisor(db, sign_in):
    make_government("试点市")
    return sign_in(make_user(Role.SUPERVISOR))


@pytest.fixture
def document(supervisor):
    return make_document(status=DocumentStatus.IN_REVIEW)


@pytest.fixture
def science(document):
    return make_unit("市科技局")


def clause_of(document, *units, **more):
    return make_clause(document, status=ClauseStatus.PARSED, units=units, **more)


def form_of(clause, **changes):
    lead = next((unit.unit_id for unit in clause.units if unit.role is LEAD), 0)
    values = {
        "version": clause.version,
        "title": clause.title,
        "is_task": "y",
        "lead_id": lead or 0,
        "supporting_ids": [unit.unit_id for unit in clause.units if unit.role is SUPPORTING],
        "due_kind": clause.due_kind.value,
        "due_on": "2027-12-31",
        **changes,
    }
    return {f"clause-{clause.id}-{name}": value for name, value in values.items()}


def refreshed(db, clause):
    db.session.refresh(clause)
    return clause


def test_the_desk_shows_clauses_beside_the_source_with_the_words_of_each_field(client, document, science):
    clause = clause_of(
        document, ("市科技局", science, LEAD), flags=["missing_number", "due_inferred"], title="建设平台"
    )

    page = client.get(f"/documents/{document.id}/review").text

    assert "缺号" in page
    assert "时限为推定" in page
    assert f'data-source-of="{clause.position}" data-field="units"' in page
    assert "data-flagged" in page
    assert "0/1" in page


def test_a_clause_is_confirmed_with_one_button(client, db, document, science):
    clause = clause_of(document, ("市科技局", science, LEAD))

    response = client.post(f"/clauses/{clause.id}/confirm", data={"version": clause.version})

    assert response.location == f"/documents/{document.id}/review#clause-{clause.position}"
    assert refreshed(db, clause).status is ClauseStatus.CONFIRMED


def test_with_htmx_the_answer_is_the_clause_and_the_head_of_the_desk(client, document, science):
    clause = clause_of(document, ("市科技局", science, LEAD))

    response = client.post(f"/clauses/{clause.id}/confirm", data={"version": clause.version}, headers=HTMX)

    assert response.status_code == 200
    assert f'id="clause-{clause.position}"' in response.text
    assert "1/1" in response.text
    assert "确认文件" in response.text
    assert "<html" not in response.text


def test_a_refused_confirmation_says_why_beside_the_clause(client, db, document):
    clause = clause_of(document, ("市人才委", None, LEAD), flags=["unit_unknown"])
    data = {"version": clause.version}

    with_script = client.post(f"/clauses/{clause.id}/confirm", data=data, headers=HTMX)
    without = client.post(f"/clauses/{clause.id}/confirm", data=data, follow_redirects=True)

    assert with_script.status_code == 409
    assert "还没有识别" in with_script.text
    assert "还没有识别" in without.text
    assert refreshed(db, clause).status is ClauseStatus.PARSED


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_confirmation_without_its_version_is_not_understood(client, document, science, version):
    clause = clause_of(document, ("市科技局", science, LEAD))

    assert client.post(f"/clauses/{clause.id}/confirm", data={"version": version}).status_code == 400


@pytest.mark.parametrize("act", ["leave-out", "return-to-review", "copy-units", "confirm", "merge", "move"])
def test_nothing_is_decided_about_a_text_that_somebody_has_changed_meanwhile(client, db, document, science, act):
    clause = clause_of(document, ("市科技局", science, LEAD))
    before = clause.version

    page = client.post(f"/clauses/{clause.id}/{act}", data={"version": before - 1}, follow_redirects=True).text

    assert "被别人修改了" in page
    assert refreshed(db, clause).version == before


def test_a_clause_is_left_out_and_opened_again(client, db, document, science):
    clause = clause_of(document, ("市科技局", science, LEAD))

    client.post(f"/clauses/{clause.id}/leave-out", data={"version": clause.version})
    assert refreshed(db, clause).status is ClauseStatus.LEFT_OUT
    client.post(f"/clauses/{clause.id}/return-to-review", data={"version": refreshed(db, clause).version})

    assert refreshed(db, clause).status is ClauseStatus.PARSED


def test_the_units_of_the_clause_above_are_used_again(client, db, document, science):
    clause_of(document, ("市科技局", science, LEAD))
    clause = clause_of(document, flags=["no_unit"])

    client.post(f"/clauses/{clause.id}/copy-units", data={"version": clause.version})

    assert [unit.unit_id for unit in refreshed(db, clause).units] == [science.id]


def test_the_form_shows_the_clause_and_saves_what_was_changed(client, db, document, science):
    finance = make_unit("市财政局")
    clause = clause_of(document, ("市科技局", science, LEAD))
    assert clause.title in client.get(f"/clauses/{clause.id}/edit").text

    data = form_of(clause, lead_id=finance.id, supporting_ids=[science.id, finance.id], due_kind="explicit")
    response = client.post(f"/clauses/{clause.id}/edit", data=data)

    assert response.status_code == 302
    assert [(unit.unit.name, unit.role) for unit in refreshed(db, clause).units] == [
        ("市财政局", LEAD),
        ("市科技局", SUPPORTING),
    ]


def test_the_form_in_place_is_a_part_of_the_page(client, document, science):
    clause = clause_of(document, ("市科技局", science, LEAD))

    opened = client.get(f"/clauses/{clause.id}/edit", headers=HTMX)
    saved_ = client.post(f"/clauses/{clause.id}/edit", data=form_of(clause, title="新标题"), headers=HTMX)

    assert "<html" not in opened.text
    assert "hx-post" in opened.text
    assert "新标题" in saved_.text


def test_a_form_in_place_is_given_up_for_the_clause_as_it_stands(client, document, science):
    clause = clause_of(document, ("市科技局", science, LEAD), title="建设平台")

    given_up = client.get(f"/clauses/{clause.id}", headers=HTMX)

    assert "建设平台" in given_up.text
    assert 'data-tools="task"' in given_up.text
    assert "<html" not in given_up.text


@pytest.mark.parametrize(
    ("more", "there", "missing"),
    [
        ({"status": ClauseStatus.PARSED}, "/confirm", "/return-to-review"),
        ({"status": ClauseStatus.PARSED, "is_task": False}, "确认不作任务", "/leave-out"),
        ({"status": ClauseStatus.CONFIRMED}, "/return-to-review", "/leave-out"),
    ],
)
def test_without_scripts_a_clause_has_a_page_with_all_that_may_be_done_to_it(
    client, document, science, more, there, missing
):
    clause = make_clause(document, units=(("市科技局", science, LEAD),), **more)
    assert f'href="/clauses/{clause.id}"' in client.get(f"/documents/{document.id}/review").text

    page = client.get(f"/clauses/{clause.id}").text

    assert f"/clauses/{clause.id}" in page
    assert there in page
    assert missing not in page
    assert clause.title in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "请填写任务名称。"),
        ({"due_on": ""}, "请填写完成时限"),
        ({"due_on": "2027-13-45"}, "2027-13-45"),
        ({"lead_id": 999_999}, "选"),
    ],
)
def test_a_faulty_form_comes_back_with_what_was_typed(client, db, document, science, changes, sentence):
    clause = clause_of(document, ("市科技局", science, LEAD))
    before = clause.version

    response = client.post(f"/clauses/{clause.id}/edit", data=form_of(clause, **changes))

    assert response.status_code == 422
    assert sentence in response.text
    assert refreshed(db, clause).version == before


def test_after_a_conflict_both_texts_are_shown_and_the_second_save_counts(client, db, document, science):
    clause = clause_of(document, ("市科技局", science, LEAD))
    opened = form_of(clause, title="我的标题")
    colleague = make_user(Role.SUPERVISOR, display_name="陈督查")
    with transaction(clause):
        values = clause_review.ClauseValues("同事的标题", True, ((science.id, LEAD),), clause.due_kind, clause.due_on)
        clause_review.amend(clause, values, version=clause.version, actor=colleague, now=NOW)

    response = client.post(f"/clauses/{clause.id}/edit", data=opened)

    assert response.status_code == 409
    assert "同事的标题" in response.text
    assert "陈督查" in response.text
    assert "我的标题" in response.text
    assert refreshed(db, clause).title == "同事的标题"
    client.post(f"/clauses/{clause.id}/edit", data=opened | form_of(clause, title="我的标题"))
    assert refreshed(db, clause).title == "我的标题"


def test_all_clauses_without_a_flag_are_confirmed_and_the_document_becomes_tasks(client, db, document, science):
    clause_of(document, ("市科技局", science, LEAD), flags=["due_inferred"])
    clause_of(document, is_task=False)

    client.post(f"/documents/{document.id}/confirm-clear")
    response = client.post(f"/documents/{document.id}/confirm")

    assert response.location == f"/documents/{document.id}/issuing"
    assert len(db.session.scalars(sa.select(Task)).all()) == 1


def test_a_document_with_waiting_clauses_stays_in_review_and_says_why(client, db, document):
    clause_of(document, flags=["no_unit"])

    response = client.post(f"/documents/{document.id}/confirm", follow_redirects=True)

    assert "还有 1 条没有审核" in response.text
    assert refreshed(db, document).status is DocumentStatus.IN_REVIEW


def test_clauses_of_another_city_do_not_seem_to_exist(client, supervisor):
    foreign = make_clause(make_document(government=make_government("别处市"), status=DocumentStatus.IN_REVIEW))

    assert client.get(f"/clauses/{foreign.id}/edit").status_code == 404
    assert client.post(f"/clauses/{foreign.id}/confirm", data={"version": 1}).status_code == 404


def test_a_unit_cannot_review(client, sign_in, document, science):
    clause = clause_of(document, ("市科技局", science, LEAD))
    sign_in(make_user(unit=science))

    assert client.get(f"/clauses/{clause.id}/edit").status_code == 404
    assert client.get(f"/documents/{document.id}/review").status_code == 404


def test_a_clause_names_its_units_by_their_part_as_the_registry_does_now(client, db, document, science):
    finance = make_unit("市财政局")
    clause_of(document, ("市财政局", finance, SUPPORTING), ("市科技委", science, LEAD), ("市海岛办", None, SUPPORTING))

    page = " ".join(client.get(f"/documents/{document.id}/review").text.split())
    science.name = "市科学局"
    db.session.commit()
    renamed = client.get(f"/documents/{document.id}/review").text

    lead, _, supporting = page.partition("<dt>牵头</dt>")[2].partition("<dt>配合</dt>")
    assert "原文：市科技委）" in lead
    assert "市财政局</span>、" in supporting
    assert "市海岛办（未识别）" in supporting
    assert "市科学局</span>" in renamed, "what is drawn once must not outlive a new name"
