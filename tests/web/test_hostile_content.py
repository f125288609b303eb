"""Names and texts meant to break out of where they are shown: pages, mails, headers, downloads."""

from email import message_from_bytes, policy

import pytest

from tests.conftest import TODAY
from tests.factories import (
    EARLIER,
    make_assignment,
    make_document,
    make_evidence,
    make_notice,
    make_report,
    make_request,
    make_unit,
    make_user,
)
from tests.web.access_records import mail_to
from tracker.adapters.file_store import FileStore
from tracker.adapters.mailer import Letter
from tracker.domain.evidence import safe_name
from tracker.domain.notices import NoticeStatus
from tracker.domain.roles import Role
from tracker.emails.render import one_line
from tracker.emails.task_issued import compose_for
from tracker.services import document_import

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</textarea></title><script>alert(1)</script>",
    '<a href="javascript:alert(1)">点</a>',
    "{{ 7*7 }}{% raw %}",
    "]]><script>alert(1)</script>",
)
LIVE = ("<script>alert", "<img src=x", "<svg onload", 'javascript:alert(1)">点', "49{%")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_type_stays_text_on_every_page_that_shows_it(db, client_of, payload):
    unit = make_unit(payload)
    document = make_document(payload)
    assignment = make_assignment(unit, document=document, title=payload)
    report = make_report(assignment, summary=payload, difficulties=payload, next_steps=payload)
    make_evidence(report=report, filename=f"{payload}.pdf")
    asked = make_request(assignment, reason=payload, measures=payload)
    notice = make_notice(rows=(assignment,), status=NoticeStatus.SUBMITTED)
    notice.title = notice.body = notice.rows[0].explanation = payload
    liaison = make_user(unit=unit, display_name=payload)
    mail = mail_to(liaison, payload)
    db.session.commit()
    supervisor, admin = client_of(make_user(Role.SUPERVISOR)), client_of(make_user(Role.SYSTEM_ADMIN))
    pages = [
        f"/tasks/{assignment.task_id}", f"/documents/{document.id}", f"/documents/{document.id}/review",
        f"/reports/{report.id}", "/queue", f"/requests/{asked.id}", "/register",
        f"/register?q={payload}", f"/notices/{notice.id}",
        "/notices", f"/units/{unit.id}", f"/units?q={payload}", f"/documents?q={payload}", "/board", "/",
    ]  # fmt: skip
    answers = [supervisor.get(page) for page in pages]
    answers += [admin.get(page) for page in (f"/mail/{mail.id}", "/mail", f"/people/{liaison.id}", "/people")]
    answers += [client_of(liaison).get(page) for page in ("/", f"/assignments/{assignment.id}/report")]

    for answer in answers:
        assert answer.status_code == 200, answer.request.path
        assert not [mark for mark in LIVE if mark in answer.text], answer.request.path
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_mail_shows_names_as_text(db, payload):
    unit = make_unit(payload)
    document = make_document(payload)
    assignment = make_assignment(unit, document=document, title=payload)

    mail = compose_for(document, make_user(unit=unit, display_name=payload), [assignment], today=TODAY)

    assert not [mark for mark in LIVE if mark in (mail.body_html or "")]


BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00"]


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
@pytest.mark.parametrize("field", ["recipient", "subject"])
def test_no_name_adds_a_header_to_a_mail(line_break, field):
    planted = f"x@example.gov.cn{line_break}Bcc: thief@example.com{line_break}{line_break}<b>body</b>"
    values = {"recipient": "a@example.gov.cn", "subject": "题", field: one_line(planted)}
    letter = Letter(
        message_id="<1@luoshi>", sender="a@example.gov.cn", text="文", html="<p>文</p>", written_at=EARLIER, **values
    )

    message = message_from_bytes(letter.as_message().as_bytes(), policy=policy.default)

    assert message["Bcc"] is None
    assert len(message.keys()) == len(set(message.keys()))
    assert "thief" not in message.get_body(("plain",)).get_content()


def test_the_html_of_a_mail_is_shown_where_it_can_do_nothing(db, client, sign_in):
    user = sign_in(make_user())
    answer = client.get(f"/mail/{mail_to(user, '信').id}/html", checked=False)

    policy_shown = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy_shown
    assert "sandbox" in policy_shown
    assert "allow-scripts" not in policy_shown


FILE_NAMES = (
    "../../etc/passwd.txt",
    "C:\\x.txt",
    'a";b\r\nX: y.txt',
    "\u202etxt.exe.txt",
    "名" * 300 + ".txt",
    "<b>.txt",
    "CON.txt",
    "...txt",
)


@pytest.mark.parametrize("filename", FILE_NAMES, ids=ascii)
def test_a_file_leaves_as_a_download_whatever_its_name_and_content(app, db, client_of, filename):
    unit = make_unit()
    prepared = document_import.prepare("关于加强创新的意见\n一、总体要求\n".encode(), filename)
    assert not {"/", "\\", "\r", "\n", "\u202e"} & set(prepared.filename)
    assert len(prepared.filename) <= 120
    document, evidence = make_document(), make_evidence(make_assignment(unit), filename=safe_name(filename))
    digest = FileStore(app.config["DATA_DIR"] / "files").put(b"<html><script>alert(1)</script>")
    evidence.sha256 = document.source_sha256 = digest
    document.source_filename = prepared.filename
    make_assignment(unit, document=document)

    for page in (f"/evidence/{evidence.id}", f"/documents/{document.id}/file"):
        answer = client_of(make_user(unit=unit)).get(page, checked=False)
        answer.close()
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "html" not in answer.mimetype
        assert "X" not in answer.headers
