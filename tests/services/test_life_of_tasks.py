"""Generated lives: thousands of acts, allowed and not, in any order, by anybody; what must hold, holds after each.

The suite does 1,000 on one database, the same ones every time; `LIFE_ACTS` says how many instead:

    LIFE_ACTS=10000 .venv/bin/python -m pytest --database=postgresql tests/services/test_life_of_tasks.py
"""

import os
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.conftest import NOW
from tests.services.life_acts import ACTS, Life, begin
from tests.services.life_cast import make_cast
from tracker.db import db as database
from tracker.db import transaction
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.audit_chain import first_fault
from tracker.domain.errors import RuleViolation
from tracker.domain.workflow import TASK_TRANSITIONS, TaskStatus
from tracker.models import Assignment, AuditEntry, CriterionAnswer, ProgressReport, Task, UnitRequest
from tracker.policies import viewer_of
from tracker.queries import audit_trail

STEPS = 100
IN_THE_SUITE = 1000
ACTS_WANTED = int(os.environ.get("LIFE_ACTS", str(IN_THE_SUITE)))  # noqa: TID251  # of this test alone
_ENDED = ("closed", "cancelled")
_KEPT = (ProgressReport, UnitRequest, CriterionAnswer, AuditEntry)
_COUNTS = sa.select(*(sa.select(sa.func.count()).select_from(model).scalar_subquery() for model in _KEPT))
_NEXT = {(start, end) for (start, _action), end in TASK_TRANSITIONS.items()}
#: One act may take two steps of the table: the last part that ends takes its task along, and reopening brings it back.
ALLOWED_MOVES = _NEXT | {(start, after) for start, end in _NEXT for also, after in _NEXT if also is end}


#: What some of the lives must have come to, or they would prove little.
MILESTONES = {
    "issue", "withdraw issue", "sign", "amend", "report", "accept report", "ask", "approve request",
    "apply for closing", "accept closing", "return closing", "pause", "resume", "cancel", "reinstate", "reopen part",
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What an act left behind, read from the tables."""

    status: TaskStatus
    parts: list[sa.Row]
    kept: tuple[int, ...]


class LivesOfTasks(RuleBasedStateMachine):
    """One task with its units; each step is one act in one transaction, refused or done."""

    cast = None
    done: Counter = Counter()
    refused: Counter = Counter()

    def __init__(self):
        super().__init__()
        self.life: Life = begin(self.cast, NOW)
        self.before = self.after = self._read()
        self.was_closed = frozenset()

    @rule(name=st.sampled_from(sorted(ACTS)), number=st.integers(0, 10**9), hours=st.integers(0, 60))
    def do_anything(self, name, number, hours):
        self._act(name, number, hours)

    @rule(number=st.integers(0, 10**9), hours=st.integers(0, 60))
    def do_what_comes_next(self, number, hours):
        self.life.number = number
        self._act(self.life.usual_act(), number, hours)

    def _act(self, name, number, hours):
        life, self.before = self.life, self.after
        life.number, life.now = number, life.now + timedelta(hours=hours)
        try:
            with transaction():
                ACTS[name](life)
            self.done[name] += 1
        except RuleViolation:
            self.refused[name] += 1
        self.after = self._read()

    def _read(self):
        columns = (Assignment.id, Assignment.role, Assignment.status, Assignment.percent_complete)
        query = sa.select(Task.status, *columns).join(Task.assignments).where(Task.id == self.life.task.id)
        parts = database.session.execute(query).all()
        return Standing(parts[0][0], parts, tuple(database.session.execute(_COUNTS).one()))

    @invariant()
    def exactly_one_unit_leads(self):
        assert [part.role for part in self.after.parts].count(AssignmentRole.LEAD) == 1

    @invariant()
    def a_task_under_way_has_a_lead_that_works(self):
        is_open = self.after.status is TaskStatus.ISSUED and any(p.status not in _ENDED for p in self.after.parts)
        lead = next(part for part in self.after.parts if part.role is AssignmentRole.LEAD)
        assert not is_open or lead.status is not AssignmentStatus.CANCELLED

    @invariant()
    def the_task_moves_only_along_its_table(self):
        move = (self.before.status, self.after.status)
        assert move[0] is move[1] or move in ALLOWED_MOVES

    @invariant()
    def a_closed_task_has_nothing_open(self):
        statuses = {part.status for part in self.after.parts}
        assert self.after.status is not TaskStatus.CLOSED or AssignmentStatus.CLOSED in statuses
        assert self.after.status is not TaskStatus.CLOSED or statuses <= set(_ENDED)

    @invariant()
    def nothing_closes_without_criteria_that_were_met(self):
        closed = frozenset(part.id for part in self.after.parts if part.status is AssignmentStatus.CLOSED)
        for part_id in closed - self.was_closed:
            answers = database.session.scalars(_answers_of_the_last_accepted_closing(part_id)).all()
            assert answers
            assert all(answer.is_met for answer in answers)
        self.was_closed = closed

    @invariant()
    def progress_stays_within_bounds(self):
        assert all(0 <= part.percent_complete <= 100 for part in self.after.parts)

    @invariant()
    def history_is_never_shortened(self):
        assert all(now >= before for now, before in zip(self.after.kept, self.before.kept, strict=True))


def _answers_of_the_last_accepted_closing(part_id):
    last = (
        sa.select(sa.func.max(UnitRequest.id))
        .where(
            UnitRequest.assignment_id == part_id,
            UnitRequest.kind == RequestKind.CLOSURE,
            UnitRequest.status == RequestStatus.APPROVED,
        )
        .scalar_subquery()
    )
    return sa.select(CriterionAnswer).where(CriterionAnswer.request_id == last)


def check_that_nobody_decided_their_own():
    """Raise AssertionError where somebody decided what they had asked, or what their own unit had."""
    viewers = {}
    for request in database.session.scalars(sa.select(UnitRequest).where(UnitRequest.decided_by_id.is_not(None))):
        viewer = viewers.setdefault(request.decided_by_id, viewer_of(request.decided_by, NOW.date()))
        assert request.decided_by_id != request.requested_by_id
        assert request.assignment.unit_id not in viewer.unit_ids
    own = sa.select(ProgressReport.id).where(ProgressReport.reviewed_by_id == ProgressReport.reported_by_id)
    assert database.session.scalars(own).all() == []


@pytest.mark.slow
@pytest.mark.one_database
def test_whatever_is_done_in_whatever_order_what_must_hold_holds(crowd):
    """Every act is really committed."""
    with crowd.app.app_context():
        _live()
        database.session.close()


def _live():
    LivesOfTasks.cast = make_cast()
    LivesOfTasks.done, LivesOfTasks.refused = Counter(), Counter()

    run_state_machine_as_test(
        LivesOfTasks,
        settings=settings(
            max_examples=max(1, ACTS_WANTED // STEPS), stateful_step_count=STEPS, derandomize=True, deadline=None,
            database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        ),
    )  # fmt: skip

    done, refused = LivesOfTasks.done, LivesOfTasks.refused
    assert done.total() + refused.total() >= ACTS_WANTED * 0.9
    assert set(done) >= MILESTONES or ACTS_WANTED < IN_THE_SUITE, sorted(MILESTONES - set(done))
    check_that_nobody_decided_their_own()
    assert first_fault(audit_trail.chain()) is None
