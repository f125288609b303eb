"""A leader's instructions on tasks (批示), and the units' answers."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.errors import NotTheRightPerson
from tracker.domain.instructions import check_instruction, check_reply
from tracker.domain.periods import BEIJING
from tracker.models import Instruction, InstructionReply, Task, Unit, User
from tracker.services import audit


def write_instruction(
    task: Task,
    *,
    text: str,
    unit: Unit | None,
    reply_due_on: date | None,
    submission_key: str,
    actor: User,
    now: datetime,
) -> Instruction:
    """Write to all units of the task, or to one of them, and return the instruction; a form sent twice writes once.

    Raise RuleViolation for words or a day that cannot be, NotTheRightPerson for a unit that has no part in the task.
    """
    if written := db.session.scalar(sa.select(Instruction).where(Instruction.submission_key == submission_key)):
        return written
    check_instruction(text, status=task.status, reply_due_on=reply_due_on, today=now.astimezone(BEIJING).date())
    if unit is not None and unit.id not in {assignment.unit_id for assignment in task.assignments}:
        raise NotTheRightPerson("这个单位不是本任务的责任单位。")
    instruction = Instruction(
        task=task,
        unit=unit,
        text=text.strip(),
        reply_due_on=reply_due_on,
        written_by=actor,
        written_at=now,
        submission_key=submission_key,
    )
    db.session.add(instruction)
    audit.record(actor, "instruct", instruction, now, task=task.id, unit=unit.name if unit else None, text=text)
    return instruction


def reply_to_instruction(
    instruction: Instruction, *, unit: Unit, text: str, submission_key: str, actor: User, now: datetime
) -> InstructionReply:
    """Answer for one of the units addressed and return the answer; a form sent twice answers once."""
    if sent := db.session.scalar(sa.select(InstructionReply).where(InstructionReply.submission_key == submission_key)):
        return sent
    check_reply(text)
    reply = InstructionReply(
        instruction=instruction, unit=unit, text=text.strip(), written_by=actor, written_at=now,
        submission_key=submission_key,
    )  # fmt: skip
    db.session.add(reply)
    audit.record(actor, "reply_to_instruction", reply, now, instruction=instruction.id, unit=unit.name)
    return reply


def mark_replies_read(instruction: Instruction, *, actor: User, now: datetime) -> int:
    """Note that the leader who wrote it has seen the answers; return how many were new."""
    if actor.id != instruction.written_by_id:
        raise NotTheRightPerson("只有批示人本人可以标为已阅。")
    unread = [reply for reply in instruction.replies if reply.read_at is None]
    for reply in unread:
        reply.read_at = now
        audit.record(actor, "read_reply", reply, now)
    return len(unread)
