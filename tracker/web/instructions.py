"""Leaders' instructions (批示): writing one on a task, answering for a unit, seeing what has come back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.models import Instruction, Task
from tracker.policies import Permission
from tracker.queries import instructions as reading
from tracker.queries.tasks import source_of
from tracker.services import instructions
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.instructions import InstructionForm, ReplyForm

bp = Blueprint("instructions", __name__)

PAGE_SIZE = 50
Answer = str | tuple[str, int] | Response


@bp.get("/instructions")
@permission_required(Permission.INSTRUCTION_VIEW)
def index() -> str:
    viewer = current_viewer()
    total = reading.count_lines(viewer)
    page_count = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, request.args.get("page", 1, type=int)), page_count)
    return render_template(
        "instructions/index.html",
        lines=reading.every_line(viewer, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE),
        total=total,
        page=page,
        page_count=page_count,
        page_size=PAGE_SIZE,
        own_unit_ids=viewer.unit_ids,
        today=clock.today(),
    )


@bp.route("/tasks/<int:task_id>/instructions", methods=["GET", "POST"])
@permission_required(Permission.INSTRUCTION_WRITE, on=Task)
def write(task: Task) -> Answer:
    form = InstructionForm(unit=request.args.get("unit", 0, type=int))
    units = {assignment.unit_id: assignment.unit for assignment in task.assignments}
    form.unit.choices = [(0, "全部责任单位"), *((unit.id, unit.name) for unit in units.values())]
    if form.validate_on_submit():
        task_id = task.id
        try:
            with transaction(task):
                instructions.write_instruction(
                    task,
                    text=form.text.data,
                    unit=units.get(form.unit.data),
                    reply_due_on=form.reply_due_on.data,
                    submission_key=form.submission_key.data,
                    actor=signed_in_user(),
                    now=clock.now(),
                )
        except ActionNotAllowed:
            raise
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            flash("批示已发出，责任单位会在下一封工作邮件和首页看到。", "success")
            return redirect(url_for("tasks.show", task_id=task_id))
    page = render_template("instructions/write.html", task=task, form=form, source=source_of(task))
    return (page, 422) if request.method == "POST" else page


@bp.route("/instructions/<int:instruction_id>/reply", methods=["GET", "POST"])
@permission_required(Permission.INSTRUCTION_REPLY, on=Instruction)
def reply(instruction: Instruction) -> Answer:
    line = reading.only(instruction, current_viewer())
    own = {unit.id: unit for unit in line.units if unit.id in current_viewer().unit_ids}
    form = ReplyForm()
    form.unit.choices = [(unit.id, unit.name) for unit in own.values()]
    if form.validate_on_submit():
        with transaction(instruction):
            instructions.reply_to_instruction(
                instruction,
                unit=own[form.unit.data],
                text=form.text.data,
                submission_key=form.submission_key.data,
                actor=signed_in_user(),
                now=clock.now(),
            )
        flash("办理情况已反馈给批示的领导。", "success")
        return redirect(url_for("tasks.show", task_id=instruction.task_id, _anchor="instructions"))
    page = render_template("instructions/reply.html", line=line, form=form, today=clock.today())
    return (page, 422) if request.method == "POST" else page


@bp.post("/instructions/<int:instruction_id>/read")
@permission_required(Permission.INSTRUCTION_WRITE, on=Instruction)
def mark_read(instruction: Instruction) -> Response:
    with transaction(instruction):
        count = instructions.mark_replies_read(instruction, actor=signed_in_user(), now=clock.now())
    flash(f"已阅 {count} 条反馈。", "success")
    return redirect(url_for("tasks.show", task_id=instruction.task_id, _anchor="instructions"))
