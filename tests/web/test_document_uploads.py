"""Bringing documents in: a file, several, an archive, pasted text; each gets its row or its sentence."""

import re

import pytest

from tests.adapters.readers.hostile_files import docx
from tests.adapters.readers.makers import make_archive
from tests.factories import make_government, make_user
from tests.web.uploads import BY_SCRIPT, PAPER, the_document, the_documents, upload
from tracker.domain.roles import Role


@pytest.fixture
def government(db):
    return make_government("试点市")


@pytest.fixture
def supervisor(government, sign_in):
    return sign_in(make_user(Role.SUPERVISOR))


def test_an_uploaded_file_lands_on_the_review_desk(client, db, supervisor):
    response = upload(client)

    document = the_document(db)
    assert response.location == f"/documents/{document.id}/review"
    assert (document.imported_by_id, document.source_filename) == (supervisor.id, "意见.txt")
    page = client.get(response.location).text
    assert "建设平台" in page
    assert "单位未识别" in page


def test_a_file_sent_by_the_script_is_answered_with_its_row(client, db, supervisor):
    response = upload(client, headers=BY_SCRIPT)

    assert response.status_code == 200
    assert response.text.lstrip().startswith("<li")
    assert "条款 2 条" in response.text
    assert f"/documents/{the_document(db).id}/review" in response.text


def test_a_file_without_a_clause_says_so_at_once(client, db, supervisor):
    row = upload(client, "试点市人民政府关于某事的通知\n2026年3月2日\n", headers=BY_SCRIPT).text

    assert "条款 0 条" in row
    assert "没有读出条款。请核对原文件是否完整，或改为粘贴全文。" in row
    assert "去审核" not in row


@pytest.mark.usefixtures("supervisor")
def test_an_unreadable_file_is_refused_with_one_sentence_for_the_script(client):
    response = upload(client, b"MZ\x90\x00" + bytes(200), headers=BY_SCRIPT)

    assert response.status_code == 422
    assert response.mimetype == "text/plain"
    assert response.text.endswith("。")


@pytest.mark.usefixtures("supervisor")
def test_an_unreadable_file_shows_the_form_again_with_the_sentence(client):
    response = upload(client, (b"", "空.txt"))

    assert response.status_code == 422
    assert "请选择文件" in response.text or "文件是空的" in response.text


def test_pasted_text_is_brought_in_with_the_title_given(client, db, supervisor):
    response = client.post(
        "/documents/new", data={"text": PAPER.split("\n", 2)[2], "title": "园区意见", "government_id": 0}
    )

    assert response.status_code == 302
    assert the_document(db).title == "园区意见"


@pytest.mark.usefixtures("supervisor")
def test_nothing_sent_is_said_and_keeps_what_was_typed(client):
    response = client.post("/documents/new", data={"text": " ", "title": "园区意见", "government_id": 0})

    assert response.status_code == 422
    assert "请选择文件，或粘贴全文。" in response.text
    assert "园区意见" in response.text


def test_the_same_file_again_leads_to_the_first(client, db, supervisor):
    upload(client)

    response = upload(client)

    assert response.status_code == 422
    assert f'href="/documents/{the_document(db).id}"' in response.text
    assert "已导入" in response.text


@pytest.mark.usefixtures("government")
def test_only_supervisors_bring_documents_in(client, sign_in):
    sign_in(make_user(Role.LIAISON))

    assert client.get("/documents/new").status_code == 403
    assert upload(client).status_code == 403


MIXED = {
    "政策/意见.txt": PAPER.encode("gb18030"),
    "政策/通知.docx": docx(),
    "涉密.txt": f"机密★5年\n{PAPER}".encode(),
    "图.png": b"\x89PNG" + bytes(50),
    "内层.zip": make_archive({"a.txt": b"a"}),
    "__MACOSX/._意见.txt": b"x",
}
TOLD = ["条款 2 条", "条款 1 条", "涉密标志", "图片文件", "还有压缩文件"]


@pytest.mark.slow
@pytest.mark.usefixtures("supervisor")
@pytest.mark.parametrize("headers", [BY_SCRIPT, None], ids=["by the script", "by a plain form"])
def test_every_file_of_an_archive_gets_its_row(client, db, headers):
    response = upload(client, (make_archive(MIXED), "包.zip"), headers=headers)

    rows = re.findall(r'(?s)<li class="file.*?</li>', response.text)
    assert [next((words for words in TOLD if words in row), row) for row in rows] == TOLD
    assert {document.source_filename for document in the_documents(db)} == {"意见.txt", "通知.docx"}


@pytest.mark.usefixtures("supervisor")
def test_the_script_is_told_how_many_rows_there_will_be(client):
    response = upload(client, (make_archive({"一.txt": PAPER.encode(), "二.txt": b""}), "包.zip"), headers=BY_SCRIPT)

    assert response.headers["X-Upload-Count"] == "2"
    assert "文件是空的" in response.text


@pytest.mark.usefixtures("supervisor")
@pytest.mark.parametrize("headers", [BY_SCRIPT, None], ids=["by the script", "by a plain form"])
def test_an_archive_that_cannot_be_opened_is_told_in_one_sentence(client, db, headers):
    response = upload(client, (make_archive({"../a.txt": b"a"}), "包.zip"), headers=headers)

    assert response.status_code == 422
    assert "指向外部位置" in response.text
    assert the_documents(db) == []


@pytest.mark.usefixtures("supervisor")
def test_several_files_of_a_plain_form_are_all_taken(client, db):
    response = upload(client, PAPER, (PAPER.replace("园区", "人才"), "二.txt"), (b"MZ\x90", "三.exe"))

    assert len(the_documents(db)) == 2
    assert response.text.count("去审核") == 2
    assert "这是程序文件" in response.text


@pytest.mark.usefixtures("supervisor")
def test_the_same_file_sent_by_the_script_again_leads_to_the_first(client, db):
    upload(client)

    response = upload(client, headers=BY_SCRIPT)

    assert "已导入过，未重复导入" in response.text
    assert f"/documents/{the_document(db).id}/review" in response.text


@pytest.mark.usefixtures("supervisor")
def test_a_title_typed_for_pasted_text_is_not_given_to_files(client, db):
    upload(client, ("一、重点任务。加快发展。", "要点.txt"), title="园区意见", headers=BY_SCRIPT)

    assert the_document(db).title == "要点.txt"


@pytest.mark.usefixtures("supervisor")
def test_what_was_noticed_while_reading_stands_in_the_row_and_on_the_desk(client, db):
    damaged = PAPER.encode() + b"\xff" + PAPER.encode() * 40

    response = upload(client, damaged, headers=BY_SCRIPT)

    assert "处文字已损坏" in response.text
    assert "处文字已损坏" in client.get(f"/documents/{the_document(db).id}/review").text
