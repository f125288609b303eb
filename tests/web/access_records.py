"""One of everything in a place, every text of it marked with the place's name: what must not be seen elsewhere."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.factories import (
    EARLIER,
    make_clause,
    make_document,
    make_evidence,
    make_group,
    make_instruction,
    make_notice,
    make_report,
    make_request,
    make_task,
    make_unit,
    make_upload,
    make_user,
    saved,
)
from tests.factories.keeping import serial
from tracker.adapters.file_store import FileStore
from tracker.db import db
from tracker.domain.follow_up import FollowUpOutcome
from tracker.domain.notices import NoticeStatus
from tracker.domain.outbox import OutboxStatus
from tracker.models import (
    Cover,
    FollowUpCheck,
    FollowUpSample,
    OutboxEmail,
    PolicyDocument,
    SavedView,
    Unit,
    UnitAlias,
    UnitGroupMember,
    User,
)

CONTENT = "密件"
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\1\0\0\0\1"
OWN, NEIGHBOUR, ELSEWHERE = "own", "neighbour", "elsewhere"
NAMES = {OWN: "本处", NEIGHBOUR: "隔壁", ELSEWHERE: "邻市"}


@dataclass
class Place:
    """The records of one unit: URL argument → id; `special` are those that one endpoint alone understands so."""

    name: str
    unit: Unit
    ids: dict[str, int | str] = field(default_factory=dict)
    special: dict[str, dict[str, int]] = field(default_factory=dict)

    def arguments(self, endpoint: str, wanted: set[str]) -> dict[str, int | str]:
        """Return the ids for an endpoint's URL; a KeyError names an argument that is missing in `furnish`."""
        known = self.ids | self.special.get(endpoint, {})
        return {name: known[name] for name in wanted}


def furnish(name: str, government: Unit, period: str, data_dir: Path) -> Place:
    """Make a unit of the government and one of each record about it, in a document of its own."""
    words = f"{name}{CONTENT}"
    unit = make_unit(f"{name}局", government)
    place = Place(name, unit)
    document, upper = (_document(f"{words}{number}", government, data_dir) for number in (1, 2))
    clause = make_clause(document, title=words)
    task = make_task(document, lead=unit, title=words, clause=clause)
    make_task(upper, lead=unit, title=words)
    report = make_report(task.assignments[0], summary=words, difficulties=words)
    evidence = make_evidence(report=report, filename=f"{words}.pdf")
    evidence.sha256 = _store(data_dir).put(words.encode())
    picture = make_evidence(report=report, filename=f"{words}.png", media_type="image/png")
    picture.sha256 = _store(data_dir).put(PICTURE + words.encode())
    notice = make_notice(
        government, (task.assignments[0],), status=NoticeStatus.SUBMITTED, period=period, submitted_by_id=None
    )
    notice.title = notice.body = notice.rows[0].explanation = words
    instruction = make_instruction(task, text=words)
    asked = make_request(task.assignments[0], reason=words)
    person = make_user(unit=unit, display_name=f"{name}联络员")
    cover = saved(
        Cover(
            unit=unit, absent_user=person, standing_in_user=make_user(unit=unit), starts_on=date(2030, 1, 1),
            ends_on=date(2030, 1, 9), arranged_by=person, arranged_at=EARLIER,
        )
    )  # fmt: skip
    sample = saved(
        FollowUpSample(
            jurisdiction_id=government.id, period=period, seed=name, population=[task.id], drawn_at=EARLIER,
            checks=[FollowUpCheck(task=task, position=1, outcome=FollowUpOutcome.PENDING)],
        )
    )  # fmt: skip
    view = saved(SavedView(user_id=person.id, name=name, query={}, columns=[], saved_at=EARLIER))
    alias = saved(UnitAlias(unit=unit, name=f"{name}旧称"))
    group = make_group(f"{name}组", (unit,), government)
    db.session.commit()
    place.ids = {
        "assignment_id": task.assignments[0].id,
        "policy_document_id": document.id,
        "upper_id": upper.id,
        "clause_id": clause.id,
        "evidence_file_id": evidence.id,
        "evidence_upload_id": make_upload(task.assignments[0], person.id, f"{words}.pdf").id,
        "outbox_email_id": mail_to(person, name).id,
        "cover_id": cover.id,
        "follow_up_check_id": sample.checks[0].id,
        "instruction_id": instruction.id,
        "notice_id": notice.id,
        "notice_row_id": notice.rows[0].id,
        "unit_request_id": asked.id,
        "request_kind": "coordination",
        "assignment_act": "pause",
        "user_id": person.id,
        "membership_id": person.memberships[0].id,
        "progress_report_id": report.id,
        "saved_view_id": view.id,
        "task_id": task.id,
        "unit_id": unit.id,
        "alias_id": alias.id,
    }
    membership = db.session.query(UnitGroupMember).filter_by(group_id=group.id).one()
    in_group = {"unit_id": group.id, "membership_id": membership.id}
    place.special = {
        "evidence_preview.image": {"evidence_file_id": picture.id},
        "units.groups.members": in_group,
        "units.groups.leave": in_group,
    }
    return place


def mail_to(person: User, name: str) -> OutboxEmail:
    """Queue a mail to the person that speaks of the place."""
    number = next(serial)
    return saved(
        OutboxEmail(
            kind="unit_digest", dedupe_key=f"grid/{number}", user_id=person.id, recipient=person.email,
            subject=f"{name}信件", body_text=name, body_html=f"<p>{name}</p>", message_id=f"<{number}@luoshi>",
            status=OutboxStatus.PENDING, queued_at=EARLIER, not_before=EARLIER,
        )
    )  # fmt: skip


def _document(title: str, government: Unit, data_dir: Path) -> PolicyDocument:
    document = make_document(title, government)
    document.source_sha256 = _store(data_dir).put(title.encode())
    document.source_filename = f"{title}.txt"
    return saved(document)


def _store(data_dir: Path) -> FileStore:
    return FileStore(data_dir / "files")
