"""The page on which tasks are decided about when a document is replaced."""

import pytest
import sqlalchemy as sa

from tests.factories import make_clause, make_document, make_task, make_unit, make_user, saved
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus
from tracker.models import Task, VersionDecision

OLD = ("土地保障", "盘活低效工业用地，新增建设用地指标优先保障园区，亩均税收达到42万元。")
NEW = ("土地保障", "盘活低效工业用地，新增建设用地指标优先保障园区，亩均税收达到45万元。")
SAME = ("科创平台", "布局重点实验室、技术创新中心等科技创新载体。")


@pytest.fixture
def earlier(db):
    document = make_document("关于高新区的意见")
    for text in (OLD, SAME):
        make_task(clause=make_clause(document, None, *text), lead=make_unit())
    return document


@pytest.fixture
def document(earlier):
    document = make_document("关于高新区的意见（修订）", status=DocumentStatus.CONFIRMED)
    for text in (NEW, SAME):
        make_task(clause=make_clause(document, None, *text), lead=make_unit(), status=TaskStatus.DRAFT)
    return document


@pytest.fixture
def linked(document, earlier):
    document.supersedes = earlier
    return saved(document)


@pytest.fixture
def supervisor(sign_in):
    return sign_in(make_user(Role.SUPERVISOR))


def clause_ids(db, document):
    return list(db.session.scalars(sa.select(Task.clause_id).where(Task.document_id == document.id).order_by(Task.id)))


def form_of(db, document, **values):
    (old, _), (new, _) = clause_ids(db, document.supersedes), clause_ids(db, document)
    return {"old_clause_id": old, "new_clause_id": new, **values}


def decisions(db):
    return db.session.scalars(sa.select(VersionDecision)).all()


def test_the_earlier_version_is_chosen_and_the_difference_shown(client, supervisor, document, earlier):
    assert "关于高新区的意见" in client.get(f"/documents/{document.id}/versions").text

    page = client.post(
        f"/documents/{document.id}/versions", data={"earlier_id": earlier.id}, follow_redirects=True
    ).text

    assert "<del>42</del><ins>45</ins>" in page
    assert "还有 2 处" in page


def test_a_document_that_cannot_be_the_earlier_one_is_refused(client, supervisor, db, document):
    page = client.post(f"/documents/{document.id}/versions", data={"earlier_id": 999}, follow_redirects=True).text

    assert "请选择旧版文件" in page
    assert document.supersedes_id is None


def test_a_task_is_carried_over(client, supervisor, db, linked, earlier):
    form = form_of(db, linked, choice="carry_over", take_limit="y")

    response = client.post(f"/documents/{linked.id}/versions/decisions", data=form, follow_redirects=True)

    assert "沿用原任务，改用新文本" in response.text
    assert "还有 1 处" in response.text
    assert len(decisions(db)) == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"choice": "replace", "reason": ""}, "须写明理由"),
        ({"choice": "open"}, "这一条不能选择"),
        ({"reason": "写了一半的理由"}, "请选择一种处置"),
    ],
)
def test_a_refused_decision_is_shown_again_with_its_sentence(client, supervisor, db, linked, values, sentence):
    response = client.post(f"/documents/{linked.id}/versions/decisions", data=form_of(db, linked, **values))

    assert response.status_code == 422
    assert sentence in response.text
    assert values.get("reason", "") in response.text
    assert decisions(db) == []


def test_what_says_the_same_is_carried_over_by_one_click(client, supervisor, db, linked):
    page = client.post(f"/documents/{linked.id}/versions/same-words", follow_redirects=True).text

    assert "文字未变的 1 项任务已沿用" in page
    assert len(decisions(db)) == 1


def test_the_earlier_version_is_put_away_at_the_end(client, supervisor, db, linked, earlier):
    address, form = f"/documents/{linked.id}/versions", form_of(db, linked, choice="end", reason="不再要求")
    assert "还有 2 处变动没有处置" in client.post(f"{address}/end", follow_redirects=True).text
    client.post(f"{address}/same-words")
    client.post(f"{address}/decisions", data=form)

    page = client.post(f"{address}/end", follow_redirects=True).text

    assert "旧版已办理完毕" in page
    db.session.refresh(earlier)
    assert earlier.status is DocumentStatus.ARCHIVED


def test_the_relation_is_taken_back_while_nothing_is_decided(client, supervisor, db, linked):
    page = client.post(f"/documents/{linked.id}/versions/separate", follow_redirects=True).text
    assert "已撤销版本关系" in page

    assert "没有设定旧版本" in client.post(f"/documents/{linked.id}/versions/separate", follow_redirects=True).text


def test_one_kind_of_change_is_shown_alone(client, supervisor, linked):
    page = client.get(f"/documents/{linked.id}/versions?kind=changed").text

    assert "<ins>45</ins>" in page
    assert "科创平台" not in page
    assert "没有这类变动" in client.get(f"/documents/{linked.id}/versions?kind=added").text


def test_the_earlier_version_leads_to_the_later_one(client, supervisor, linked, earlier):
    assert f'href="/documents/{linked.id}/versions"' in client.get(f"/documents/{earlier.id}/versions").text


def test_before_its_confirmation_a_version_is_only_compared(client, supervisor, db, linked):
    linked.status = DocumentStatus.IN_REVIEW
    saved(linked)

    page = client.get(f"/documents/{linked.id}/versions").text

    assert "新版审核确认之后才能处置" in page
    assert "/versions/decisions" not in page


@pytest.mark.parametrize("role", [Role.LEADER, Role.LIAISON])
def test_only_the_supervision_office_decides(client, sign_in, linked, role):
    sign_in(make_user(role))

    assert client.get(f"/documents/{linked.id}/versions").status_code in (403, 404)
