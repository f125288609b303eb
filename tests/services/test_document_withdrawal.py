"""A document that should not have been imported is taken back, and reviewed after all."""

import json

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_clause, make_document, make_task, make_unit, make_user, saved
from tests.services.conftest import actions
from tracker.adapters.file_store import FileStore
from tracker.db import transaction
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, AuditEntry, Clause, Task, VersionDecision
from tracker.queries.document_withdrawal import last_withdrawal
from tracker.services import document_import, document_versions, document_withdrawal

WHY = "选错了文件"


@pytest.fixture
def confirmed(db):
    document = make_document(status=DocumentStatus.CONFIRMED)
    make_task(clause=make_clause(document), lead=make_unit(), status=TaskStatus.DRAFT)
    make_clause(document, status=ClauseStatus.LEFT_OUT)
    return document


def withdraw(document, actor, **changed):
    with transaction(document):
        document_withdrawal.withdraw(
            document, **{"version": document.version, "reason": WHY, "actor": actor, "now": NOW} | changed
        )


def restore(document, actor):
    with transaction(document):
        document_withdrawal.restore(document, actor=actor, now=NOW)


def test_drafts_go_and_what_was_decided_about_clauses_stays(db, confirmed, actor):
    withdraw(confirmed, actor)

    assert confirmed.status is DocumentStatus.WITHDRAWN
    assert db.session.scalars(sa.select(Task)).all() == db.session.scalars(sa.select(Assignment)).all() == []
    decided = db.session.scalars(sa.select(Clause.status).order_by(Clause.position)).all()
    assert decided == [ClauseStatus.CONFIRMED, ClauseStatus.LEFT_OUT]
    entry = db.session.scalars(sa.select(AuditEntry)).one()
    assert json.loads(entry.changes) == {"status": ["confirmed", "withdrawn"], "reason": WHY, "removed": 1}
    found = last_withdrawal(confirmed)
    assert (found.by, found.at, found.reason, found.replaced_by) == (actor, NOW, WHY, None)


def test_it_comes_back_to_review_and_is_withdrawn_no_more(db, confirmed, actor):
    withdraw(confirmed, actor)
    restore(confirmed, actor)

    assert confirmed.status is DocumentStatus.IN_REVIEW
    assert last_withdrawal(confirmed) is None
    assert actions(db, confirmed) == ["withdraw_document", "restore"]


def test_withdrawing_is_refused_without_a_reason_and_to_who_saw_an_older_page(confirmed, actor):
    refused = {
        "请填写撤下理由": {"reason": " "},
        "1000 字以内": {"reason": "长" * 1001},
        "被别人修改": {"version": confirmed.version - 1},
        "别人修改了": {"version": None},
    }

    for sentence, changed in refused.items():
        with pytest.raises(RuleViolation, match=sentence):
            withdraw(confirmed, actor, **changed)
    assert confirmed.status is DocumentStatus.CONFIRMED


def out(document):
    document.status = DocumentStatus.ISSUED


def archived(document):
    document.status = DocumentStatus.ARCHIVED


def approval_asked(document):
    make_task(clause=make_clause(document), lead=make_unit(), status=TaskStatus.OPENING_PENDING)


def numbered(document):
    task = make_task(clause=make_clause(document), lead=make_unit(), status=TaskStatus.DRAFT)
    task.number_year, task.number_serial = TODAY.year, 1
    saved(task)


def replaced(document):
    newer = make_document("修订意见", status=DocumentStatus.IN_REVIEW)
    newer.supersedes = document
    saved(newer)


def decided(document):
    document.supersedes = make_document("旧意见")
    clause = make_clause(document)
    saved(
        VersionDecision(
            document=document, new_clause=clause, choice="open", decided_by=make_user(Role.SUPERVISOR), decided_at=NOW
        )
    )


@pytest.mark.parametrize(
    ("begin", "sentence"),
    [
        (out, "文件已交办，不能撤下；内容有变的，请导入新版本"),
        (archived, "文件已归档，不能撤下；"),
        (approval_asked, "已有 1 项任务报批、立项或交办，文件不能撤下；"),
        (numbered, "已有 1 项任务报批、立项或交办，文件不能撤下；"),
        (replaced, "《修订意见》是本文件的新版本"),
        (decided, "已按本文件处置旧版的任务"),
    ],
)
def test_a_document_on_which_work_has_begun_stays(confirmed, actor, begin, sentence):
    begin(confirmed)
    saved(confirmed)

    with pytest.raises(RuleViolation, match=sentence):
        withdraw(confirmed, actor)


def test_its_earlier_version_is_free_for_another(db, confirmed, actor):
    confirmed.supersedes = earlier = make_document("旧意见")
    saved(confirmed)
    withdraw(confirmed, actor)

    assert confirmed.supersedes is None
    assert actions(db, confirmed) == ["separate", "withdraw_document"]
    other = make_document("另一新版本", status=DocumentStatus.IN_REVIEW)
    with pytest.raises(RuleViolation, match="已撤下的文件不能设为新旧版本"):
        document_versions.supersede(confirmed, earlier, actor=actor, now=NOW)
    document_versions.supersede(other, earlier, actor=actor, now=NOW)
    assert other.supersedes is earlier


def test_what_a_new_version_replaced_does_not_come_back(confirmed, actor):
    replaced(confirmed)
    confirmed.status = DocumentStatus.WITHDRAWN
    saved(confirmed)

    with pytest.raises(RuleViolation, match="新版本《修订意见》已代替它"):
        restore(confirmed, actor)


@pytest.mark.parametrize("status", [DocumentStatus.CONFIRMED, DocumentStatus.ISSUED])
def test_only_what_is_withdrawn_comes_back(confirmed, actor, status):
    confirmed.status = status
    saved(confirmed)

    with pytest.raises(ActionNotAllowed, match="不能恢复审核"):
        restore(confirmed, actor)


def test_the_same_file_comes_in_again_and_then_the_withdrawn_one_stays_away(db, confirmed, actor, tmp_path):
    paper = document_import.prepare("试点市人民政府关于园区的意见\n\n（一）建设平台。\n".encode(), "意见.txt")
    government = confirmed.jurisdiction

    def take_in(**more):
        with transaction():
            return document_import.import_document(
                paper, government=government, store=FileStore(tmp_path), actor=actor, now=NOW, today=TODAY, **more
            )

    first = take_in()
    withdraw(first, actor)
    with pytest.raises(document_import.AlreadyImported):
        take_in(is_demonstration=True)  # loaded anew at each start
    second = take_in()

    assert (first.status, second.status) == (DocumentStatus.WITHDRAWN, DocumentStatus.IN_REVIEW)
    assert first.source_sha256 == second.source_sha256
    with pytest.raises(RuleViolation, match="同一份文件已重新导入"):
        restore(first, actor)
    withdraw(second, actor)
    restore(first, actor)
    with pytest.raises(document_import.AlreadyImported):
        take_in()
