"""Documents on pages: brought in, found, read, issued."""

import io
import re
from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import make_clause, make_document, make_government, make_section, make_task, make_unit, make_user
from tests.support.statements import counted_statements
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, OutboxEmail, PolicyDocument

PAPER = """试点市人民政府关于促进园区发展的实施意见

一、重点任务
（一）建设平台。到2027年，建设重点实验室10家以上。（责任单位：市科技局、市财政局）
（二）引育人才。实施人才计划。（责任单位：市人才委）

试点市人民政府
2026年3月2日
"""


@pytest.fixture
def government(db):
    return make_government("试点市")


@pytest.fixture
def supervisor(government, sign_in):
    return sign_in(make_user(Role.SUPERVISOR))


def upload(client, text=PAPER, name="意见.txt", headers=None, **fields):
    data = {"file": (io.BytesIO(text if isinstance(text, bytes) else text.encode()), name), "government_id": 0}
    return client.post("/documents/new", data=data | fields, content_type="multipart/form-data", headers=headers)


def the_document(db):
    return db.session.scalars(sa.select(PolicyDocument)).one()


def test_the_list_is_searched_and_filtered_through_the_address(client, supervisor):
    make_document("人才意见", status=DocumentStatus.IN_REVIEW)
    make_document("园区意见", status=DocumentStatus.ISSUED)

    by_word = client.get("/documents?q=人才").text
    by_status = client.get("/documents?status=issued").text
    nonsense = client.get("/documents?status=nonsense&government=x&page=-3")

    assert "人才意见" in by_word
    assert "园区意见" not in by_word
    assert "园区意见" in by_status
    assert "人才意见" not in by_status
    assert nonsense.status_code == 200


def test_another_citys_documents_do_not_seem_to_exist(client, supervisor):
    foreign = make_document("外市意见", government=make_government("别处市"))

    assert "外市意见" not in client.get("/documents").text
    assert client.get(f"/documents/{foreign.id}").status_code == 404
    assert client.get(f"/documents/{foreign.id}/review").status_code == 404
    assert client.post(f"/documents/{foreign.id}/confirm").status_code == 404


def test_a_unit_reads_the_document_of_its_issued_task_and_no_other(client, sign_in, government):
    unit = make_unit("市科技局")
    issued, pending = make_document("已交办意见"), make_document("未交办意见", status=DocumentStatus.CONFIRMED)
    make_task(document=issued, lead=unit)
    make_task(document=pending, lead=unit, status=TaskStatus.DRAFT)
    sign_in(make_user(unit=unit))

    assert "已交办意见" in client.get(f"/documents/{issued.id}").text
    assert client.get(f"/documents/{pending.id}").status_code == 404
    assert client.get(f"/documents/{issued.id}/review").status_code == 403
    assert client.get(f"/documents/{issued.id}/issuing").status_code == 403


def test_the_page_shows_the_whole_text_with_an_anchor_at_each_clause(client, db, supervisor):
    upload(client)
    document = the_document(db)

    page = client.get(f"/documents/{document.id}").text

    assert 'id="clause-1"' in page
    assert 'id="clause-2"' in page
    shown = re.sub(r"<[^>]+>", "", page)
    assert all(line in shown for line in PAPER.splitlines())


def test_the_original_leaves_as_it_came_and_is_never_run(client, db, supervisor):
    upload(client)

    response = client.get(f"/documents/{the_document(db).id}/file")

    assert response.data.decode() == PAPER
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_the_details_are_put_right(client, db, supervisor, government):
    upload(client)
    document = the_document(db)
    values = {"title": "新标题", "document_number": "试政发〔2026〕3号", "issuing_authority": "试点市人民政府",
              "signed_on": "2026-03-02", "effective_on": "2026-04-01", "government_id": government.id}  # fmt: skip

    assert client.post(f"/documents/{document.id}/details", data=values).status_code == 302
    assert client.post(f"/documents/{document.id}/details", data=values | {"title": ""}).status_code == 422

    db.session.refresh(document)
    assert (document.title, document.document_number) == ("新标题", "试政发〔2026〕3号")
    assert (document.published_on, document.effective_on) == (None, date(2026, 4, 1))


def test_the_desk_says_what_the_paper_does_not_tell_and_the_details_show_where_it_may_stand(client, db, supervisor):
    upload(client)
    document = the_document(db)
    document.document_number = document.signed_on = None
    document.flags = ["no_title"]
    db.session.commit()

    desk = client.get(f"/documents/{document.id}/review").text
    assert "未读到标题、文号、成文日期，去补填" in desk
    assert "未找到标题" not in desk, "it is said once"
    details = client.get(f"/documents/{document.id}/details").text

    assert details.count("没有读到，可对照原文补填") == 2
    assert "原文" in details
    assert PAPER.splitlines()[0] in details


def test_a_document_moved_to_another_government_looks_its_units_up_anew(client, db, supervisor, government):
    district = make_government("城北区", parent=government)
    make_unit("市人才委", district)
    upload(client)
    document = the_document(db)

    client.post(f"/documents/{document.id}/details", data={"title": document.title, "government_id": district.id})

    db.session.refresh(document)
    assert document.jurisdiction_id == district.id
    assert "区" in client.get(f"/documents/{document.id}/review").text


@pytest.fixture
def confirmed(supervisor):
    document = make_document(status=DocumentStatus.CONFIRMED)
    units = [make_unit("市科技局"), make_unit("市财政局")]
    for unit in units:
        make_user(unit=unit)
    make_task(document=document, lead=units[0], supporting=(units[1],), status=TaskStatus.DRAFT)
    return document


ISSUE = {"basis": "《意见》", "approving_leader": "沈市长", "start_on": "2026-06-15"}


def test_the_preview_says_how_many_are_told_and_when(client, confirmed):
    page = client.get(f"/documents/{confirmed.id}/issuing").text

    assert "将通知 2 人，发送 2 封邮件" in page
    assert "2026年6月16日" in page  # the stopped clock stands after today's 08:30
    assert confirmed.document_number in page


def test_issuing_sends_one_mail_a_person_and_opens_the_document(client, db, confirmed):
    response = client.post(f"/documents/{confirmed.id}/issuing", data=ISSUE, follow_redirects=True)

    assert "已交办 1 项任务、2 项责任" in response.text
    assert len(db.session.scalars(sa.select(OutboxEmail)).all()) == 2


@pytest.mark.parametrize("missing", list(ISSUE))
def test_an_incomplete_issue_form_comes_back_and_nothing_happens(client, db, confirmed, missing):
    response = client.post(f"/documents/{confirmed.id}/issuing", data=ISSUE | {missing: ""})

    assert response.status_code == 422
    assert db.session.scalars(sa.select(OutboxEmail)).all() == []


def test_a_backlog_document_says_that_nobody_is_told(client, supervisor):
    document = make_document(status=DocumentStatus.CONFIRMED, is_backlog=True, goal_year=2025)
    unit = make_unit()
    make_user(unit=unit)
    make_task(document=document, lead=unit, status=TaskStatus.DRAFT, is_backlog=True)

    page = client.get(f"/documents/{document.id}/issuing").text

    assert "不发邮件" in page
    assert "存量" in page


def test_a_document_issued_twice_at_once_is_refused_the_second_time(client, db, confirmed):
    client.post(f"/documents/{confirmed.id}/issuing", data=ISSUE)

    assert client.post(f"/documents/{confirmed.id}/issuing", data=ISSUE).status_code == 409
    assert client.get(f"/documents/{confirmed.id}/issuing").status_code == 302
    assert len(db.session.scalars(sa.select(OutboxEmail)).all()) == 2


def test_a_confirmed_document_goes_back_to_review(client, db, confirmed):
    client.post(f"/documents/{confirmed.id}/return-to-review")

    db.session.refresh(confirmed)
    assert confirmed.status is DocumentStatus.IN_REVIEW
    assert db.session.scalars(sa.select(Assignment)).all() == []


def long_document(clauses):
    document = make_document(status=DocumentStatus.IN_REVIEW)
    section = make_section(document)
    for _ in range(clauses):
        make_clause(document, section=section, status=ClauseStatus.PARSED)
    return document


@pytest.mark.slow
@pytest.mark.parametrize("page", ["/documents/{}", "/documents/{}/review"])
def test_a_longer_document_asks_the_database_no_more_questions(client, supervisor, page):
    short, long = long_document(2), long_document(40)

    with counted_statements() as few:
        client.get(page.format(short.id))
    with counted_statements() as many:
        client.get(page.format(long.id))

    assert len(many) == len(few) <= 16
