"""A list on its way: edited by the office, approved by a leader, issued (督促警告、通报鼓励、通报)."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.approvals import check_decider
from tracker.domain.errors import RuleViolation
from tracker.domain.mail_calendar import next_sending_moment
from tracker.domain.notices import NoticeAction, NoticeStatus, next_notice_status
from tracker.domain.numbering import notice_number
from tracker.domain.periods import BEIJING
from tracker.domain.roles import UNIT_ROLES, Role
from tracker.domain.workdays import WorkCalendar
from tracker.emails import notice_issued, notice_waiting
from tracker.models import Notice, NoticeRow, User
from tracker.policies.viewer import viewer_of
from tracker.queries.recipients import holders_of
from tracker.services import audit, outbox


def amend(notice: Notice, *, title: str, body: str, actor: User, now: datetime) -> None:
    """Change the wording of a draft; the rows' facts cannot be changed. Raise ActionNotAllowed once submitted."""
    old = [notice.title, notice.body]
    _move(notice, NoticeAction.AMEND, actor, now, title=[old[0], title], body=[old[1], body])
    notice.title, notice.body = title.strip(), body.strip()


def drop_row(row: NoticeRow, *, reason: str, actor: User, now: datetime) -> None:
    """Take a row off a draft, with the reason; it stays visible as dropped."""
    if not reason.strip():
        raise RuleViolation("请写明移出名单的理由，理由会随名单一并留存。")
    if row.dropped_at is not None:
        raise RuleViolation("这一行已经移出名单。")
    _move(row.notice, NoticeAction.AMEND, actor, now)
    row.dropped_reason, row.dropped_by_id, row.dropped_at = reason.strip(), actor.id, now
    audit.record(actor, "drop_row", row, now, reason=row.dropped_reason, unit=row.unit_name)


def restore_row(row: NoticeRow, *, actor: User, now: datetime) -> None:
    """Put a dropped row back on the draft."""
    if row.dropped_at is None:
        raise RuleViolation("这一行仍在名单上。")
    _move(row.notice, NoticeAction.AMEND, actor, now)
    audit.record(actor, "restore_row", row, now, reason=[row.dropped_reason, None], unit=row.unit_name)
    row.dropped_reason = row.dropped_by_id = row.dropped_at = None


def explain(row: NoticeRow, *, text: str, actor: User, now: datetime) -> None:
    """Put the unit's own explanation beside a row, while the list is still with the office."""
    if row.notice.status not in (NoticeStatus.DRAFT, NoticeStatus.REFUSED):
        raise RuleViolation(f"名单{row.notice.status.label}，不能再补充说明；如有异议，可在印发后提出。")
    audit.record(actor, "explain", row, now, explanation=[row.explanation, text.strip()])
    row.explanation, row.explained_by_id, row.explained_at = text.strip(), actor.id, now


def submit(notice: Notice, *, actor: User, calendar: WorkCalendar, now: datetime) -> int:
    """Hand the draft to the leaders for approval; return how many mails were queued."""
    if not remaining_rows(notice):
        raise RuleViolation("名单上已没有单位，不能送审。")
    _move(notice, NoticeAction.SUBMIT, actor, now, rows=len(remaining_rows(notice)))
    notice.submitted_by_id, notice.submitted_at = actor.id, now
    leaders = holders_of(Role.LEADER, [notice.jurisdiction_id], _day(now))
    return sum(_tell_leader(notice, leader, calendar, now) for leader in leaders)


def withdraw(notice: Notice, *, actor: User, now: datetime) -> None:
    """Take a submitted list back before it is decided; the mail that asked for a decision is cancelled."""
    _move(notice, NoticeAction.WITHDRAW, actor, now)
    notice.submitted_by_id = notice.submitted_at = None
    outbox.cancel(f"notice_waiting/{notice.id}/")


def approve(notice: Notice, *, comment: str, actor: User, now: datetime) -> None:
    """Record the leader's approval (条例 article 21). Raise NotTheRightPerson for whoever submitted it."""
    check_decider(notice.submitted_by_id or 0, actor.id)
    _move(notice, NoticeAction.APPROVE, actor, now, comment=comment)
    _decide(notice, comment, actor, now)


def refuse(notice: Notice, *, reason: str, actor: User, now: datetime) -> None:
    """Record the leader's refusal with its reason; the office may amend and submit again."""
    if not reason.strip():
        raise RuleViolation("请写明退回的理由，督查机构才知道怎样修改。")
    check_decider(notice.submitted_by_id or 0, actor.id)
    _move(notice, NoticeAction.REFUSE, actor, now, comment=reason)
    _decide(notice, reason, actor, now)


def issue(notice: Notice, *, actor: User, calendar: WorkCalendar, now: datetime) -> int:
    """Give an approved list its number and tell the people of the units on it; return how many mails were queued."""
    notice.number = _next_number(notice, _day(now).year)
    _move(notice, NoticeAction.ISSUE, actor, now, number=notice.number)
    notice.issued_by_id, notice.issued_at = actor.id, now
    unit_ids = {row.unit_id for row in remaining_rows(notice)}
    people = {person.id: person for role in UNIT_ROLES for person in holders_of(role, unit_ids, _day(now))}
    return sum(_tell_unit(notice, people[one], calendar, now) for one in sorted(people))


def remaining_rows(notice: Notice) -> list[NoticeRow]:
    """Return the rows that have not been dropped."""
    return [row for row in notice.rows if row.dropped_at is None]


def _move(notice: Notice, action: NoticeAction, actor: User, now: datetime, **changes: object) -> None:
    old, notice.status = notice.status, next_notice_status(notice.status, action)
    audit.record(actor, f"{action.value}_notice", notice, now, status=[old, notice.status], **changes)


def _decide(notice: Notice, comment: str, actor: User, now: datetime) -> None:
    notice.decided_by_id, notice.decided_at, notice.decision_comment = actor.id, now, comment.strip() or None


def _next_number(notice: Notice, year: int) -> str:
    prefix = notice.jurisdiction.letter_prefix or notice.jurisdiction.name[0]
    stem = notice_number(prefix, notice.kind, year, 1).removesuffix("1号")
    used = db.session.scalar(
        sa.select(sa.func.count()).select_from(Notice).where(Notice.number.startswith(stem, autoescape=True))
    )
    return notice_number(prefix, notice.kind, year, (used or 0) + 1)


def _day(now: datetime) -> date:
    return now.astimezone(BEIJING).date()


def _tell_leader(notice: Notice, leader: User, calendar: WorkCalendar, now: datetime) -> int:
    queued = outbox.queue(
        notice_waiting.compose_for(notice, leader, len(remaining_rows(notice))),
        kind="notice_waiting",
        key=f"notice_waiting/{notice.id}/{leader.id}/{now.isoformat()}",
        user=leader,
        not_before=next_sending_moment(now, calendar),
        now=now,
    )
    return int(queued is not None)


def _tell_unit(notice: Notice, person: User, calendar: WorkCalendar, now: datetime) -> int:
    served = viewer_of(person, _day(now)).unit_ids
    rows = [row for row in remaining_rows(notice) if row.unit_id in served]
    queued = outbox.queue(
        notice_issued.compose_for(notice, person, rows),
        kind="notice_issued",
        key=f"notice_issued/{notice.id}/{person.id}",
        user=person,
        not_before=next_sending_moment(now, calendar),
        now=now,
    )
    return int(queued is not None)
