"""Opening tasks (立项): asked of a leader, approved or returned, or approved on paper; each gets its number then."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from tracker.domain.approvals import check_decider
from tracker.domain.assignments import check_roles
from tracker.domain.criteria_suggestions import default_criterion
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.mail_calendar import IMMEDIATE_MAIL_WORKDAYS, digest_moment, next_sending_moment
from tracker.domain.periods import BEIJING
from tracker.domain.task_amendments import adopted
from tracker.domain.task_opening import ReportCadence, TaskCategory, check_not_repeated
from tracker.domain.transition_effects import check_reason, effect_of
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskAction, TaskStatus, next_status
from tracker.emails import opening_returned, opening_waiting
from tracker.models import ClosingCriterion, Task, User
from tracker.queries import task_opening as reading
from tracker.queries.document_versions import undecided_predecessors
from tracker.services import audit, outbox, task_amendments
from tracker.services.task_units import active_parts


def submit_opening(
    tasks: Sequence[Task], *, basis: str, leader: User, actor: User, now: datetime, calendar: WorkCalendar
) -> int:
    """Ask a leader to approve that these tasks go live (报批立项); return how many. The leader is written to.

    Raise RuleViolation where nothing is chosen or the basis is missing, ActionNotAllowed for a task that is not a
    draft or would be supervised twice (国务院令第733号第十五条).
    """
    _check_chosen(tasks)
    if not basis.strip():
        raise RuleViolation("请填写立项依据。")
    check_openable(tasks)
    today = now.astimezone(BEIJING).date()
    lately = digest_moment(calendar.add_workdays(today, -IMMEDIATE_MAIL_WORKDAYS))
    is_told = reading.submitted_since([task.id for task in tasks], lately).issuperset(task.id for task in tasks)
    for task in tasks:
        task.basis = basis.strip()
        _move(task, TaskAction.SUBMIT_OPENING, actor, now, basis=task.basis, leader=leader.display_name)
    if is_told and outbox.was_written_to(leader, "opening_waiting", since=lately):
        return len(tasks)  # sent back and asked again within three working days: it stands on the leader's page
    outbox.queue(
        opening_waiting.compose_for(tasks, leader, actor),
        kind="opening_waiting",
        key=f"opening_waiting/{tasks[0].id}/{leader.id}/{now.isoformat()}",
        user=leader,
        not_before=next_sending_moment(now, calendar),
        now=now,
    )
    return len(tasks)


def approve_opening(tasks: Sequence[Task], *, actor: User, now: datetime) -> int:
    """Approve what was asked (立项), by a leader who is not the one who asked; return how many were opened."""
    _check_chosen(tasks)
    _check_waits(tasks)
    _check_decider(tasks, actor)
    open_all(tasks, approving_leader=actor.display_name, actor=actor, now=now)
    return len(tasks)


def return_opening(tasks: Sequence[Task], *, reason: str, actor: User, now: datetime, calendar: WorkCalendar) -> int:
    """Send these back to the office with the reason (退回立项); whoever asked is written to. Return how many."""
    _check_chosen(tasks)
    text = check_reason(TaskAction.RETURN_OPENING, reason)
    submitters = _check_decider(tasks, actor)
    for task in tasks:
        _move(task, TaskAction.RETURN_OPENING, actor, now, reason=text)
    for submitter in {person.id: person for person in submitters.values()}.values():
        own = [task for task in tasks if submitters.get(task.id) is submitter]
        outbox.queue(
            opening_returned.compose_for(own, submitter, actor, text),
            kind="opening_returned",
            key=f"opening_returned/{own[0].id}/{submitter.id}/{now.isoformat()}",
            user=submitter,
            not_before=next_sending_moment(now, calendar),
            now=now,
        )
    return len(tasks)


def open_all(tasks: Sequence[Task], *, basis: str = "", approving_leader: str, actor: User, now: datetime) -> None:
    """Open these tasks: each gets its number of the year, and one criterion (默认) where none was set.

    Without `basis` each keeps its own. Raise RuleViolation without basis or approval (国务院令第733号第十一条),
    ActionNotAllowed for what may not be opened or is supervised already (第十五条).
    """
    for task in tasks:
        task.basis, task.approving_leader = basis.strip() or task.basis, approving_leader.strip()
        if not task.basis or not task.approving_leader:
            raise RuleViolation("立项依据和批准领导都要填写，才能交办。")
    check_openable(tasks, TaskAction.OPEN)
    _give_criteria(tasks)
    _give_numbers(tasks, now.astimezone(BEIJING).year)
    for task in tasks:
        _move(
            task, TaskAction.OPEN, actor, now,
            basis=task.basis, approving_leader=task.approving_leader, number=reading.number_of(task),
        )  # fmt: skip


def _give_criteria(tasks: Sequence[Task]) -> None:
    without = [task for task in tasks if not task.criteria]
    goals = reading.goals_in_words([task.clause_id for task in without])
    for task in without:
        text = default_criterion(task.title, goals.get(task.clause_id, []))
        task.criteria.append(ClosingCriterion(position=0, text=text, requires_evidence=task.evidence_required))


def _give_numbers(tasks: Sequence[Task], year: int) -> None:
    without = [task for task in tasks if task.number_serial is None]
    for government_id in {task.jurisdiction_id for task in without}:
        first = reading.next_serial(government_id, year)
        own = [task for task in without if task.jurisdiction_id == government_id]
        for serial, task in enumerate(own, first):
            task.number_year, task.number_serial = year, serial


def check_openable(tasks: Sequence[Task], action: TaskAction = TaskAction.SUBMIT_OPENING) -> None:
    """Raise RuleViolation unless each may be opened: state, one lead, dates in order, not supervised already.

    What carries on an earlier version's task is not asked for twice: that task is decided about first.
    """
    for task in tasks:
        effect_of(task.status, action)
        units = active_parts(task)
        check_roles([part.unit_id for part in units], [part.role for part in units])
    for task, earlier in undecided_predecessors(tasks):
        raise ActionNotAllowed(
            f"“{task.title}”是在办任务“{earlier.title}”的新文本，请先在“新旧版本”中决定沿用、另设还是终止，再立项。"
        )
    check_not_repeated(*reading.asked_and_standing(tasks))


def _check_chosen(tasks: Collection[Task]) -> None:
    if not tasks:
        raise RuleViolation("请先勾选任务。")


def _check_waits(tasks: Collection[Task]) -> None:
    moved_on = next((task for task in tasks if task.status is not TaskStatus.OPENING_PENDING), None)
    if moved_on is not None:
        raise ActionNotAllowed(f"“{moved_on.title}”刚刚由他人办理过，现在是“{moved_on.status.label}”，请刷新后再看。")


def _check_decider(tasks: Sequence[Task], actor: User) -> dict[int, User]:
    """Return who asked for each task; raise NotTheRightPerson where the one who decides asked (不得自行审批)."""
    submitters = reading.submitters([task.id for task in tasks])
    for submitter in submitters.values():
        check_decider(submitter.id, actor.id)
    return submitters


def _move(task: Task, action: TaskAction, actor: User, now: datetime, **changes: object) -> None:
    effect_of(task.status, action)
    old, task.status = task.status, next_status(task.status, action)
    audit.record(actor, action, task, now, status=[old, task.status], **changes)


@dataclass(frozen=True)
class SharedValues:
    """What many tasks are given at once; None leaves each as it is (应用到所选)."""

    category: TaskCategory | None = None
    plan: str | None = None
    responsible_leader_id: int | None = None
    cadence: ReportCadence | None = None
    evidence_required: bool | None = None
    start_on: date | None = None
    due_on: date | None = None


def apply_to_all(tasks: Sequence[Task], shared: SharedValues, *, actor: User, now: datetime) -> int:
    """Give these tasks the values that are set; return how many changed."""
    _check_chosen(tasks)
    given = {field.name: getattr(shared, field.name) for field in fields(shared)}
    given = {name: value for name, value in given.items() if value is not None}
    if not given:
        raise RuleViolation("请填写要应用的内容；留空的项目保持不变。")
    wanted = [(task, replace(task_amendments.values_of(task), **given)) for task in tasks]
    return task_amendments.amend_drafts(wanted, actor=actor, now=now)


def adopt_suggestions(tasks: Sequence[Task], *, actor: User, now: datetime) -> int:
    """Give these tasks the closing criteria that their clauses suggest; return how many got some."""
    _check_chosen(tasks)
    suggestions = reading.suggested_criteria([task.clause_id for task in tasks])
    wanted = []
    for task in tasks:
        values, offered = task_amendments.values_of(task), suggestions[task.clause_id]
        criteria = adopted(values.criteria, offered, requires_evidence=task.evidence_required)
        wanted.append((task, replace(values, criteria=criteria)))
    return task_amendments.amend_drafts(wanted, actor=actor, now=now)
