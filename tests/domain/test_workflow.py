from itertools import product

import pytest

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.workflow import (
    NEEDS_REASON,
    AssignmentAction,
    TaskAction,
    TaskStatus,
    allowed_actions,
    allowed_assignment_actions,
    check_task_can_close,
    check_task_permits,
    next_assignment_status,
    next_status,
)

TASK_MOVES = {
    # from               action              to
    ("draft",            "amend"):           "draft",
    ("draft",            "submit_opening"):  "opening_pending",
    ("draft",            "open"):            "opened",
    ("draft",            "cancel"):          "cancelled",
    ("opening_pending",  "open"):            "opened",
    ("opening_pending",  "return_opening"):  "draft",
    ("opening_pending",  "cancel"):          "cancelled",
    ("opened",           "amend"):           "opened",
    ("opened",           "issue"):           "issued",
    ("opened",           "cancel"):          "cancelled",
    ("issued",           "amend"):           "issued",
    ("issued",           "withdraw_issue"):  "opened",
    ("issued",           "pause"):           "paused",
    ("issued",           "close"):           "closed",
    ("issued",           "cancel"):          "cancelled",
    ("paused",           "resume"):          "issued",
    ("paused",           "cancel"):          "cancelled",
    ("closed",           "reopen"):          "issued",
    ("cancelled",        "reinstate"):       "draft",
}  # fmt: skip

ASSIGNMENT_MOVES = {
    # from               action                   to
    ("pending",          "issue"):                 "issued",
    ("pending",          "cancel"):                "cancelled",
    ("issued",           "withdraw_issue"):        "pending",
    ("issued",           "acknowledge"):           "in_progress",
    ("issued",           "contest"):               "issued",
    ("issued",           "pass_on"):               "issued",
    ("issued",           "urge"):                  "issued",
    ("issued",           "request_extension"):     "issued",
    ("issued",           "request_excuse"):        "issued",
    ("issued",           "request_cancellation"):  "issued",
    ("issued",           "request_coordination"):  "issued",
    ("issued",           "cancel"):                "cancelled",
    ("in_progress",      "contest"):               "in_progress",
    ("in_progress",      "pass_on"):               "in_progress",
    ("in_progress",      "urge"):                  "in_progress",
    ("in_progress",      "report_progress"):       "in_progress",
    ("in_progress",      "attach_evidence"):       "in_progress",
    ("in_progress",      "request_extension"):     "in_progress",
    ("in_progress",      "request_excuse"):        "in_progress",
    ("in_progress",      "request_pause"):         "in_progress",
    ("in_progress",      "request_cancellation"):  "in_progress",
    ("in_progress",      "request_stage_closure"): "in_progress",
    ("in_progress",      "request_coordination"):  "in_progress",
    ("in_progress",      "request_closure"):       "closure_pending",
    ("in_progress",      "close_stage"):           "stage_closed",
    ("in_progress",      "pause"):                 "paused",
    ("in_progress",      "cancel"):                "cancelled",
    ("closure_pending",  "attach_evidence"):       "closure_pending",
    ("closure_pending",  "withdraw_closure"):      "in_progress",
    ("closure_pending",  "return_closure"):        "in_progress",
    ("closure_pending",  "close"):                 "closed",
    ("closure_pending",  "cancel"):                "cancelled",
    ("stage_closed",     "enter_next_stage"):      "in_progress",
    ("stage_closed",     "request_closure"):       "closure_pending",
    ("stage_closed",     "cancel"):                "cancelled",
    ("paused",           "resume"):                "in_progress",
    ("paused",           "cancel"):                "cancelled",
    ("closed",           "reopen"):                "in_progress",
    ("cancelled",        "reinstate"):             "pending",
}  # fmt: skip

PERMITTING_TASKS = {
    "issue": {"opened", "issued"},
    "withdraw_issue": {"opened", "issued"},
    "cancel": {"draft", "opening_pending", "opened", "issued", "paused", "cancelled"},
    "reinstate": {"draft", "opening_pending", "opened", "issued", "paused"},
    "reopen": {"issued", "closed"},
}


@pytest.mark.parametrize(("status", "action"), list(product(TaskStatus, TaskAction)))
def test_a_task_moves_exactly_where_the_table_says(status, action):
    assert (action in allowed_actions(status)) is ((status, action) in TASK_MOVES)
    if (status, action) in TASK_MOVES:
        assert next_status(status, action) is TaskStatus(TASK_MOVES[status, action])
    else:
        with pytest.raises(ActionNotAllowed, match=f"^任务{status.label}，不能{action.label}。$"):
            next_status(status, action)


@pytest.mark.parametrize(("status", "action"), list(product(AssignmentStatus, AssignmentAction)))
def test_a_units_part_moves_exactly_where_the_table_says(status, action):
    assert (action in allowed_assignment_actions(status)) is ((status, action) in ASSIGNMENT_MOVES)
    if (status, action) in ASSIGNMENT_MOVES:
        assert next_assignment_status(status, action) is AssignmentStatus(ASSIGNMENT_MOVES[status, action])
    else:
        with pytest.raises(ActionNotAllowed, match=f"不能{action.label}。$"):
            next_assignment_status(status, action)


@pytest.mark.parametrize(("task_status", "action"), list(product(TaskStatus, AssignmentAction)))
def test_a_units_work_stops_where_the_task_as_a_whole_rests(task_status, action):
    if task_status in PERMITTING_TASKS.get(action, {"issued"}):
        check_task_permits(task_status, action)
    else:
        with pytest.raises(ActionNotAllowed, match=f"^任务{task_status.label}，不能{action.label}。$"):
            check_task_permits(task_status, action)
        assert all(action not in allowed_assignment_actions(status, task_status) for status in AssignmentStatus)


def test_a_paused_task_takes_no_report_from_a_unit_at_work():
    with pytest.raises(ActionNotAllowed, match="任务已暂停，不能填报进展。"):
        next_assignment_status(
            AssignmentStatus.IN_PROGRESS, AssignmentAction.REPORT_PROGRESS, task_status=TaskStatus.PAUSED
        )


def test_a_unit_that_has_not_signed_cannot_report():
    with pytest.raises(ActionNotAllowed, match="本单位任务待签收，不能填报进展。"):
        next_assignment_status(AssignmentStatus.ISSUED, AssignmentAction.REPORT_PROGRESS)


@pytest.mark.parametrize(
    ("statuses", "refusal"),
    [
        ([AssignmentStatus.CLOSED], None),
        ([AssignmentStatus.CLOSED, AssignmentStatus.CANCELLED], None),
        ([AssignmentStatus.CLOSED, AssignmentStatus.IN_PROGRESS, AssignmentStatus.ISSUED], "还有 2 个责任单位未办结"),
        ([AssignmentStatus.CLOSED, AssignmentStatus.STAGE_CLOSED], "还有 1 个责任单位未办结"),
        ([AssignmentStatus.CANCELLED], "没有一个责任单位办结"),
        ([], "没有一个责任单位办结"),
    ],
)
def test_a_task_closes_only_after_all_its_units(statuses, refusal):
    if refusal is None:
        check_task_can_close(statuses)
    else:
        with pytest.raises(ActionNotAllowed, match=refusal):
            check_task_can_close(statuses)


@pytest.mark.parametrize(("enum", "start"), [(TaskStatus, "draft"), (AssignmentStatus, "pending")])
def test_every_status_can_be_reached(enum, start):
    moves = TASK_MOVES if enum is TaskStatus else ASSIGNMENT_MOVES
    reached = {start}
    for _ in enum:
        reached |= {to for (from_status, _action), to in moves.items() if from_status in reached}

    assert reached == {status.value for status in enum}


def test_what_sets_work_back_needs_a_written_reason():
    assert {
        TaskAction.CANCEL,
        TaskAction.REOPEN,
        AssignmentAction.RETURN_CLOSURE,
        AssignmentAction.CONTEST,
    } <= NEEDS_REASON
    assert not {TaskAction.ISSUE, AssignmentAction.ACKNOWLEDGE, AssignmentAction.CLOSE} & NEEDS_REASON
