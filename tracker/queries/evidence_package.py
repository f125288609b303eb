"""What goes into a task's package of evidence: each file with its place there, as far as the viewer may see."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import contains_eager, joinedload

from tracker.db import db
from tracker.domain.package_names import unique_paths
from tracker.models import Assignment, EvidenceFile, Task
from tracker.policies.scopes import visible_evidence
from tracker.policies.viewer import Viewer
from tracker.queries.loading import person


@dataclass(frozen=True)
class PackageFile:
    """One piece of evidence. `path` is where it lies in the package; a link lies nowhere."""

    path: str
    unit_name: str
    period: str
    filename: str
    version_number: int
    category: str
    remark: str
    state: str
    size: int
    sha256: str
    url: str | None
    uploaded_by: str
    uploaded_at: datetime


def files_of_task(task: Task, viewer: Viewer, today: date) -> list[PackageFile]:
    """Return the evidence of a task, every version that was not taken away, by unit and month: one statement."""
    query = (
        visible_evidence(viewer)
        .where(Assignment.task_id == task.id, EvidenceFile.removed_at.is_(None))
        .options(
            contains_eager(EvidenceFile.assignment).options(joinedload(Assignment.unit)),
            person(EvidenceFile.uploaded_by),
        )
        .order_by(Assignment.position, EvidenceFile.period, EvidenceFile.uploaded_at, EvidenceFile.id)
    )
    found = db.session.scalars(query).all()
    files = [one for one in found if one.url is None]
    paths = unique_paths((one.assignment.unit.name, one.period, one.filename) for one in files)
    path_of = {one.id: path for one, path in zip(files, paths, strict=True)}
    return [_package_file(one, path_of.get(one.id, ""), today) for one in found]


def _package_file(one: EvidenceFile, path: str, today: date) -> PackageFile:
    return PackageFile(
        path=path,
        unit_name=one.assignment.unit.name,
        period=one.period,
        filename=one.filename,
        version_number=one.version_number,
        category=one.category.label,
        remark=one.remark,
        state=one.state_on(today),
        size=one.size,
        sha256=one.sha256,
        url=one.url,
        uploaded_by=one.uploaded_by.display_name,
        uploaded_at=one.uploaded_at,
    )
