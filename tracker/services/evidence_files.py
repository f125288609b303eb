"""Evidence (佐证材料): attaching files and links to a month's work, new versions, words about them, taking away."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from tracker.db import db
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.evidence import (
    LINK_TYPE,
    LONGEST_NAME,
    MEDIA_TYPES,
    EvidenceDetails,
    EvidenceKind,
    check_link,
    check_remark,
    link_host,
    safe_name,
)
from tracker.domain.evidence_review import EvidenceAction, EvidenceStatus, next_evidence_status
from tracker.domain.periods import BEIJING, Month
from tracker.domain.reporting import ReportStatus
from tracker.domain.workflow import AssignmentAction, AssignmentStatus, next_assignment_status
from tracker.models import Assignment, EvidenceFile, User
from tracker.queries import evidence as known_evidence
from tracker.services import audit

_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class StoredFile:
    """A file that was inspected and is already in the store."""

    filename: str
    kind: EvidenceKind
    size: int
    sha256: str


def attach_evidence(
    assignment: Assignment,
    *,
    file: StoredFile,
    period: str,
    details: EvidenceDetails | None = None,
    replaces: EvidenceFile | None = None,
    actor: User,
    now: datetime,
) -> EvidenceFile:
    """Note a stored file as evidence of a month and return it; it goes with the next report on that month.

    The same content twice for the same month gives the record of the first time. With `replaces` it is the next
    version of that one. Raise ActionNotAllowed where the state of the work forbids it, RuleViolation for a month that
    has not begun or what the details may not say.
    """
    month = _check_time(assignment, period, now)
    if known := known_evidence.same_content(assignment, str(month), file.sha256):
        return _not_itself(known, replaces)
    evidence = EvidenceFile(
        filename=safe_name(file.filename), media_type=MEDIA_TYPES[file.kind], size=file.size, sha256=file.sha256
    )
    return _add(evidence, assignment, month, details or EvidenceDetails(), replaces, actor, now)


def attach_link(
    assignment: Assignment,
    *,
    url: str,
    title: str = "",
    period: str,
    details: EvidenceDetails | None = None,
    replaces: EvidenceFile | None = None,
    actor: User,
    now: datetime,
) -> EvidenceFile:
    """Note a web address as evidence of a month and return it; nothing is fetched. Raises as `attach_evidence`."""
    month = _check_time(assignment, period, now)
    address = check_link(url)
    if known := known_evidence.same_link(assignment, str(month), address):
        return _not_itself(known, replaces)
    name = safe_name(title.replace("/", "／"))[:LONGEST_NAME] if title.strip() else link_host(address)
    evidence = EvidenceFile(filename=name, media_type=LINK_TYPE, size=0, sha256="", url=address)
    return _add(evidence, assignment, month, details or EvidenceDetails(), replaces, actor, now)


def describe_evidence(
    evidence: EvidenceFile, *, details: EvidenceDetails, period: str, actor: User, now: datetime
) -> None:
    """Change what is said of a piece of evidence: category, remark, month, validity. Not once it was accepted."""
    _check_standing(evidence)
    if evidence.status is EvidenceStatus.ACCEPTED:
        raise ActionNotAllowed("这份佐证已采纳，说明不能再改；如有变化请上传新版。")
    month = _check_time(evidence.assignment, period, now)
    new = {**_columns(details), "period": str(month)}
    changes = {
        name: [getattr(evidence, name), value] for name, value in new.items() if getattr(evidence, name) != value
    }
    for name, (_, value) in changes.items():
        setattr(evidence, name, value)
    if changes:
        audit.record(actor, "describe_evidence", evidence, now, filename=evidence.filename, **changes)


def remove_evidence(evidence: EvidenceFile, *, actor: User, now: datetime) -> None:
    """Hide a file; the row and the content stay. What was accepted, or is relied upon, cannot be taken away."""
    if evidence.report is not None and evidence.report.status is ReportStatus.ACCEPTED:
        raise ActionNotAllowed("这份佐证所属的进展已被采纳，不能移除；如有错误请更正进展。")
    if evidence.status is EvidenceStatus.ACCEPTED:
        raise ActionNotAllowed("这份佐证已采纳，不能移除；如有变化请上传新版。")
    if evidence.assignment.status is AssignmentStatus.CLOSED:
        raise ActionNotAllowed("任务已办结，佐证材料不能移除。")
    if known_evidence.answers_resting_on(evidence):
        raise ActionNotAllowed("办结申请引用了这份佐证，不能移除；请先撤回申请，或上传新版。")
    if evidence.removed_at is None:
        evidence.removed_at = now
        audit.record(actor, "remove_evidence", evidence, now, filename=evidence.filename, sha256=evidence.sha256)


def _check_time(assignment: Assignment, period: str, now: datetime) -> Month:
    next_assignment_status(assignment.status, AssignmentAction.ATTACH_EVIDENCE, assignment.task.status)
    month = Month.parse(period)
    if month > Month.reporting_on(now.astimezone(BEIJING).date()):
        raise RuleViolation(f"{month.label}的填报还没有开始。")
    return month


def _not_itself(known: EvidenceFile, replaces: EvidenceFile | None) -> EvidenceFile:
    if replaces is not None:
        raise RuleViolation(f"内容与已有的“{known.filename}”完全相同，不是新版。")
    return known


def _add(
    evidence: EvidenceFile,
    assignment: Assignment,
    month: Month,
    details: EvidenceDetails,
    replaces: EvidenceFile | None,
    actor: User,
    now: datetime,
) -> EvidenceFile:
    values = {**_columns(details), "id": _random_id(), "assignment": assignment, "period": str(month)}
    for name, value in {**values, "uploaded_by": actor, "uploaded_at": now}.items():
        setattr(evidence, name, value)
    if replaces is not None:
        _take_the_place_of(replaces, evidence)
    db.session.add(evidence)
    audit.record(
        actor,
        EvidenceAction.REPLACE if replaces else AssignmentAction.ATTACH_EVIDENCE,
        evidence,
        now,
        period=str(month),
        filename=evidence.filename,
        size=evidence.size,
        sha256=evidence.sha256,
        **({"url": evidence.url} if evidence.url else {}),
        **({"replaces": replaces.id, "version_number": evidence.version_number} if replaces else {}),
    )
    return evidence


def _take_the_place_of(old: EvidenceFile, new: EvidenceFile) -> None:
    """A report that still waits for review is reviewed with the new version; an accepted one keeps the old."""
    _check_standing(old)
    old.status = next_evidence_status(old.status, EvidenceAction.REPLACE)
    new.replaces, new.version_number = old, old.version_number + 1
    if old.report is not None and old.report.status is ReportStatus.SUBMITTED:
        new.report = old.report


def _check_standing(evidence: EvidenceFile) -> None:
    if evidence.removed_at is not None:
        raise ActionNotAllowed("这份佐证已移除，请刷新后再看。")
    if evidence.status is EvidenceStatus.REPLACED:
        raise ActionNotAllowed("这份佐证已有新版，请在最新版上办理。")


def details_of(evidence: EvidenceFile) -> EvidenceDetails:
    """Return what is said of a piece of evidence, for its next version to begin with; that is good for ever again."""
    return EvidenceDetails(evidence.category, evidence.remark, None)


def _columns(details: EvidenceDetails) -> dict[str, object]:
    return {
        "category": details.category,
        "remark": check_remark(details.remark),
        "valid_until": details.valid_until,
    }


def _random_id() -> int:
    """Return a number that nobody can guess from another file's and that is still free."""
    while True:
        number = secrets.randbelow(_LARGEST_ID) + 1
        if db.session.get(EvidenceFile, number) is None:
            return number
