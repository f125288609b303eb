"""What people write about tasks besides reports."""

from tests.factories.bodies import EARLIER, make_user
from tests.factories.keeping import saved, serial
from tests.factories.work import make_task
from tracker.domain.roles import Role
from tracker.models import Instruction, InstructionReply, Task, Unit, User


def make_instruction(
    task: Task | None = None,
    unit: Unit | None = None,
    text: str = "请抓紧推进，月底前报告结果。",
    written_by: User | None = None,
    **changes: object,
) -> Instruction:
    """Make a leader's instruction: to all units of the task, or to the one named."""
    task = task or make_task()
    return saved(
        Instruction(
            task=task,
            unit=unit,
            text=text,
            written_by=written_by or make_user(Role.LEADER, government=task.jurisdiction),
            written_at=changes.pop("written_at", EARLIER),
            submission_key=f"form-{next(serial)}",
            **changes,
        )
    )


def make_reply(instruction: Instruction, unit: Unit, text: str = "已制定方案，月底前完成。") -> InstructionReply:
    """Make a unit's answer to an instruction."""
    return saved(
        InstructionReply(
            instruction=instruction, unit=unit, text=text, written_by=make_user(unit=unit), written_at=EARLIER,
            submission_key=f"form-{next(serial)}",
        )
    )  # fmt: skip
