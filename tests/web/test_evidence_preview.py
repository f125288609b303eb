"""One piece of evidence on its page: looked at without running anything, its versions, its review."""

from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_evidence, make_report, make_unit, make_user
from tests.web.test_hostile_content import PAYLOADS
from tracker.adapters.file_store import FileStore
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.models import EvidenceFile

LIVE = ("<script>alert", "<img src=x", "<svg onload")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x10" + bytes(40)
HUGE = PNG[:16] + b"\0\1\0\0\0\1\0\0" + bytes(40)  # 65,536 × 65,536 points
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + b"\xff\xc0\0\x11\x08\0\x10\0\x20" + bytes(20)
TEXT = "第一行\n<script>alert(1)</script><img src=x onerror=alert(1)>\n{{ 7*7 }}".encode()


@pytest.fixture
def store(app):
    return FileStore(app.config["DATA_DIR"] / "files")


@pytest.fixture
def assignment(db):
    return make_assignment(make_unit("市科技局"))


@pytest.fixture
def liaison(assignment):
    return make_user(unit=assignment.unit)


@pytest.fixture
def office(client_of, assignment):
    return client_of(make_user(Role.SUPERVISOR))


def evidence(store, assignment, data=TEXT, media_type="text/plain", **changes):
    return make_evidence(assignment, sha256=store.put(data), size=len(data), media_type=media_type, **changes)


def page_of(client, file):
    return client.get(f"/evidence/{file.id}/details")


def test_the_words_of_a_document_are_shown_as_words(office, store, assignment):
    page = page_of(office, evidence(store, assignment, filename="名单.txt"))

    assert "&lt;script&gt;alert(1)" in page.text
    assert not [mark for mark in LIVE if mark in page.text]
    assert "49" not in page.text.split("evidence-text")[1][:200]


@pytest.mark.parametrize("payload", [*PAYLOADS, "\u202egpj.exe\u200b"])
def test_names_and_remarks_stay_text_wherever_evidence_is_shown(client_of, office, store, liaison, assignment, payload):
    file = evidence(
        store,
        assignment,
        filename=f"{payload}.txt",
        remark=payload,
        status=EvidenceStatus.RETURNED,
        review_comment=payload,
    )
    browser = client_of(liaison)

    pages = [page_of(office, file), page_of(browser, file), browser.get("/evidence/to-mend")]
    pages.append(browser.get(f"/assignments/{assignment.id}/evidence"))

    for page in pages:
        assert page.status_code == 200
        assert not [mark for mark in LIVE if mark in page.text]


HOSTILE = [
    (b"<html><script>alert(1)</script></html>", "text/plain", "网页.txt"),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/png", "图.png"),
    (b"%PDF-1.7\n<script>alert(1)</script>", "application/pdf", "损坏.pdf"),
    (b"PK\x03\x04 broken", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "坏.docx"),
    (HUGE, "image/png", "炸弹.png"),
    (b"\xff\xd8\xff", "image/jpeg", "断.jpg"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("data", "media_type", "filename"), HOSTILE, ids=[name for *_, name in HOSTILE])
def test_whatever_a_file_holds_nothing_of_it_lives_on_the_page(office, store, assignment, data, media_type, filename):
    file = evidence(store, assignment, data, media_type, filename=filename)

    page = page_of(office, file)
    picture = office.get(f"/evidence/{file.id}/image")

    assert page.status_code == 200
    assert not [mark for mark in LIVE if mark in page.text]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert picture.status_code == 404
    assert "<iframe" not in page.text


@pytest.mark.parametrize(("data", "media_type"), [(PNG, "image/png"), (JPEG, "image/jpeg")])
def test_a_picture_is_shown_where_nothing_in_it_can_act(office, store, assignment, data, media_type):
    file = evidence(store, assignment, data + b"<script>alert(1)</script>", media_type, filename="照片.png")

    page = page_of(office, file)
    with office.get(f"/evidence/{file.id}/image") as picture:
        assert picture.data.startswith(data)

    assert f'src="/evidence/{file.id}/image"' in page.text
    assert picture.mimetype == media_type
    assert picture.headers["Content-Disposition"].startswith("inline")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert picture.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_link_shows_its_host_and_is_never_fetched_or_sent_on(db, client_of, liaison, assignment):
    browser = client_of(liaison)
    form = {"url": "https://www.zjtz.gov.cn/art/1.html?a=1&b=2", "title": "公告", "period": "2026-06"}

    browser.post(f"/assignments/{assignment.id}/evidence/link", data=form)

    page = browser.get(f"/assignments/{assignment.id}/evidence").text
    file_id = db.session.scalar(sa.select(EvidenceFile.id))
    shown = browser.get(f"/evidence/{file_id}/details").text
    assert "链接 www.zjtz.gov.cn" in page
    assert 'rel="noopener noreferrer nofollow"' in shown
    assert browser.get(f"/evidence/{file_id}").status_code == 404


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://gov.cn@evil.example", ""])
def test_a_link_that_is_no_web_address_is_refused_beside_its_field(db, client_of, liaison, assignment, url):
    form = {"url": url, "title": "公告", "period": "2026-06"}

    # The page checks would take the address that is shown again in its field for a live one.
    answer = client_of(liaison).post(f"/assignments/{assignment.id}/evidence/link", data=form, checked=False)

    assert answer.status_code == 422
    assert 'value="公告"' in answer.text
    assert db.session.scalars(sa.select(EvidenceFile)).all() == []


def test_every_version_is_listed_and_can_be_downloaded(db, client_of, store, liaison, assignment):
    browser = client_of(liaison)
    old = evidence(store, assignment, filename="名单.txt", uploaded_by=liaison)

    answer = browser.post(f"/evidence/{old.id}/version", data={"file": (BytesIO(b"second"), "名单二.txt")})

    new = db.session.scalar(sa.select(EvidenceFile).where(EvidenceFile.replaces_id == old.id))
    page = browser.get(answer.location).text
    assert (new.version_number, old.status) == (2, EvidenceStatus.REPLACED)
    assert "第 2 版（本页）" in page
    assert f"/evidence/{old.id}/details" in page
    for file in (old, new):
        browser.get(f"/evidence/{file.id}").close()
    assert "名单.txt" not in browser.get(f"/assignments/{assignment.id}/evidence").text
    assert "已有新版" in page_of(browser, old).text


def test_an_accepted_report_keeps_its_version(db, client_of, store, liaison, assignment):
    report = make_report(assignment, status=ReportStatus.ACCEPTED, reviewed_by=make_user(Role.SUPERVISOR))
    old = evidence(store, assignment, report=report, status=EvidenceStatus.ACCEPTED)

    client_of(liaison).post(f"/evidence/{old.id}/version", data={"file": (BytesIO(b"second"), "名单二.txt")})

    new = db.session.scalar(sa.select(EvidenceFile).where(EvidenceFile.replaces_id == old.id))
    assert (old.report_id, new.report_id, new.status) == (report.id, None, EvidenceStatus.WAITING)


def test_a_report_that_waits_is_reviewed_with_the_new_version(db, client_of, store, liaison, assignment):
    report = make_report(assignment)
    old = evidence(store, assignment, report=report)

    client_of(liaison).post(f"/evidence/{old.id}/version", data={"file": (BytesIO(b"second"), "名单二.txt")})

    assert db.session.scalar(sa.select(EvidenceFile).where(EvidenceFile.replaces_id == old.id)).report_id == report.id


@pytest.mark.parametrize(
    ("changes", "data", "words"),
    [
        ({"status": EvidenceStatus.REPLACED}, b"second", "已有新版"),
        ({}, TEXT, "完全相同"),
        ({}, b"", "空的"),
    ],
)
def test_a_version_that_is_none_is_refused(db, client_of, store, liaison, assignment, changes, data, words):
    browser = client_of(liaison)
    file = evidence(store, assignment, **changes)

    answer = browser.post(f"/evidence/{file.id}/version", data={"file": (BytesIO(data), "new.txt")})

    assert words in browser.get(answer.location).text
    assert len(db.session.scalars(sa.select(EvidenceFile)).all()) == 1


def test_what_is_said_of_it_can_be_changed_until_it_is_accepted(client_of, store, liaison, assignment):
    browser = client_of(liaison)
    file = evidence(store, assignment)
    form = {"period": "2026-04", "category": "approval", "remark": "批复", "valid_until": "2027-01-31"}

    browser.post(f"/evidence/{file.id}/describe", data=form)
    wrong = browser.post(f"/evidence/{file.id}/describe", data={**form, "valid_until": "不是日期"})
    file.status = EvidenceStatus.ACCEPTED
    late = browser.post(f"/evidence/{file.id}/describe", data={**form, "remark": "改"})

    assert (file.period, file.remark, file.valid_until) == ("2026-04", "批复", date(2027, 1, 31))
    assert (wrong.status_code, late.status_code) == (422, 409)


def test_the_office_accepts_or_returns_with_a_reason(client_of, office, store, liaison, assignment):
    file = evidence(store, assignment, filename="名单.txt")

    silent = office.post(f"/evidence/{file.id}/return", data={"comment": " "})
    office.post(f"/evidence/{file.id}/return", data={"comment": "缺公章", "seen": "waiting"})
    stale = office.post(f"/evidence/{file.id}/accept", data={"seen": "waiting"})

    assert silent.status_code == 422
    assert (file.status, file.review_comment) == (EvidenceStatus.RETURNED, "缺公章")
    assert (stale.status_code, "刚刚由他人办理过" in stale.text) == (409, True)
    home = client_of(liaison).get("/").text
    assert "佐证待补充" in home
    assert "退回理由：缺公章" in client_of(liaison).get("/evidence/to-mend").text


def test_nobody_reviews_what_they_uploaded_themselves(client_of, store, assignment):
    both = make_user(Role.SUPERVISOR)
    file = evidence(store, assignment, uploaded_by=both)

    answer = client_of(both).post(f"/evidence/{file.id}/accept")

    assert (answer.status_code, file.status) == (409, EvidenceStatus.WAITING)
    assert "须由其他督查人员审核" in page_of(client_of(both), file).text


def test_what_has_run_out_is_said_and_not_accepted(client_of, office, store, liaison, assignment):
    file = evidence(store, assignment, filename="许可.txt", valid_until=date(2026, 6, 14))

    answer = office.post(f"/evidence/{file.id}/accept")

    assert answer.status_code == 409
    assert "已过期" in page_of(office, file).text
    assert "许可.txt" in client_of(liaison).get("/evidence/to-mend").text


def test_the_figure_on_the_home_page_is_what_its_list_shows(client_of, store, liaison, assignment):
    evidence(store, assignment, status=EvidenceStatus.RETURNED, filename="退回.txt")
    evidence(store, assignment, valid_until=date(2026, 6, 14), filename="过期.txt")
    evidence(store, assignment, valid_until=date(2026, 6, 15), filename="今天.txt")
    evidence(store, make_assignment(make_unit()), status=EvidenceStatus.RETURNED, filename="别家.txt")

    shown = client_of(liaison).get("/evidence/to-mend").text

    assert ("退回.txt" in shown, "过期.txt" in shown, "今天.txt" in shown, "别家.txt" in shown) == (
        True,
        True,
        False,
        False,
    )
