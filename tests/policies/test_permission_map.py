"""The whole matrix on one screen: who may do what with a record of the own government's unit 甲."""

import pytest

from tests.conftest import TODAY
from tests.factories import (
    make_evidence,
    make_government,
    make_instruction,
    make_notice,
    make_report,
    make_request,
    make_task,
    make_unit,
    make_upload,
    make_user,
    the_government,
)
from tracker.domain.roles import Role
from tracker.models import OutboxEmail
from tracker.policies import Permission, can, viewer_of
from tracker.policies.permission_map import PERMISSION_MAP

Y, N = True, False

PEOPLE = ("own liaison", "other liaison", "supervisor", "other supervisor", "leader", "system", "security", "audit")

#: permission: (the record it is asked about, then the answer for each of PEOPLE)
MATRIX = {
    Permission.ASSIGNMENT_ACKNOWLEDGE: ("assignment", Y, N, N, N, N, N, N, N),
    Permission.ASSIGNMENT_PASS_ON:     ("assignment", Y, N, N, N, N, N, N, N),
    Permission.ASSIGNMENT_BREAK_DOWN:  ("assignment", Y, N, N, N, N, N, N, N),
    Permission.ASSIGNMENT_MANAGE:      ("assignment", N, N, Y, N, N, N, N, N),
    Permission.ASSIGNMENT_REPORT:      ("assignment", Y, N, N, N, N, N, N, N),
    Permission.ASSIGNMENT_URGE:        ("assignment", N, N, Y, N, N, N, N, N),
    Permission.ASSIGNMENT_VIEW:        ("assignment", Y, N, Y, N, Y, N, N, N),
    Permission.AUDIT_VIEW:             (None,         N, N, N, N, N, N, N, Y),
    Permission.BOARD_VIEW:             (None,         N, N, Y, Y, Y, N, N, N),
    Permission.CLAUSE_REVIEW:          ("clause",     N, N, Y, N, N, N, N, N),
    Permission.CLOCK_MOVE:             (None,         Y, Y, Y, Y, Y, Y, Y, Y),
    Permission.COVER_ARRANGE:          (None,         Y, Y, N, N, N, N, N, N),
    Permission.COVER_END:              ("assignment", Y, N, N, N, N, N, N, N),
    Permission.DOCUMENT_IMPORT:        (None,         N, N, Y, Y, N, N, N, N),
    Permission.DOCUMENT_ISSUE:         ("document",   N, N, Y, N, N, N, N, N),
    Permission.DOCUMENT_REVIEW:        ("document",   N, N, Y, N, N, N, N, N),
    Permission.DOCUMENT_VIEW:          (None,         Y, Y, Y, Y, Y, N, N, N),
    Permission.EVIDENCE_AMEND:         ("evidence",   Y, N, N, N, N, N, N, N),
    Permission.EVIDENCE_REMOVE:        ("evidence",   Y, N, N, N, N, N, N, N),
    Permission.EVIDENCE_REVIEW:        ("evidence",   N, N, Y, N, N, N, N, N),
    Permission.EVIDENCE_VIEW:          ("evidence",   Y, N, Y, N, Y, N, N, N),
    Permission.FOLLOW_UP_CHECK:        ("task",       N, N, Y, N, N, N, N, N),
    Permission.FOLLOW_UP_DRAW:         (None,         N, N, Y, Y, N, N, N, N),
    Permission.HEALTH_VIEW:            (None,         N, N, N, N, N, Y, N, N),
    Permission.HOME_VIEW:              (None,         Y, Y, Y, Y, Y, Y, Y, Y),
    Permission.INSTRUCTION_REPLY:      ("instruction", Y, N, N, N, N, N, N, N),
    Permission.INSTRUCTION_VIEW:       (None,         Y, Y, Y, Y, Y, N, N, N),
    Permission.INSTRUCTION_WRITE:      ("task",       N, N, N, N, Y, N, N, N),
    Permission.MAIL_READ:              ("letter",     Y, N, N, N, N, N, N, N),
    Permission.MAIL_VIEW:              (None,         N, N, N, N, N, Y, N, N),
    Permission.NOTICE_DECIDE:          ("notice",     N, N, N, N, Y, N, N, N),
    Permission.NOTICE_EXPLAIN:         ("row",        Y, N, N, N, N, N, N, N),
    Permission.NOTICE_PREPARE:         ("notice",     N, N, Y, N, N, N, N, N),
    Permission.NOTICE_VIEW:            (None,         Y, Y, Y, Y, Y, N, N, N),
    Permission.OPENING_DECIDE:         (None,         N, N, N, N, Y, N, N, N),
    Permission.OPENING_VIEW:           (None,         N, N, Y, Y, Y, N, N, N),
    Permission.PERSON_CONTROL:         ("person",     N, N, N, N, N, Y, N, N),
    Permission.PERSON_MANAGE:          (None,         N, N, N, N, N, Y, N, N),
    Permission.PERSON_VIEW:            (None,         N, N, N, N, N, Y, Y, Y),
    Permission.REGISTER_URGE:          (None,         N, N, Y, Y, N, N, N, N),
    Permission.QUEUE_VIEW:             (None,         N, N, Y, Y, N, N, N, N),
    Permission.REGISTER_VIEW:          (None,         Y, Y, Y, Y, Y, N, N, N),
    Permission.REPORT_REVIEW:          ("report",     N, N, Y, N, N, N, N, N),
    Permission.REPORT_SHEET:           (None,         Y, Y, N, N, N, N, N, N),
    Permission.REPORT_VIEW:            ("report",     Y, N, Y, N, Y, N, N, N),
    Permission.REPORT_WITHDRAW:        ("report",     Y, N, N, N, N, N, N, N),
    Permission.REQUEST_DECIDE:         ("request",    N, N, Y, N, N, N, N, N),
    Permission.REQUEST_MAKE:           ("assignment", Y, N, N, N, N, N, N, N),
    Permission.REQUEST_VIEW:           ("request",    Y, N, Y, N, Y, N, N, N),
    Permission.REQUEST_WITHDRAW:       ("request",    Y, N, N, N, N, N, N, N),
    Permission.RIGHTS_VIEW:            (None,         N, N, N, N, N, Y, Y, Y),
    Permission.ROLE_GRANT:             (None,         N, N, N, N, N, N, Y, N),
    Permission.SAVED_VIEW_REMOVE:      (None,         N, N, N, N, N, N, N, N),
    Permission.TASK_ARCHIVE:           ("task",       N, N, Y, N, N, N, N, N),
    Permission.TASK_MANAGE:            ("task",       N, N, Y, N, N, N, N, N),
    Permission.TASK_VIEW:              ("task",       Y, N, Y, N, Y, N, N, N),
    Permission.UNIT_MANAGE:            ("unit",       N, N, Y, N, N, Y, N, N),
    Permission.UNIT_VIEW:              (None,         N, N, Y, Y, N, Y, N, N),
    Permission.UPLOAD_CONTINUE:        ("upload",     Y, N, N, N, N, N, N, N),
}  # fmt: skip


@pytest.fixture
def people(db):
    home, abroad = the_government(), make_government("邻市")
    own, other = make_unit("甲局"), make_unit("乙局")
    users = [
        make_user(unit=own),
        make_user(unit=other),
        make_user(Role.SUPERVISOR, government=home),
        make_user(Role.SUPERVISOR, government=abroad),
        make_user(Role.LEADER, government=home),
        make_user(Role.SYSTEM_ADMIN),
        make_user(Role.SECURITY_ADMIN),
        make_user(Role.AUDIT_ADMIN),
    ]
    return own, [viewer_of(user, TODAY) for user in users]


@pytest.fixture
def records(people):
    own, viewers = people
    task = make_task(lead=own)
    assignment = task.assignments[0]
    notice = make_notice(rows=(assignment,))
    return {
        None: None,
        "task": task,
        "document": task.document,
        "clause": task.clause,
        "assignment": assignment,
        "report": make_report(assignment),
        "request": make_request(assignment),
        "evidence": make_evidence(assignment),
        "notice": notice,
        "row": notice.rows[0],
        "instruction": make_instruction(task),
        "unit": own,
        "person": make_user(unit=own),
        "upload": make_upload(assignment, user_id=viewers[0].user_id),
        "letter": OutboxEmail(user_id=viewers[0].user_id),
    }


@pytest.mark.parametrize("permission", MATRIX)
def test_permission(permission, people, records):
    kind, *expected = MATRIX[permission]
    _, viewers = people

    assert [can(viewer, permission, records[kind]) for viewer in viewers] == expected


def test_every_permission_is_mapped_and_in_the_matrix():
    assert set(PERMISSION_MAP) == set(Permission) == set(MATRIX)
