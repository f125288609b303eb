"""Packages of a task to take away: its evidence, for all who see it; the whole record, for its archive (归档)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from urllib.parse import quote

from flask import Blueprint, Response

from tracker import clock
from tracker.adapters.csv_writer import write_csv
from tracker.adapters.pdf_writer import write_pdf
from tracker.adapters.zip_stream import Closing, Member, Packed, stream_zip
from tracker.domain.package_names import safe_part
from tracker.models import Task
from tracker.policies import Permission
from tracker.queries import instructions, unit_requests
from tracker.queries.evidence_package import PackageFile, files_of_task
from tracker.queries.task_paper import PaperSources, paper_of
from tracker.queries.task_record import record_of
from tracker.queries.task_setup import read_setup
from tracker.queries.task_timeline import read_timeline
from tracker.queries.tasks import read_task
from tracker.web.access import current_viewer, permission_required
from tracker.web.files import DOWNLOAD_HEADERS, file_store
from tracker.web.settings import setting

bp = Blueprint("archive", __name__, url_prefix="/tasks")

LIST_NAME, PAPER_NAME, RECORD_NAME, EVIDENCE_FOLDER = "清单.csv", "归档.pdf", "记录.json", "佐证材料"
COLUMNS = (
    "序号", "路径", "单位", "所属期", "文件名", "版次", "材料类别", "备注", "状态", "大小（字节）", "SHA-256", "网址",
    "上传人", "上传时间", "核对",
)  # fmt: skip


@bp.get("/<int:task_id>/evidence.zip")
@permission_required(Permission.TASK_VIEW, on=Task)
def package(task: Task) -> Response:
    """Send the evidence in folders by unit and month, with a list."""
    files = files_of_task(task, current_viewer(), clock.today())
    return _send(f"佐证包：{task.title}", _members(files), _listing(files))


@bp.get("/<int:task_id>/archive.zip")
@permission_required(Permission.TASK_ARCHIVE, on=Task)
def archive(task: Task) -> Response:
    """Send the whole record: a paper to read, every record as JSON, the evidence, and a list of hashes."""
    viewer, now = current_viewer(), clock.now()
    page = read_task(task, viewer)
    files = files_of_task(task, viewer, clock.today())
    said, asked = instructions.on_task(task, viewer), unit_requests.of_task(task, viewer)
    setup = read_setup(page, viewer)
    told = read_timeline(
        page, viewer, setup.steps, [*instructions.records_of(said), *chain.from_iterable(asked.values())]
    )
    sources = PaperSources(page, setup, asked, said, files, told)
    paper = write_pdf("task_record", paper_of(sources, now=now), font_dir=setting("FONT_DIR"))
    record = json.dumps(record_of(task, now=now), ensure_ascii=False, indent=1, sort_keys=True).encode()
    at = now.astimezone(clock.BEIJING)
    made = [Member(PAPER_NAME, at, lambda: iter([paper])), Member(RECORD_NAME, at, lambda: iter([record]))]
    members = [replace(one, path=f"{EVIDENCE_FOLDER}/{one.path}") for one in _members(files)]
    return _send(f"归档：{task.title}", [*made, *members], _listing(files, EVIDENCE_FOLDER))


def _members(files: Iterable[PackageFile]) -> list[Member]:
    """Return what is in the store; opened only when its turn comes, long after the request has ended."""
    store = file_store()
    return [
        Member(file.path, file.uploaded_at.astimezone(clock.BEIJING), partial(store.pieces, file.sha256))
        for file in files
        if file.path and store.exists(file.sha256)
    ]


def _listing(files: Sequence[PackageFile], folder: str = "") -> Closing:
    """Return what makes the list once everything is packed: it says what was really packed."""
    start = f"{folder}/" if folder else ""
    now = clock.now().astimezone(clock.BEIJING)

    def make(packed: Sequence[Packed]) -> list[Member]:
        digests = {one.path.removeprefix(start): one.sha256 for one in packed}
        rows = [_row(number, file, digests.get(file.path)) for number, file in enumerate(files, 1)]
        return [Member(LIST_NAME, now, lambda: iter([write_csv([COLUMNS, *rows])]))]

    return make


def _row(number: int, file: PackageFile, packed: str | None) -> tuple[object, ...]:
    checked = "" if file.url else "文件缺失" if packed is None else "一致" if packed == file.sha256 else "与登记不符"
    at = file.uploaded_at.astimezone(clock.BEIJING)
    return (
        number, file.path, file.unit_name, file.period, file.filename, file.version_number, file.category, file.remark,
        file.state, "" if file.url else file.size, packed or file.sha256, file.url, file.uploaded_by,
        at.strftime("%Y-%m-%d %H:%M"), checked,
    )  # fmt: skip


def _send(title: str, members: Iterable[Member], closing: Closing) -> Response:
    response = Response(stream_zip(members, closing), mimetype="application/zip")
    name = quote(f"{safe_part(title)}.zip", safe="")
    response.headers.update(DOWNLOAD_HEADERS)
    response.headers["Content-Disposition"] = f"attachment; filename=package.zip; filename*=UTF-8''{name}"
    return response
