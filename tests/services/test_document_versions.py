"""A new version of a document (文件换版): every task it touches is decided about, with a trace."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_clause, make_document, make_government, make_task, make_unit, saved
from tests.services.conftest import actions
from tests.services.new_versions import with_units
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.document_versions import VersionChoice
from tracker.domain.errors import RuleViolation
from tracker.domain.version_difference import ChangeKind
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import Task, VersionDecision
from tracker.policies.viewer import viewer_of
from tracker.queries.document_versions import possible_earlier_versions, version_desk
from tracker.queries.issuing import preview_issue
from tracker.services import document_versions
from tracker.services.version_tasks import VersionVerdict

SAME = ("科创平台", "布局重点实验室、技术创新中心等科技创新载体，提升自主创新能力。")
CHANGED = ("土地保障", "盘活低效工业用地，新增建设用地指标优先保障园区，亩均税收达到42万元。")
CHANGED_TO = ("土地保障", "盘活低效工业用地，新增建设用地指标优先保障园区，亩均税收达到45万元。")
REMOVED = ("人才服务", "引育高层次人才团队，完善住房、子女教育等服务保障措施。")
ADDED = ("绿色发展", "推行排污许可管理，推动重点行业绿色改造和循环化发展。")
NEW_LIMIT = date(2027, 12, 31)


@pytest.fixture
def earlier(bureau):
    document = make_document("关于高新区的意见", document_number="试政发〔2024〕1号")
    for text in (SAME, CHANGED, REMOVED):
        make_task(clause=with_units(make_clause(document, None, *text), [bureau]), lead=bureau)
    return document


@pytest.fixture
def document(earlier, bureau):
    """The new version: reviewed and confirmed, its tasks drafted."""
    document = make_document("关于高新区的意见（修订）", status=DocumentStatus.CONFIRMED)
    document.supersedes = earlier
    for text in (SAME, CHANGED_TO, ADDED):
        clause = with_units(make_clause(document, None, *text, due_on=NEW_LIMIT), [bureau])
        make_task(clause=clause, lead=bureau, status=TaskStatus.DRAFT, due_on=NEW_LIMIT)
    return saved(document)


def row_of(document, kind):
    (row,) = [row for row in version_desk(document, document.supersedes).rows if row.change.kind is kind]
    return row


def decide(document, kind, choice, actor, **more):
    row = row_of(document, kind)
    old_id, new_id = row.old_clause and row.old_clause.id, row.new_clause and row.new_clause.id
    with transaction(document):
        verdict = VersionVerdict(choice, **more)
        document_versions.decide(document, old_id, new_id, verdict, actor=actor, now=NOW, today=TODAY)
    return row_of(document, kind)


def tasks_of(db, document):
    return db.session.scalars(sa.select(Task).where(Task.document_id == document.id).order_by(Task.id)).all()


def test_what_a_county_made_of_a_clause_is_not_the_offices_to_decide(db, document):
    city_tasks = {row.old_task for row in version_desk(document, document.supersedes).rows}
    bureau_of_county = make_unit("县科技局", make_government("某县"))
    for task in city_tasks - {None}:
        own = make_task(lead=bureau_of_county)
        own.document, own.clause = task.document, task.clause  # as breaking down leaves it
    db.session.commit()

    assert {row.old_task for row in version_desk(document, document.supersedes).rows} == city_tasks


def test_what_there_is_to_decide(document):
    desk = version_desk(document, document.supersedes)

    assert [(row.change.kind, row.choices[0]) for row in desk.rows] == [
        (ChangeKind.UNCHANGED, VersionChoice.CARRY_OVER),
        (ChangeKind.CHANGED, VersionChoice.CARRY_OVER),
        (ChangeKind.REMOVED, VersionChoice.END),
        (ChangeKind.ADDED, VersionChoice.OPEN),
    ]
    assert (desk.undecided, desk.decided) == (4, 0)


def test_a_task_carried_over_keeps_its_history_and_takes_the_new_text(db, document, earlier, actor):
    old = row_of(document, ChangeKind.CHANGED).old_task

    row = decide(document, ChangeKind.CHANGED, VersionChoice.CARRY_OVER, actor)

    assert row.old_task is old
    assert (old.document_id, old.clause_id) == (document.id, row.new_clause.id)
    assert {a.document_id for a in old.assignments} == {document.id}
    assert (old.status, old.due_on) == (TaskStatus.ISSUED, date(2026, 12, 31))
    assert (row.decision.choice, row.choices) == (VersionChoice.CARRY_OVER, ())
    assert len(tasks_of(db, document)) == 3  # the draft of the clause is gone
    assert actions(db, old) == ["carry_over"]


def test_the_new_limit_is_taken_only_if_asked_for_and_the_first_one_stays_known(db, document, actor):
    row = decide(document, ChangeKind.CHANGED, VersionChoice.CARRY_OVER, actor, take_limit=True)

    (part,) = row.old_task.assignments
    assert (row.old_task.due_on, part.due_on) == (NEW_LIMIT, NEW_LIMIT)
    assert (row.old_task.original_due_on, part.original_due_on) == (date(2026, 12, 31),) * 2


def test_the_new_units_join_and_those_no_longer_named_end_their_part(db, document, bureau, actor):
    newcomer = make_unit("市数据局")
    clause = row_of(document, ChangeKind.CHANGED).new_clause
    with_units(clause, [newcomer])

    row = decide(document, ChangeKind.CHANGED, VersionChoice.CARRY_OVER, actor, take_units=True)

    parts = {a.unit: (a.role, a.status) for a in row.old_task.assignments}
    assert parts == {
        newcomer: (AssignmentRole.LEAD, AssignmentStatus.ISSUED),
        bureau: (AssignmentRole.SUPPORTING, AssignmentStatus.CANCELLED),
    }


def test_units_that_stay_keep_their_work_when_the_lead_changes(db, document, bureau, actor):
    newcomer = make_unit("市数据局")
    clause = row_of(document, ChangeKind.CHANGED).new_clause
    with_units(clause, [newcomer, bureau])

    row = decide(document, ChangeKind.CHANGED, VersionChoice.CARRY_OVER, actor, take_units=True)

    parts = {a.unit: (a.role, a.status) for a in row.old_task.assignments}
    assert parts[bureau] == (AssignmentRole.SUPPORTING, AssignmentStatus.IN_PROGRESS)
    assert parts[newcomer][0] is AssignmentRole.LEAD


def test_a_task_is_ended_with_its_reason_and_every_part(db, document, actor):
    row = decide(document, ChangeKind.REMOVED, VersionChoice.END, actor, reason="新版本不再要求")

    assert row.old_task.status is TaskStatus.CANCELLED
    assert {a.status for a in row.old_task.assignments} == {AssignmentStatus.CANCELLED}
    assert row.decision.reason == "新版本不再要求"
    assert actions(db, row.old_task) == ["cancel", "end"]


def test_a_task_may_go_on_with_the_text_it_was_given(db, document, earlier, actor):
    row = decide(document, ChangeKind.REMOVED, VersionChoice.KEEP, actor)

    assert (row.old_task.status, row.old_task.document_id) == (TaskStatus.ISSUED, earlier.id)


def test_a_replaced_task_ends_and_the_new_one_waits_to_be_issued(db, document, actor):
    row = decide(document, ChangeKind.CHANGED, VersionChoice.REPLACE, actor, reason="要求已变")

    assert row.old_task.status is TaskStatus.CANCELLED
    assert (row.decision.new_task, row.new_task.status) == (row.new_task, TaskStatus.DRAFT)


def test_ending_a_task_whose_clause_goes_on_leaves_that_clause_without_one(db, document, actor):
    row = decide(document, ChangeKind.CHANGED, VersionChoice.END, actor, reason="不再督办")

    assert (row.old_task.status, row.new_task) == (TaskStatus.CANCELLED, None)
    assert row.new_clause.status is ClauseStatus.LEFT_OUT


@pytest.mark.parametrize(
    ("choice", "tasks", "status"),
    [(VersionChoice.OPEN, 3, ClauseStatus.CONFIRMED), (VersionChoice.LEAVE_OUT, 2, ClauseStatus.LEFT_OUT)],
)
def test_an_added_clause_becomes_a_task_or_does_not(db, document, actor, choice, tasks, status):
    row = decide(document, ChangeKind.ADDED, choice, actor)

    assert (len(tasks_of(db, document)), row.new_clause.status) == (tasks, status)
    assert row.decision.choice is choice


def test_what_says_the_same_is_carried_over_at_once(db, document, actor):
    with transaction(document):
        count = document_versions.carry_over_same_words(document, actor=actor, now=NOW, today=TODAY)

    assert count == 1
    assert row_of(document, ChangeKind.UNCHANGED).decision.choice is VersionChoice.CARRY_OVER
    assert version_desk(document, document.supersedes).undecided == 3


def test_only_what_is_not_out_yet_is_issued_with_the_new_version(document, actor):
    decide(document, ChangeKind.UNCHANGED, VersionChoice.CARRY_OVER, actor)
    decide(document, ChangeKind.CHANGED, VersionChoice.CARRY_OVER, actor)

    assert [task.title for task in preview_issue(document, TODAY).tasks] == [ADDED[0]]


def test_a_task_that_was_closed_is_left_alone(db, document, actor):
    row_of(document, ChangeKind.CHANGED).old_task.status = TaskStatus.CLOSED
    db.session.commit()

    assert row_of(document, ChangeKind.CHANGED).choices == (VersionChoice.OPEN, VersionChoice.LEAVE_OUT)


def test_nothing_is_decided_twice(document, actor):
    decide(document, ChangeKind.ADDED, VersionChoice.OPEN, actor)

    with pytest.raises(RuleViolation, match=rf"这一条已由{actor.display_name}处置"):
        decide(document, ChangeKind.ADDED, VersionChoice.LEAVE_OUT, actor)


def test_stopping_work_without_a_reason_changes_nothing(db, document, actor):
    with pytest.raises(RuleViolation, match="须写明理由"):
        decide(document, ChangeKind.REMOVED, VersionChoice.END, actor)

    assert row_of(document, ChangeKind.REMOVED).old_task.status is TaskStatus.ISSUED


def test_a_new_task_that_went_out_meanwhile_is_not_taken_back(db, document, actor):
    row_of(document, ChangeKind.ADDED).new_task.status = TaskStatus.ISSUED
    db.session.commit()

    assert row_of(document, ChangeKind.ADDED).choices == (VersionChoice.OPEN,)


def test_before_its_confirmation_a_version_decides_nothing(db, document, actor):
    document.status = DocumentStatus.IN_REVIEW
    saved(document)

    with pytest.raises(RuleViolation, match="审核确认之后"):
        decide(document, ChangeKind.ADDED, VersionChoice.OPEN, actor)


def test_clauses_that_are_no_change_of_these_versions_are_refused(document, actor):
    with pytest.raises(RuleViolation, match="没有这一处变动"):
        document_versions.decide(
            document, 99, 98, VersionVerdict(VersionChoice.OPEN), actor=actor, now=NOW, today=TODAY
        )


def test_the_earlier_version_is_put_away_once_everything_is_decided(db, document, earlier, actor):
    def end():
        with transaction(document):
            document_versions.end_earlier_version(document, actor=actor, now=NOW)

    with pytest.raises(RuleViolation, match="还有 4 处变动没有处置"):
        end()
    for kind in (ChangeKind.UNCHANGED, ChangeKind.CHANGED):
        decide(document, kind, VersionChoice.CARRY_OVER, actor)
    decide(document, ChangeKind.REMOVED, VersionChoice.END, actor, reason="不再要求")
    decide(document, ChangeKind.ADDED, VersionChoice.OPEN, actor)
    end()

    assert earlier.status is DocumentStatus.ARCHIVED
    assert actions(db, earlier) == ["end_version"]
    with pytest.raises(RuleViolation, match="旧版已归档，无须再办理"):
        end()


@pytest.mark.parametrize(
    ("choice", "status"),
    [(VersionChoice.LEAVE_OUT, DocumentStatus.ISSUED), (VersionChoice.OPEN, DocumentStatus.CONFIRMED)],
)
def test_a_version_that_only_carries_on_is_out_with_the_end_of_the_earlier(document, actor, choice, status):
    for kind in (ChangeKind.UNCHANGED, ChangeKind.CHANGED):
        decide(document, kind, VersionChoice.CARRY_OVER, actor)
    decide(document, ChangeKind.REMOVED, VersionChoice.END, actor, reason="不再要求")
    decide(document, ChangeKind.ADDED, choice, actor)

    with transaction(document):
        document_versions.end_earlier_version(document, actor=actor, now=NOW)

    assert document.status is status


def test_a_later_version_is_not_offered_as_an_earlier_one(document, earlier, actor):
    viewer = viewer_of(actor, TODAY)

    assert (*possible_earlier_versions(viewer, earlier),) == ()


def test_a_version_with_decisions_stays_one(document, actor):
    decide(document, ChangeKind.ADDED, VersionChoice.OPEN, actor)

    with pytest.raises(RuleViolation, match="不能撤销版本关系"):
        document_versions.separate(document, actor=actor, now=NOW)


def test_the_database_refuses_two_decisions_about_one_clause(db, document, actor):
    decide(document, ChangeKind.ADDED, VersionChoice.OPEN, actor)
    clause = row_of(document, ChangeKind.ADDED).new_clause
    again = VersionDecision(
        document=document, new_clause=clause, choice=VersionChoice.OPEN, decided_by=actor, decided_at=NOW
    )
    db.session.add(again)

    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()
    db.session.rollback()
