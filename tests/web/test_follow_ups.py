import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_task, make_unit, make_user, saved, the_government
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.follow_up import FollowUpOutcome
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import FollowUpCheck, FollowUpSample, UnitRequest

IN_NOVEMBER = datetime(2025, 11, 12, 3, tzinfo=UTC)  # the tests' day is in June 2026
IN_MAY = datetime(2026, 5, 12, 3, tzinfo=UTC)


def closed_task(at=IN_NOVEMBER):
    task = make_task(lead=make_unit(), supporting=(make_unit(),), status=TaskStatus.CLOSED)
    for assignment in task.assignments:
        assignment.closed_at = at
    return saved(task)


def draw(office, month="2025-11", seed="七"):
    data = {"government": the_government().id, "month": month, "seed": seed}
    return office.post("/follow-ups/draw", data=data, follow_redirects=True)


def checks(db):
    return db.session.scalars(sa.select(FollowUpCheck).order_by(FollowUpCheck.position)).all()


def to_look_at(office):
    """What the office's home counts."""
    return int(re.search(r"回头看</span>\s*<span class=\"figure-value\">(\d+)", office.get("/").text)[1])


def test_a_tenth_of_the_tasks_closed_half_a_year_ago_is_drawn_once(db, office):
    tasks = [closed_task() for _ in range(11)]
    closed_task(IN_MAY)
    make_assignment()
    assert "销号 11 项" in office.get("/follow-ups").text
    assert to_look_at(office) == 1  # the month

    draw(office)
    again = draw(office, seed="八")

    assert "由他人抽取" in again.text
    [sample] = db.session.scalars(sa.select(FollowUpSample))
    assert (sample.seed, sample.population) == ("七", sorted(task.id for task in tasks))
    assert len(checks(db)) == to_look_at(office) == 2


@pytest.mark.parametrize(("month", "words"), [("2026-05", "不满半年"), ("2025-10", "没有已销号的任务"), ("x", "")])
def test_a_month_that_cannot_be_drawn_is_refused(db, office, month, words):
    closed_task()
    closed_task(IN_MAY)

    answer = draw(office, month)

    assert answer.status_code == 409
    assert words in answer.text
    assert checks(db) == []


def test_a_failure_opens_the_task_again_and_a_confirmation_leaves_it(db, office):
    failed, confirmed = closed_task(), closed_task(datetime(2025, 10, 3, tzinfo=UTC))
    draw(office)
    draw(office, "2025-10")

    for check in checks(db):
        outcome = "failed" if check.task == failed else "confirmed"
        office.post(f"/follow-ups/{check.id}", data={"outcome": outcome, "comment": "到现场核对。"})

    assert failed.status is TaskStatus.ISSUED
    assert {part.status for part in failed.assignments} == {AssignmentStatus.IN_PROGRESS}
    assert confirmed.status is TaskStatus.CLOSED
    assert {check.outcome for check in checks(db)} == {FollowUpOutcome.FAILED, FollowUpOutcome.CONFIRMED}


def test_a_conclusion_without_words_is_refused(db, office):
    closed_task()
    draw(office)
    [check] = checks(db)

    assert office.post(f"/follow-ups/{check.id}", data={"outcome": "failed", "comment": " "}).status_code == 422
    assert office.post(f"/follow-ups/{check.id}", data={"comment": "看过。"}).status_code == 422
    assert check.outcome is FollowUpOutcome.PENDING


def test_whoever_accepted_the_closing_does_not_check_it(db, office, supervisor, client_of):
    task = closed_task()
    saved(
        UnitRequest(
            assignment=task.assignments[0], kind=RequestKind.CLOSURE, status=RequestStatus.APPROVED, reason="已建成。",
            requested_by=make_user(unit=task.assignments[0].unit), requested_at=IN_NOVEMBER, decided_by=supervisor,
            decided_at=IN_NOVEMBER, submission_key="closing",
        )
    )  # fmt: skip
    draw(office)
    [check] = checks(db)
    conclusion = {"outcome": "confirmed", "comment": "到现场核对。"}

    assert office.post(f"/follow-ups/{check.id}", data=conclusion).status_code == 409
    assert check.outcome is FollowUpOutcome.PENDING
    client_of(make_user(Role.SUPERVISOR)).post(f"/follow-ups/{check.id}", data=conclusion)
    assert check.outcome is FollowUpOutcome.CONFIRMED
