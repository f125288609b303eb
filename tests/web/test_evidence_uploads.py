"""Files that arrive piece by piece: gone on with after whatever broke off, and never mixed up."""

import zlib
from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_evidence, make_unit, make_upload, make_user
from tracker.adapters.part_store import PartStore
from tracker.domain.evidence import LARGEST, LARGEST_PIECE
from tracker.domain.evidence_review import EvidenceCategory, EvidenceStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import EvidenceFile, EvidenceUpload

TEXT = "六月新建研发机构 12 家，名单如下。".encode() * 50
HALF = len(TEXT) // 2


@pytest.fixture
def parts(app):
    """`parts()` counts the parts that this test has left; the folder is shared with others."""
    folder = PartStore(app.config["DATA_DIR"] / "uploads").directory
    before = set(folder.glob("*"))
    return lambda: len(set(folder.glob("*")) - before)


def begin(browser, assignment, data=TEXT, filename="名单.txt", size=None):
    form = {"filename": filename, "size": len(data) if size is None else size}
    return browser.post(f"/assignments/{assignment.id}/uploads", data=form)


def send(browser, begun, offset, piece):
    return browser.post(f"{begun['pieces']}?offset={offset}", data=piece, content_type="application/octet-stream")


def finish(browser, begun, data=TEXT, **more):
    return browser.post(begun["finish"], data={"period": "2026-06", "checksum": zlib.crc32(data), **more})


def uploaded(browser, assignment, data=TEXT, filename="名单.txt", **more):
    begun = begin(browser, assignment, data, filename).json
    send(browser, begun, 0, data)
    return finish(browser, begun, data, **more)


def files(db):
    return db.session.scalars(sa.select(EvidenceFile).order_by(EvidenceFile.version_number)).all()


def uploads(db):
    return db.session.scalars(sa.select(EvidenceUpload)).all()


def test_pieces_become_the_file_with_what_is_said_of_it(db, browser, assignment, parts):
    begun = begin(browser, assignment).json
    first = send(browser, begun, 0, TEXT[:HALF])
    second = send(browser, begun, HALF, TEXT[HALF:])

    row = finish(browser, begun, category="statistics", remark="台科发〔2026〕3号", valid_until="2026-12-31")

    [file] = files(db)
    assert (first.json, second.json) == ({"received": HALF}, {"received": len(TEXT)})
    assert (row.status_code, "名单.txt" in row.text, "统计报表" in row.text) == (200, True, True)
    assert (file.category, file.remark, file.valid_until) == (
        EvidenceCategory.STATISTICS, "台科发〔2026〕3号", date(2026, 12, 31),
    )  # fmt: skip
    assert uploads(db) == []
    assert parts() == 0


def test_the_same_file_chosen_again_goes_on_where_it_broke_off(db, browser, assignment):
    begun = begin(browser, assignment).json
    send(browser, begun, 0, TEXT[:HALF])

    again = begin(browser, assignment).json

    assert (again["id"], again["received"], again["checksum"]) == (begun["id"], HALF, zlib.crc32(TEXT[:HALF]))
    send(browser, again, HALF, TEXT[HALF:])
    finish(browser, again)
    assert files(db)[0].size == len(TEXT)


def test_an_unfinished_upload_is_shown_and_can_be_given_up(db, browser, assignment, parts):
    begun = begin(browser, assignment).json
    send(browser, begun, 0, TEXT[:HALF])

    page = browser.get(f"/assignments/{assignment.id}/evidence").text
    browser.post(begun["discard"])

    assert "传到 50%" in page
    assert uploads(db) == []
    assert parts() == 0


@pytest.mark.parametrize("offset", [0, HALF - 1, HALF + 1, -1, 10**9])
def test_a_piece_out_of_step_is_told_where_to_go_on(browser, assignment, offset):
    begun = begin(browser, assignment).json
    send(browser, begun, 0, TEXT[:HALF])

    answer = send(browser, begun, offset, b"x")

    assert (answer.status_code, answer.json) == (409, {"received": HALF})


def test_a_piece_sent_twice_counts_once(browser, assignment):
    begun = begin(browser, assignment).json
    send(browser, begun, 0, TEXT[:HALF])
    send(browser, begun, 0, TEXT[:HALF])

    send(browser, begun, HALF, TEXT[HALF:])

    assert finish(browser, begun).status_code == 200


def test_a_file_that_is_not_whole_or_was_changed_on_the_way_is_not_kept(db, browser, assignment):
    begun = begin(browser, assignment).json
    send(browser, begun, 0, TEXT[:HALF])
    early = finish(browser, begun)
    send(browser, begun, HALF, TEXT[HALF:])

    changed = finish(browser, begun, TEXT[::-1])

    assert (early.status_code, "还没有传完" in early.text) == (422, True)
    assert (changed.status_code, "内容有变化" in changed.text) == (422, True)
    assert files(db) == []


def test_what_is_refused_leaves_nothing_behind(db, browser, assignment, parts):
    answer = uploaded(browser, assignment, "机密★10年\n通知".encode())

    assert (answer.status_code, answer.mimetype) == (422, "text/plain")
    assert "涉密" in answer.text
    assert (files(db), uploads(db), parts()) == ([], [], 0)


@pytest.mark.parametrize(
    ("filename", "size", "words"),
    [("空.txt", 0, "空的"), ("大.pdf", LARGEST + 1, "超过 20 MB"), ("", 5, "请选择")],
)
def test_an_upload_that_cannot_end_well_does_not_begin(db, browser, assignment, filename, size, words):
    answer = begin(browser, assignment, filename=filename, size=size)

    assert (answer.status_code, words in answer.text) == (422, True)
    assert uploads(db) == []


def test_more_than_was_announced_is_refused(browser, assignment):
    begun = begin(browser, assignment, size=10).json

    assert send(browser, begun, 0, b"x" * 11).status_code == 422
    assert send(browser, begun, 0, b"x" * (LARGEST_PIECE + 1)).status_code == 413


def test_a_unit_over_its_quota_is_told_before_it_sends_anything(app, db, browser, assignment, monkeypatch):
    make_evidence(assignment, size=900)
    monkeypatch.setitem(app.config, "EVIDENCE_QUOTA", 1000)

    answer = begin(browser, assignment)

    assert (answer.status_code, "上限" in answer.text) == (422, True)
    assert uploads(db) == []


def test_the_page_says_how_much_of_the_quota_is_used(browser, assignment):
    make_evidence(assignment, size=3 * 1024 * 1024, sha256="a" * 64)
    make_evidence(assignment, size=3 * 1024 * 1024, sha256="a" * 64, period="2026-05")  # the same content is kept once

    assert "本单位已用 3 MB，上限 2 GB" in browser.get(f"/assignments/{assignment.id}/evidence").text


def test_work_not_signed_for_takes_no_uploads(browser, liaison):
    assignment = make_assignment(liaison.home_unit, status=AssignmentStatus.ISSUED)

    assert "待签收，不能上传佐证" in begin(browser, assignment).text


def test_a_new_version_takes_the_place_of_the_old_one(db, browser, assignment):
    uploaded(browser, assignment)
    [old] = files(db)

    uploaded(browser, assignment, TEXT + b"!", replaces=old.id)

    first, second = files(db)
    assert (first.status, second.version_number, second.replaces_id) == (EvidenceStatus.REPLACED, 2, first.id)


def test_evidence_of_another_task_is_not_replaced(db, browser, assignment):
    other = make_evidence(make_assignment(assignment.unit))

    answer = uploaded(browser, assignment, replaces=other.id)

    assert (answer.status_code, other.status) == (422, EvidenceStatus.WAITING)


def test_a_colleagues_upload_is_not_there(client_of, browser, assignment):
    begun = begin(browser, assignment).json
    colleague = client_of(make_user(unit=assignment.unit))

    assert send(colleague, begun, 0, b"x").status_code == 404
    assert colleague.post(begun["finish"]).status_code == 404
    assert begin(client_of(make_user(unit=make_unit())), assignment).status_code == 404
    assert begin(client_of(make_user(Role.SUPERVISOR)), assignment).status_code == 403


def test_an_upload_whose_part_was_swept_away_begins_anew(db, browser, liaison, assignment):
    upload = make_upload(assignment, liaison.id, filename="名单.txt")
    upload.size = len(TEXT)
    upload.received = HALF
    db.session.commit()

    begun = begin(browser, assignment).json

    assert (begun["id"], begun["received"]) == (upload.id, 0)
    assert uploaded(browser, assignment).status_code == 200


def test_a_version_gone_on_with_from_the_list_becomes_the_version_it_was_begun_as(db, browser, assignment):
    old = make_evidence(assignment, period="2026-05", remark="盖章件")
    begun = browser.post(
        f"/assignments/{assignment.id}/uploads?replaces={old.id}", data={"filename": "名单.txt", "size": len(TEXT)}
    ).json
    send(browser, begun, 0, TEXT[:HALF])
    page = browser.get(f"/assignments/{assignment.id}/evidence").text

    again = begin(browser, assignment).json
    send(browser, again, HALF, TEXT[HALF:])
    finish(browser, again, period="2026-06")

    assert f"作为“{old.filename}”的新版" in page
    newest = files(db)[-1]
    assert (newest.replaces_id, newest.version_number) == (old.id, 2)
    assert (newest.period, newest.remark) == ("2026-05", "盖章件")
