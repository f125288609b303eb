"""Whose paper is it, and is it a new version of another? The person decides where the text does not."""

import re

import pytest

from tests.adapters.readers.makers import make_archive
from tests.factories import make_document, make_government, make_user
from tests.web.uploads import BY_SCRIPT, PAPER, the_document, the_documents, upload
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.roles import Role
from tracker.web.forms.document_uploads import NEW, VERSION

ELSEWHERE = PAPER.replace("试点市", "别处市")
NAMELESS = "关于促进发展的意见\n一、重点任务。加快发展。（责任单位：市科技局）\n"
both_ways = pytest.mark.parametrize("headers", [BY_SCRIPT, None], ids=["by the script", "by a plain form"])


@pytest.fixture
def government(db):
    return make_government("试点市")


@pytest.fixture
def supervisor(government, sign_in):
    return sign_in(make_user(Role.SUPERVISOR))


def held_in(response):
    return re.search(r'name="held" value="([^"]+)"', response.text).group(1)


@both_ways
@pytest.mark.usefixtures("supervisor")
def test_a_paper_of_another_place_is_asked_about_and_waits(client, db, government, headers):
    asked = upload(client, ELSEWHERE, headers=headers)

    assert asked.status_code == 200
    assert "发文机关是“别处市人民政府”" in asked.text
    assert the_documents(db) == []

    client.post("/documents/new", data={"held": held_in(asked), "government_id": government.id}, headers=headers)

    document = the_document(db)
    assert (document.jurisdiction_id, document.source_filename) == (government.id, "意见.txt")
    assert document.issuing_authority == "别处市人民政府"


@pytest.mark.usefixtures("supervisor")
def test_an_office_of_several_places_is_asked_about_a_paper_that_names_none(client, db, government):
    district = make_government("城北区", parent=government)

    asked = client.post("/documents/new", data={"text": NAMELESS, "title": "发展意见", "government_id": 0})
    client.post("/documents/new", data={"held": held_in(asked), "government_id": district.id})

    assert "没有读出发文机关" in asked.text
    assert the_document(db).jurisdiction_id == district.id


@pytest.mark.usefixtures("supervisor")
def test_an_office_of_one_place_is_not_asked_about_a_paper_that_names_none(client, db, government):
    upload(client, NAMELESS)

    assert the_document(db).jurisdiction_id == government.id


@pytest.mark.usefixtures("supervisor")
def test_the_government_chosen_beforehand_is_not_asked_for(client, db, government):
    upload(client, ELSEWHERE, government_id=government.id)

    assert the_document(db).jurisdiction_id == government.id


@pytest.mark.usefixtures("supervisor")
def test_a_waiting_file_is_only_its_senders(client, db, sign_in, government):
    token = held_in(upload(client, ELSEWHERE))
    sign_in(make_user(Role.SUPERVISOR))

    for wrong in (token, token[:-1], "x"):
        answer = client.post("/documents/new", data={"held": wrong, "government_id": government.id}, headers=BY_SCRIPT)
        assert (answer.status_code, "已失效" in answer.text) == (422, True)
    assert the_documents(db) == []


@pytest.fixture
def earlier(supervisor, government):
    return make_document("园区发展实施意见（2024）", government=government, status=DocumentStatus.ISSUED)


def test_a_new_version_is_brought_in_and_leads_to_the_comparison(client, db, earlier):
    row = upload(client, ELSEWHERE, purpose=VERSION, earlier_id=earlier.id, headers=BY_SCRIPT)

    document = the_documents(db)[-1]
    assert (document.supersedes_id, document.jurisdiction_id) == (earlier.id, earlier.jurisdiction_id)
    assert f"作为《{earlier.title}》的新版本" in row.text
    assert f"/documents/{document.id}/versions" in row.text


def test_a_plain_form_with_a_new_version_lands_on_the_review_desk(client, db, earlier):
    response = upload(client, purpose=VERSION, earlier_id=earlier.id)

    document = the_documents(db)[-1]
    assert response.location == f"/documents/{document.id}/review"
    assert document.supersedes_id == earlier.id


def test_an_earlier_version_named_for_a_new_file_is_not_used(client, db, earlier):
    upload(client, purpose=NEW, earlier_id=earlier.id)

    assert the_documents(db)[-1].supersedes_id is None


@both_ways
@pytest.mark.parametrize("named", ["", "x", "0", "999999", "replaced", "in review", "elsewhere"])
def test_a_new_version_needs_a_document_that_can_be_replaced(client, db, earlier, headers, named):
    if named == "replaced":
        make_document().supersedes_id = earlier.id
        db.session.commit()
    unfit = {
        "replaced": earlier.id,
        "in review": make_document(status=DocumentStatus.IN_REVIEW).id,
        "elsewhere": make_document(government=make_government("别处市")).id,
    }
    count = len(the_documents(db))

    response = upload(client, purpose=VERSION, earlier_id=unfit.get(named, named), title="园区意见", headers=headers)

    assert response.status_code == 422
    assert "请选择旧版文件" in response.text
    assert len(the_documents(db)) == count
    assert headers or "园区意见" in response.text


@both_ways
def test_a_new_version_is_one_file(client, db, earlier, headers):
    archive = make_archive({"一.txt": PAPER.encode(), "二.txt": PAPER.encode()})

    response = upload(client, (archive, "包.zip"), purpose=VERSION, earlier_id=earlier.id, headers=headers)

    assert (response.status_code, "一次只能上传一个文件" in response.text) == (422, True)
    assert the_documents(db) == [earlier]


def test_a_link_on_a_document_opens_the_page_for_its_new_version(client, earlier):
    page = client.get(f"/documents/new?earlier={earlier.id}").text

    assert re.search(rf'name="earlier_id"[^>]*value="{earlier.id}" checked', page)
    assert re.search(rf'checked[^>]*value="{VERSION}"', page)
    assert f"/documents/new?earlier={earlier.id}" in client.get(f"/documents/{earlier.id}").text
    assert client.get("/documents/new?earlier=999999").status_code == 200
