"""The pages on which a document is withdrawn and brought back."""

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_clause, make_document, make_task, make_unit, make_user, saved
from tests.services.conftest import actions
from tracker.db import transaction
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus
from tracker.models import PolicyDocument
from tracker.services import document_withdrawal

WHY = "选错了文件"


@pytest.fixture
def document(db):
    document = make_document("选错的意见", status=DocumentStatus.CONFIRMED)
    make_task(clause=make_clause(document), lead=make_unit(), status=TaskStatus.DRAFT)
    return document


@pytest.fixture
def supervisor(sign_in, document):
    return sign_in(make_user(Role.SUPERVISOR, display_name="王督查"))


def status(db, document):
    return db.session.scalar(sa.select(PolicyDocument.status).where(PolicyDocument.id == document.id))


def test_the_page_says_what_goes_and_a_double_click_withdraws_once(client, db, document, supervisor):
    address = f"/documents/{document.id}/withdrawal"
    page = client.get(address).text
    unsaid = client.post(address, data={"version": document.version, "reason": ""})
    sent = {"version": document.version, "reason": WHY}
    answers = [client.post(address, data=sent) for _ in range(2)]
    shown = client.get(f"/documents/{document.id}").text
    desk = client.get(f"/documents/{document.id}/review").text

    assert "条款 1 条（已审 1 条）的审核结果和原文件保留备查" in page
    assert "1 项草稿任务一并取消" in page
    assert (unsaid.status_code, "请填写撤下理由。" in unsaid.text) == (422, True)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert actions(db, document) == ["withdraw_document"]
    for text in (shown, desk):
        assert "王督查于" in text
        assert f"理由：{WHY}" in text
        assert f"/documents/{document.id}/restoration" in text
    assert "bulk-form" not in desk
    assert "选错的意见" not in client.get("/documents?q=选错").text
    assert "选错的意见" in client.get("/documents?status=withdrawn").text


def test_a_document_is_brought_back_to_its_desk(client, db, document, supervisor):
    with transaction(document):
        document_withdrawal.withdraw(document, version=document.version, reason=WHY, actor=supervisor, now=NOW)

    answer = client.post(f"/documents/{document.id}/restoration")

    assert answer.location.endswith(f"/documents/{document.id}/review")
    assert status(db, document) is DocumentStatus.IN_REVIEW


def test_a_second_person_learns_that_the_document_was_withdrawn(client, db, document, supervisor):
    seen = document.version
    other = make_user(Role.SUPERVISOR, display_name="李督查")
    with transaction(document):
        document_withdrawal.withdraw(document, version=seen, reason="重复导入", actor=other, now=NOW)

    answer = client.post(f"/documents/{document.id}/withdrawal", data={"version": seen, "reason": WHY})

    assert answer.status_code == 409
    assert "李督查于" in answer.text
    assert WHY in answer.text  # what was typed is not lost
    assert actions(db, document) == ["withdraw_document"]


def test_a_document_that_is_out_is_not_withdrawn(client, db, document, supervisor):
    document.status = DocumentStatus.ISSUED
    saved(document)
    address = f"/documents/{document.id}/withdrawal"

    told = client.get(address, follow_redirects=True).text
    answer = client.post(address, data={"version": document.version, "reason": WHY})

    assert "撤下…" not in told
    for text in (told, answer.text):
        assert "文件已交办，不能撤下；内容有变的，请导入新版本" in text
    assert answer.status_code == 422
    assert status(db, document) is DocumentStatus.ISSUED
