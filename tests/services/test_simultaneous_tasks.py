"""Offices at one moment, on really committed rows: numbers stay apart, one decision wins, no edit is lost unseen."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.conftest import NOW
from tests.factories import make_task, make_user
from tracker.db import db, transaction
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.roles import Role
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskStatus
from tracker.models import Task, User
from tracker.services import task_amendments, task_lifecycle, task_opening
from tracker.services.task_amendments import TaskChangedMeanwhile

pytestmark = pytest.mark.slow

OFFICES, EDITORS, EDITS = 6, 8, 3


def test_tasks_opened_at_once_get_numbers_of_their_own(crowd):
    with crowd.app.app_context():
        task_ids = [make_task(status=TaskStatus.DRAFT).id for _ in range(OFFICES)]
        office_id = make_user(Role.SUPERVISOR).id

    def opening(task_id):
        def open_one():
            with transaction():
                task, office = db.session.get(Task, task_id), db.session.get(User, office_id)
                task_opening.open_all([task], basis="《意见》", approving_leader="沈市长", actor=office, now=NOW)
            return task.number_serial

        return open_one

    results = crowd.act_at_once(*(opening(task_id) for task_id in task_ids))

    assert sorted(results) == list(range(1, OFFICES + 1))


def test_of_two_acts_on_one_task_one_wins(crowd):
    with crowd.app.app_context():
        task_id = make_task().id
        office_ids = [make_user(Role.SUPERVISOR).id for _ in range(2)]

    def acting(verb, office_id):
        def act():
            task = db.session.get(Task, task_id)
            seen = task.status
            with transaction(task):
                task_lifecycle.check_seen(task, seen)
                verb(task, reason="政策调整", actor=db.session.get(User, office_id), now=NOW)
            return task.status

        return act

    results = crowd.act_at_once(
        acting(task_lifecycle.pause, office_ids[0]),
        acting(task_lifecycle.cancel, office_ids[1]),
    )

    assert Counter(result is ActionNotAllowed for result in results) == {True: 1, False: 1}
    with crowd.app.app_context():
        assert db.session.get(Task, task_id).status in results


def test_eight_editors_of_one_task_are_told_of_each_other_and_lose_nothing(crowd):
    with crowd.app.app_context():
        task_id = make_task(title="0").id
        editor_ids = [make_user(Role.SUPERVISOR).id for _ in range(EDITORS)]

    def save_once(editor_id):
        """Add one to what the form showed; say whether it was taken."""
        db.session.rollback()
        task = db.session.get(Task, task_id, populate_existing=True)
        version, wanted = task.version, replace(task_amendments.values_of(task), title=str(int(task.title) + 1))
        try:
            with transaction(task):
                editor = db.session.get(User, editor_id)
                task_amendments.amend(task, wanted, version=version, actor=editor, now=NOW, calendar=WorkCalendar())
        except TaskChangedMeanwhile:
            return False
        return True

    def editing(editor_id):
        def edit():
            saved = 0
            while saved < EDITS:
                saved += save_once(editor_id)
            return saved

        return edit

    results = crowd.act_at_once(*(editing(editor_id) for editor_id in editor_ids))

    assert sum(results) == EDITORS * EDITS
    with crowd.app.app_context():
        assert int(db.session.get(Task, task_id).title) == EDITORS * EDITS
