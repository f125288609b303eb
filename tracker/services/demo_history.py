"""People of the demonstration doing their work, through the same verbs as real people."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from tracker.adapters.file_store import FileStore
from tracker.db import db
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.domain.demo_script import Act, Event, Habit, HistoryScript, report_text
from tracker.domain.evidence import EvidenceKind
from tracker.domain.notices import NoticeStatus
from tracker.domain.parsing.model import DueKind
from tracker.domain.periods import BEIJING, Month
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.scheduled_progress import scheduled_percent
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentStatus
from tracker.models import (
    Assignment,
    Clause,
    Membership,
    Notice,
    PolicyDocument,
    ProgressReport,
    Task,
    Unit,
    User,
)
from tracker.queries import unit_requests
from tracker.queries.people import person_named
from tracker.queries.task_opening import tasks_to_open
from tracker.services import (
    acknowledgements,
    clause_review,
    closing,
    demo_break_down,
    evidence_files,
    notices,
    progress_reports,
    task_lifecycle,
    task_opening,
    task_workflow,
)
from tracker.services.lights import refresh_lights

_RESULT = "【演示数据】任务已完成，各项成果已交付使用。"
_STATEMENT = "【演示数据】已完成，情况见各期填报。"
_EXPLANATION = "【演示数据】因上级资金计划调整，项目预算批复晚于预期，已向分管领导汇报，下月起按周推进。"


class DemonstrationHistory:
    """Lets the events of the script happen, one by one, each inside a transaction that is open already."""

    def __init__(self, script: HistoryScript, files: Path, last_day: date, calendar: WorkCalendar) -> None:
        self.script = script
        self.store = FileStore(files)
        self.last_day = last_day
        self.calendar = calendar

    def perform(self, event: Event) -> None:
        """Let one event happen at its moment."""
        {
            Act.REVIEW: self._review,
            Act.ISSUE: self._issue,
            Act.SIGN: self._sign,
            Act.BREAK_DOWN: self._break_down,
            Act.REPORT: self._report,
            Act.ACCEPT: self._accept,
            Act.RETURN: self._return,
            Act.CLOSE: self._close,
            Act.PAUSE: self._pause,
            Act.EXPLAIN: self._explain,
            Act.SUBMIT: self._submit,
            Act.APPROVE: self._approve,
            Act.PUBLISH: self._publish,
        }[event.act](event)

    def _review(self, event: Event) -> None:
        document, actor, now = self._document(), self._person(self.script.supervisor), event.moment
        start = self.script.starts_on(self.last_day)
        for clause in db.session.scalars(
            sa.select(Clause).where(Clause.document_id == document.id).order_by(Clause.position)
        ):
            if due_on := self._nearer_limit(clause.label, start):
                values = clause_review.ClauseValues(
                    title=clause.title,
                    is_task=clause.is_task,
                    units=tuple((unit.unit_id, unit.role) for unit in clause.units if unit.unit_id is not None),
                    due_kind=DueKind.EXPLICIT,
                    due_on=due_on,
                )
                clause_review.amend(clause, values, version=clause.version, actor=actor, now=now)
            if clause.status is ClauseStatus.PARSED:
                clause_review.confirm(clause, actor=actor, now=now)
        clause_review.confirm_document(document, actor=actor, now=now, today=_day(now))

    def _nearer_limit(self, label: str, start: date) -> date | None:
        if label in self.script.limits:
            return Month.containing(start).plus(self.script.limits[label]).last_day
        if label in self.script.due_soon:
            return self.calendar.add_workdays(self.last_day, self.script.due_soon[label])
        return None

    def _issue(self, event: Event) -> None:
        document, actor = self._document(), self._person(self.script.supervisor)
        task_opening.adopt_suggestions(tasks_to_open(document), actor=actor, now=event.moment)
        task_workflow.issue_document(
            document,
            basis=document.citation,
            approving_leader=self.script.approving_leader,
            start_on=_day(event.moment),
            actor=actor,
            now=event.moment,
            calendar=self.calendar,
        )

    def _sign(self, event: Event) -> None:
        for person, rows in self._work_of(event.habit, AssignmentStatus.ISSUED):
            acknowledgements.acknowledge(rows, actor=person, now=event.moment)
        self._refresh(event)

    def _break_down(self, event: Event) -> None:
        """The county gives its part of one clause to bureaus of its own."""
        demo_break_down.break_down(self.script.broken_down, self._document(), calendar=self.calendar, now=event.moment)

    def _report(self, event: Event) -> None:
        today = _day(event.moment)
        if event.habit is Habit.AHEAD and event.period == Month.reporting_on(self.last_day):
            return  # left for whoever tries the demonstration
        for person, rows in self._work_of(event.habit, AssignmentStatus.IN_PROGRESS):
            for row in rows:
                if row.percent_complete < 100:
                    self._report_one(row, person, event, today)

    def _report_one(self, row: Assignment, person: User, event: Event, today: date) -> None:
        scheduled = scheduled_percent(row.start_on, row.due_on, today) if row.start_on and row.due_on else 0.0
        text = report_text(
            event.habit, seed=row.id, period=event.period, scheduled=scheduled,
            confirmed=row.percent_complete, due_on=row.due_on, today=today,
        )  # fmt: skip
        proof = [self._attach(row, person, event).id] if event.habit is Habit.AHEAD else []
        progress_reports.submit_report(
            row,
            period=event.period,
            percent_complete=text.percent,
            summary=text.summary,
            difficulties=text.difficulties,
            next_steps=text.next_steps,
            needs_coordination=text.needs_coordination,
            submission_key=f"demonstration/{row.id}/{event.period}",
            evidence_ids=proof,
            actor=person,
            now=event.moment,
        )

    def _attach(self, row: Assignment, person: User, event: Event) -> evidence_files.EvidenceFile:
        data = f"【演示数据】{row.unit.name}：{row.task.title}，{event.period.label}工作情况。\n".encode()
        file = evidence_files.StoredFile(
            f"{event.period.label}工作情况（演示数据）.txt", EvidenceKind.TXT, len(data), self.store.put(data)
        )
        return evidence_files.attach_evidence(row, file=file, period=str(event.period), actor=person, now=event.moment)

    def _accept(self, event: Event) -> None:
        for report in self._reports(event.period, ReportStatus.SUBMITTED):
            reviewer = self._reviewer_of(report.assignment)
            progress_reports.accept_report(
                report, comment="", actor=reviewer, now=event.moment, today=_day(event.moment)
            )

    def _reviewer_of(self, row: Assignment) -> User:
        """The office of the government that the work is of."""
        is_own = row.jurisdiction_id == self._document().jurisdiction_id
        return self._person(self.script.reviewer if is_own else self.script.broken_down.reviewer)

    def _return(self, event: Event) -> None:
        reviewer = self._person(self.script.reviewer)
        for report in self._reports(event.period, ReportStatus.SUBMITTED):
            if self.script.habit_of(report.assignment.unit.name) is event.habit:
                progress_reports.return_report(
                    report,
                    comment="【演示数据】没有说明本期新增的工作，请补充完成数量和佐证后重报。",
                    actor=reviewer,
                    now=event.moment,
                    today=_day(event.moment),
                )

    def _close(self, event: Event) -> None:
        """Units ask for what is reported as finished to be closed; the reviewer checks each criterion (销号)."""
        for person, rows in self._work_of(None, AssignmentStatus.IN_PROGRESS):
            for row in rows:
                if row.percent_complete >= 100:
                    self._close_one(row, person, self._reviewer_of(row), event)

    def _close_one(self, row: Assignment, person: User, reviewer: User, event: Event) -> None:
        criteria = unit_requests.criteria_of(row)
        request = closing.apply_for_closure(
            row,
            result=_RESULT,
            statements={one.id: closing.Statement(_STATEMENT, EvidenceLevel.NOT_EVIDENCED) for one in criteria},
            submission_key=f"demonstration/closing/{row.id}",
            actor=person,
            now=event.moment,
        )
        db.session.flush()  # the answers get their numbers
        met = {answer.id: True for answer in unit_requests.answers_of(request)}
        closing.accept_closure(request, met=met, comment="经核对，符合办结标准。", actor=reviewer, now=event.moment)

    def _pause(self, event: Event) -> None:
        task = db.session.scalars(
            sa.select(Task)
            .join(Task.clause)
            .where(
                Task.document_id == self._document().id,
                Task.jurisdiction_id == self._document().jurisdiction_id,
                Clause.label == self.script.paused,
            )
        ).one()
        actor = self._person(self.script.supervisor)
        task_lifecycle.pause(task, reason="【演示数据】上级政策正在修订，暂停推进。", actor=actor, now=event.moment)

    def _explain(self, event: Event) -> None:
        for notice in self._lists(event, NoticeStatus.DRAFT):
            for row in notice.rows:
                if self.script.habit_of(row.unit_name) is event.habit:
                    person = self._liaison(row.unit)
                    notices.explain(row, text=_EXPLANATION, actor=person, now=event.moment)

    def _submit(self, event: Event) -> None:
        actor = self._person(self.script.supervisor)
        for notice in self._lists(event, NoticeStatus.DRAFT):
            notices.submit(notice, actor=actor, calendar=self.calendar, now=event.moment)

    def _approve(self, event: Event) -> None:
        leader = self._person(self.script.leader)
        for notice in self._lists(event, NoticeStatus.SUBMITTED):
            notices.approve(notice, comment="同意印发。", actor=leader, now=event.moment)

    def _publish(self, event: Event) -> None:
        actor = self._person(self.script.supervisor)
        for notice in self._lists(event, NoticeStatus.APPROVED):
            notices.issue(notice, actor=actor, calendar=self.calendar, now=event.moment)

    def _document(self) -> PolicyDocument:
        query = sa.select(PolicyDocument).where(
            PolicyDocument.source_filename == self.script.file, PolicyDocument.is_demonstration
        )
        return db.session.scalars(query).one()

    def _person(self, username: str) -> User:
        person = person_named(username)
        if person is None:
            raise LookupError(f"the script names {username}, who is not among the seeded people")
        return person

    def _liaison(self, unit: Unit) -> User:
        held = sa.select(Membership.user_id).where(Membership.unit_id == unit.id, Membership.role == Role.LIAISON)
        return db.session.scalars(sa.select(User).where(User.id.in_(held)).order_by(User.id).limit(1)).one()

    def _work_of(self, habit: Habit | None, status: AssignmentStatus) -> list[tuple[User, Sequence[Assignment]]]:
        """Return each unit's liaison with its rows in this status, for units of this habit (None: of any)."""
        rows = db.session.scalars(
            sa.select(Assignment)
            .where(Assignment.document_id == self._document().id, Assignment.status == status)
            .join(Assignment.task)
            .where(Task.status == "issued")
            .options(sa.orm.joinedload(Assignment.unit), sa.orm.contains_eager(Assignment.task))
            .order_by(Assignment.unit_id, Assignment.id)
        ).all()
        by_unit: dict[Unit, list[Assignment]] = {}
        for row in rows:
            if habit is None or self.script.habit_of(row.unit.name) is habit:
                by_unit.setdefault(row.unit, []).append(row)
        return [(self._liaison(unit), found) for unit, found in by_unit.items()]

    def _reports(self, period: Month, status: ReportStatus) -> Sequence[ProgressReport]:
        query = sa.select(ProgressReport).where(ProgressReport.period == str(period), ProgressReport.status == status)
        return db.session.scalars(query.order_by(ProgressReport.id)).all()

    def _lists(self, event: Event, status: NoticeStatus) -> Sequence[Notice]:
        own = Notice.jurisdiction_id == self._document().jurisdiction_id
        query = sa.select(Notice).where(own, Notice.period == str(event.period), Notice.status == status)
        return db.session.scalars(query.order_by(Notice.id)).all()

    def _refresh(self, event: Event) -> None:
        refresh_lights(None, today=_day(event.moment))


def _day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()
