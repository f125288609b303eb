"""The page of one task: the clause, the units, what they reported, what happened."""

from itertools import chain

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.workflow import AssignmentAction, allowed_assignment_actions
from tracker.models import Assignment, Task
from tracker.policies import Permission, can
from tracker.queries import break_downs, instructions, unit_requests
from tracker.queries.task_setup import read_setup
from tracker.queries.task_timeline import read_timeline
from tracker.queries.tasks import read_task
from tracker.queries.unit_groups import members_by_group
from tracker.web.access import current_viewer, permission_required
from tracker.web.assignment_acts import menu_of
from tracker.web.task_lifecycle import manage_links

bp = Blueprint("tasks", __name__, url_prefix="/tasks")


@bp.get("/<int:task_id>")
@permission_required(Permission.TASK_VIEW, on=Task)
def show(task: Task) -> str:
    viewer = current_viewer()
    page = read_task(task, viewer)
    said = instructions.on_task(task, viewer, page.assignments) if page.has_instructions else []
    asked = unit_requests.of_task(task, viewer) if page.has_requests else {}
    setup = read_setup(page, viewer)
    further = [*instructions.records_of(said), *chain.from_iterable(asked.values())]
    return render_template(
        "tasks/show.html",
        page=page,
        task=task,
        source=page.source,
        timeline=read_timeline(page, viewer, setup.steps, further),
        today=clock.today(),
        may={assignment.id: _open_actions(assignment) for assignment in page.assignments},
        may_review=can(viewer, Permission.REPORT_REVIEW, task),
        may_archive=can(viewer, Permission.TASK_ARCHIVE, task),
        may_instruct=can(viewer, Permission.INSTRUCTION_WRITE, task),
        instructions=said,
        requests=asked,
        menus={assignment.id: menu_of(assignment) for assignment in page.assignments},
        viewer=viewer,
        own_unit_ids=viewer.unit_ids,
        viewer_id=viewer.user_id,
        setup=setup,
        groups=members_by_group(
            [part.unit for part in page.assignments], on=page.source.signed_on or clock.today(), today=clock.today()
        ),
        lower=break_downs.of_assignments(page.assignments) if page.is_broken_down else {},
        manage=manage_links(task),
    )


def _open_actions(assignment: Assignment) -> set[str]:
    """Return what the signed-in person may do to this unit's part, and its state allows."""
    viewer = current_viewer()
    allowed = allowed_assignment_actions(assignment.status, assignment.task.status)
    needed = {
        AssignmentAction.ACKNOWLEDGE: Permission.ASSIGNMENT_ACKNOWLEDGE,
        AssignmentAction.REPORT_PROGRESS: Permission.ASSIGNMENT_REPORT,
        AssignmentAction.PASS_ON: Permission.ASSIGNMENT_PASS_ON,
        AssignmentAction.URGE: Permission.ASSIGNMENT_URGE,
    }
    return {action.name for action, right in needed.items() if action in allowed and can(viewer, right, assignment)}
