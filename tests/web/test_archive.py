"""Packages of a task: what is in them, who gets which, and that a change of them is found."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

import pytest

from tests.factories import make_assignment, make_evidence, make_report, make_unit, make_user
from tracker.adapters.file_store import FileStore
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role

AWKWARD = [
    "../../x.txt",
    "C:\\x.txt",
    "CON.txt",
    "=HYPERLINK(1).txt",
    "<b>名单</b>.txt",
    "名" * 118 + ".txt",
    "x.txt",
    "X.TXT",
]


@pytest.fixture
def store(app):
    return FileStore(app.config["DATA_DIR"] / "files")


@pytest.fixture
def assignment(db):
    return make_assignment(make_unit("市科技局"), title="建设科创平台")


LIST = "名单".encode()


def evidence(store, assignment, content=LIST, **changes):
    return make_evidence(assignment, sha256=store.put(content), size=len(content), **changes)


def opened(answer):
    data = answer.get_data()
    answer.close()
    assert answer.mimetype == "application/zip"
    return zipfile.ZipFile(BytesIO(data))


def rows_of(archive):
    return list(csv.DictReader(StringIO(archive.read("清单.csv").decode("utf-8-sig"))))


def package(client, task_id):
    return opened(client.get(f"/tasks/{task_id}/evidence.zip"))


def test_evidence_lies_in_folders_by_unit_and_month_with_a_list(client_of, store, assignment):
    liaison = make_user(unit=assignment.unit)
    evidence(store, assignment, filename="名单.txt", period="2026-05", remark="五月", uploaded_by=liaison)
    evidence(store, assignment, b"two", filename="名单.txt", period="2026-05")

    archive = package(client_of(liaison), assignment.task_id)

    first, second = rows_of(archive)
    assert archive.read("市科技局/2026-05/名单.txt") == "名单".encode()
    assert archive.read("市科技局/2026-05/名单（2）.txt") == b"two"
    assert (first["单位"], first["所属期"], first["备注"], first["状态"]) == ("市科技局", "2026-05", "五月", "待审核")
    assert (first["核对"], second["核对"]) == ("一致", "一致")
    assert len(first["SHA-256"]) == 64


def test_links_and_versions_are_listed_and_what_was_taken_away_is_not(client_of, store, assignment):
    old = evidence(store, assignment, b"old", filename="表.txt", status=EvidenceStatus.REPLACED)
    evidence(store, assignment, b"new", filename="表.txt", replaces_id=old.id, version_number=2)
    make_evidence(assignment, filename="网页", url="https://tz.gov.cn/1", sha256="", size=0)
    evidence(store, assignment, b"gone", filename="误传.txt", removed_at=old.uploaded_at)

    archive = package(client_of(make_user(Role.SUPERVISOR)), assignment.task_id)

    rows = {row["文件名"] + row["版次"]: row for row in rows_of(archive)}
    assert set(rows) == {"表.txt1", "表.txt2", "网页1"}
    assert (rows["网页1"]["网址"], rows["网页1"]["核对"]) == ("https://tz.gov.cn/1", "")
    assert rows["表.txt1"]["状态"] == "已有新版"


def test_awkward_names_are_safe_unique_and_never_worked_out(client_of, store, assignment):
    for number, name in enumerate(AWKWARD):
        evidence(store, assignment, str(number).encode(), filename=name)

    archive = package(client_of(make_user(Role.SUPERVISOR)), assignment.task_id)

    paths = [name for name in archive.namelist() if name not in ("清单.csv", "SHA256SUMS")]
    assert len({path.casefold() for path in paths}) == len(AWKWARD)
    assert all(path.startswith("市科技局/2026-06/") and path.count("/") == 2 for path in paths)
    assert not [path for path in paths if set(path) & set('<>:"\\|?*') or len(path.rsplit("/")[-1].encode()) > 255]
    assert not [cell for row in rows_of(archive) for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_a_file_that_is_missing_or_was_changed_on_the_disk_is_said_so(client_of, store, assignment):
    make_evidence(assignment, filename="丢了.txt")
    changed = evidence(store, assignment, b"sound", filename="变了.txt")
    digest = changed.sha256
    (store.directory / digest[:2] / digest[2:4] / digest).write_bytes(b"rotten")

    archive = package(client_of(make_user(Role.SUPERVISOR)), assignment.task_id)

    assert {row["文件名"]: row["核对"] for row in rows_of(archive)} == {
        "丢了.txt": "文件缺失",
        "变了.txt": "与登记不符",
    }


def test_a_unit_gets_its_own_evidence_alone(client_of, store, assignment):
    other = make_assignment(make_unit("市财政局"), task=assignment.task)
    evidence(store, assignment, filename="科技.txt")
    evidence(store, other, filename="财政.txt")

    archive = package(client_of(make_user(unit=other.unit)), assignment.task_id)

    assert [name for name in archive.namelist() if "/" in name] == ["市财政局/2026-06/财政.txt"]
    assert "科技" not in archive.read("清单.csv").decode()


def test_the_package_is_a_download_whatever_the_task_is_called(db, client_of):
    assignment = make_assignment(make_unit(), title='"; filename=x.html\r\nX: y/../<b>')

    answer = client_of(make_user(unit=assignment.unit)).get(f"/tasks/{assignment.task_id}/evidence.zip")
    answer.close()

    header = answer.headers["Content-Disposition"]
    assert header.startswith("attachment; filename=package.zip; filename*=UTF-8''")
    assert not set('"\r\n<>/') & set(header.split("''")[1])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "X" not in answer.headers


@pytest.mark.slow
def test_the_archive_holds_the_paper_every_record_and_the_evidence(client_of, store, assignment):
    reviewer = make_user(Role.SUPERVISOR)
    report = make_report(
        assignment, status=ReportStatus.ACCEPTED, reviewed_by=reviewer, summary="<b>新建</b> #panic() 12 家"
    )
    evidence(store, assignment, report=report, filename="名单.txt")

    archive = opened(client_of(reviewer).get(f"/tasks/{assignment.task_id}/archive.zip"))

    record = json.loads(archive.read("记录.json"))
    assert archive.namelist() == [
        "归档.pdf",
        "记录.json",
        "佐证材料/市科技局/2026-05/名单.txt",
        "清单.csv",
        "SHA256SUMS",
    ]
    assert archive.read("归档.pdf").startswith(b"%PDF-")
    assert record["task"]["title"] == "建设科创平台"
    assert record["progress_reports"][0]["summary"] == "<b>新建</b> #panic() 12 家"
    assert record["evidence_files"][0]["sha256"] == rows_of(archive)[0]["SHA-256"]
    assert record["people"][str(report.reported_by_id)] == report.reported_by.display_name
    assert record["units"][str(assignment.unit_id)] == assignment.unit.full_name
    assert "password" not in json.dumps(record)


@pytest.mark.slow
def test_the_whole_archive_is_the_offices_alone(client_of, assignment):
    for person, status in [
        (make_user(unit=assignment.unit), 403),
        (make_user(Role.LEADER), 403),
        (make_user(unit=make_unit()), 404),
    ]:
        assert client_of(person).get(f"/tasks/{assignment.task_id}/archive.zip").status_code == status


@pytest.mark.slow
def test_the_command_tells_a_sound_archive_from_a_changed_one(app, client_of, store, assignment, tmp_path):
    evidence(store, assignment, filename="名单.txt")
    answer = client_of(make_user(Role.SUPERVISOR)).get(f"/tasks/{assignment.task_id}/archive.zip")
    path = tmp_path / "archive.zip"
    path.write_bytes(answer.get_data())
    runner = app.test_cli_runner()

    sound = runner.invoke(args=["verify-archive", str(path)])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("佐证材料/添加.txt", "later")
    changed = runner.invoke(args=["verify-archive", str(path)])

    assert (sound.exit_code, changed.exit_code) == (0, 1)
    assert "4 个文件与清单一致" in sound.output
    assert "多出清单中没有的文件：佐证材料/添加.txt" in changed.output
