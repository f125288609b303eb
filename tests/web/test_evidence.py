from io import BytesIO

import pytest
import sqlalchemy as sa
import xlsxwriter

from tests.factories import make_assignment, make_evidence, make_report, make_unit, make_user
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import EvidenceFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
TEXT = "六月新建研发机构 12 家，名单如下。".encode()


def upload(browser, assignment, data=TEXT, filename="名单.txt", *, as_row=True, **more):
    headers = {"X-Upload": "row"} if as_row else {}
    form = {
        "file": (BytesIO(data), filename),
        "period": "2026-06",
        "next": f"/assignments/{assignment.id}/report",
        **more,
    }
    return browser.post(f"/assignments/{assignment.id}/evidence", data=form, headers=headers)


def files(db):
    return db.session.scalars(sa.select(EvidenceFile)).all()


def test_an_uploaded_file_comes_back_byte_for_byte_as_a_download(db, browser, assignment):
    row = upload(browser, assignment)
    [file] = files(db)

    with browser.get(f"/evidence/{file.id}") as back:
        received = back.data

    assert row.status_code == 200
    assert "名单.txt" in row.text
    assert received == TEXT
    assert back.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E5%90%8D%E5%8D%95.txt" in back.headers["Content-Disposition"]
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert back.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_number_of_a_file_tells_nothing_about_other_files(db, browser, assignment):
    upload(browser, assignment)
    upload(browser, assignment, PNG, "照片.png")

    numbers = sorted(file.id for file in files(db))
    assert numbers[1] - numbers[0] > 1


def test_the_same_file_twice_is_kept_once(db, browser, assignment):
    upload(browser, assignment)
    upload(browser, assignment)

    assert len(files(db)) == 1


def test_a_plain_form_works_without_the_pages_script(db, browser, assignment):
    response = upload(browser, assignment, as_row=False)

    assert response.location == f"/assignments/{assignment.id}/report"
    assert "名单.txt" in browser.get(response.location).text


def workbook():
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write_string(0, 0, "新建机构 12 家")
    return target.getvalue()


@pytest.mark.slow
def test_a_spreadsheet_is_taken(db, browser, assignment):
    assert upload(browser, assignment, workbook(), "统计表.xlsx").status_code == 200
    assert files(db)[0].media_type.endswith("spreadsheetml.sheet")


REFUSED = [
    (b"", "空.txt", "文件是空的"),
    (b"MZ\x90\0" + b"\0" * 99, "工具.exe", "这是程序文件"),
    (PNG, "照片.pdf", "扩展名与内容不符"),
    (b"<html><body><script>alert(1)</script></body></html>", "网页.html", "不支持这种文件"),
    (b"GIF89a" + b"\0" * 20, "动图.gif", "不支持这种文件"),
    (b"PK\x05\x06" + b"\0" * 18, "压缩.zip", "不支持这种文件"),
    ("机密★10年\n关于某事的通知".encode(), "通知.txt", "涉密"),
]


@pytest.mark.parametrize(("data", "filename", "words"), REFUSED, ids=[name for _, name, _ in REFUSED])
def test_what_is_not_taken_is_said_in_a_sentence(db, browser, assignment, data, filename, words):
    response = upload(browser, assignment, data, filename)

    assert (response.status_code, response.mimetype) == (422, "text/plain")
    assert words in response.text
    assert not files(db)


def test_a_file_for_a_month_that_has_not_begun_is_refused(browser, assignment):
    assert "还没有开始" in upload(browser, assignment, period="2026-07").text


def test_no_file_chosen_says_so(browser, assignment):
    answer = browser.post(f"/assignments/{assignment.id}/evidence", data={"period": "2026-06"})
    response = browser.get(answer.location)

    assert "请选择要上传的文件。" in response.text


def test_a_name_with_folders_and_control_characters_is_made_harmless(db, browser, assignment):
    upload(browser, assignment, filename="../../目录/报\u202e\t告.txt")

    assert files(db)[0].filename == "报告.txt"


def test_a_removed_file_is_hidden_but_its_row_stays(db, browser, assignment):
    upload(browser, assignment)
    [file] = files(db)

    browser.post(f"/evidence/{file.id}/remove")

    assert file.removed_at is not None
    assert browser.get(f"/evidence/{file.id}").status_code == 404
    assert "名单.txt" not in browser.get(f"/assignments/{assignment.id}/report").text.split("flash")[-1]


def test_what_an_accepted_report_rests_on_stays(client_of, liaison, assignment):
    reviewer = make_user(Role.SUPERVISOR)
    file = make_evidence(report=make_report(assignment, status=ReportStatus.ACCEPTED, reviewed_by=reviewer))

    response = client_of(liaison).post(f"/evidence/{file.id}/remove")

    assert response.status_code == 409
    assert file.removed_at is None


def test_work_not_signed_for_takes_no_files(browser, liaison):
    assignment = make_assignment(liaison.home_unit, status=AssignmentStatus.ISSUED)

    assert "待签收，不能上传佐证" in upload(browser, assignment).text


def test_another_units_files_do_not_seem_to_exist(browser):
    file = make_evidence(make_assignment(make_unit()))

    assert browser.get(f"/evidence/{file.id}").status_code == 404
    assert upload(browser, file.assignment).status_code == 404


def test_the_office_reads_files_and_neither_adds_nor_removes_any(client_of, assignment):
    file = make_evidence(assignment)
    office = client_of(make_user(Role.SUPERVISOR))

    assert upload(office, assignment).status_code == 403
    assert office.post(f"/evidence/{file.id}/remove").status_code == 403
