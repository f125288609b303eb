"""Files on their way in (断点续传): a row says how much has arrived, so that an upload goes on where it broke off.

Like a draft, an upload is nothing yet: what the audit trail notes is the evidence it becomes.
"""

from datetime import datetime

import sqlalchemy as sa

from tracker.adapters.part_store import PartStore
from tracker.db import db
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import LARGEST_PIECE, check_size, safe_name
from tracker.domain.workflow import AssignmentAction, next_assignment_status
from tracker.models import Assignment, EvidenceFile, EvidenceUpload, User

MOST_AT_ONCE = 20


class OutOfStep(Exception):
    """A piece does not begin where the last one ended; `received` bytes are there."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


def begin_upload(
    assignment: Assignment,
    *,
    filename: str,
    size: int,
    replaces: EvidenceFile | None = None,
    parts: PartStore,
    user: User,
    now: datetime,
) -> EvidenceUpload:
    """Return the upload of a file of so many bytes: the person's unfinished one of that name and size, else a new one.

    With `replaces` it becomes the next version of that one; an unfinished upload stays what it was begun as without.

    Raise ActionNotAllowed where the state of the work takes no evidence, RuleViolation for a size that is not taken
    or too many uploads at once.
    """
    next_assignment_status(assignment.status, AssignmentAction.ATTACH_EVIDENCE, assignment.task.status)
    check_size(size)
    name = safe_name(filename)
    unfinished = unfinished_uploads(assignment, user=user)
    for upload in unfinished:
        if (upload.filename, upload.size) == (name, size):
            _believe_the_disk(upload, parts)
            upload.replaces = replaces or upload.replaces
            return upload
    if len(unfinished) >= MOST_AT_ONCE:
        raise RuleViolation(f"同时上传的文件不能超过 {MOST_AT_ONCE} 份，请等前面的传完，或放弃没有传完的。")
    upload = EvidenceUpload(
        key=parts.create(), assignment=assignment, user_id=user.id, filename=name, size=size, started_at=now,
        replaces=replaces,
    )  # fmt: skip
    db.session.add(upload)
    db.session.flush()  # the page is told its number
    return upload


def add_piece(upload: EvidenceUpload, *, offset: int, piece: bytes, parts: PartStore) -> int:
    """Keep the next piece of a file and return how many bytes are there.

    Raise OutOfStep where the piece begins elsewhere, RuleViolation where it is too large. What is on the disk is
    flushed before the row says so: after a fall of the power nothing is believed to be there that is not.
    """
    _believe_the_disk(upload, parts)
    if offset != upload.received:
        raise OutOfStep(upload.received)
    if len(piece) > LARGEST_PIECE or offset + len(piece) > upload.size:
        raise RuleViolation("传来的内容比文件还大，请重新上传。")
    upload.received = parts.write(upload.key, offset, piece)
    return upload.received


def whole_file(upload: EvidenceUpload, *, checksum: int | None, parts: PartStore) -> bytes:
    """Return the bytes of an upload that is complete; raise RuleViolation where they are not what was sent."""
    if upload.received != upload.size or parts.size(upload.key) != upload.size:
        raise RuleViolation("文件还没有传完，请继续上传。")
    if checksum is not None and parts.checksum(upload.key, upload.size) != checksum:
        raise RuleViolation("传输途中文件内容有变化，没有保存，请重新上传。")
    return parts.read(upload.key)


def discard_upload(upload: EvidenceUpload) -> None:
    """Forget an upload, finished or given up; its part is removed once that is committed."""
    db.session.delete(upload)


def unfinished_uploads(assignment: Assignment, *, user: User) -> list[EvidenceUpload]:
    """Return the person's uploads for this assignment that have not become evidence, the oldest first."""
    query = (
        sa.select(EvidenceUpload)
        .where(EvidenceUpload.assignment_id == assignment.id, EvidenceUpload.user_id == user.id)
        .options(sa.orm.joinedload(EvidenceUpload.replaces))
    )
    return list(db.session.scalars(query.order_by(EvidenceUpload.id)))


def forget_lost(parts: PartStore) -> int:
    """Forget every upload whose part is gone, such as one that nobody went on with; return how many."""
    lost = [upload for upload in db.session.scalars(sa.select(EvidenceUpload)) if not parts.exists(upload.key)]
    for upload in lost:
        db.session.delete(upload)
    return len(lost)


def _believe_the_disk(upload: EvidenceUpload, parts: PartStore) -> None:
    """What the tidying took away has to be sent again."""
    if not parts.exists(upload.key):
        upload.key, upload.received = parts.create(), 0
    upload.received = min(upload.received, parts.size(upload.key))
