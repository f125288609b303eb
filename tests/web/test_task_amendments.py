"""The form that a task is described by, through the browser."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import make_clause, make_government, make_task, make_unit, make_user, saved
from tracker.domain.assignments import AssignmentRole
from tracker.domain.roles import Role
from tracker.domain.task_opening import ReportCadence
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import ClosingCriterion, Milestone, OutboxEmail


@pytest.fixture
def task(db):
    task = make_task(supporting=(make_unit("市财政局"),), clause=make_clause(body="出台专项实施细则。"))
    task.criteria.append(ClosingCriterion(position=0, text="印发方案"))
    task.milestones.append(Milestone(position=0, title="开工", due_on=date(2026, 3, 31)))
    return saved(task)


@pytest.fixture
def office(client_of, task):
    return client_of(make_user(Role.SUPERVISOR))


def form_of(task, **changes):
    """The form as the page fills it, rows and all, with these changes."""
    form = {
        "version": task.version, "title": task.title, "category": task.category.value, "plan": task.plan,
        "responsible_leader_id": task.responsible_leader_id or 0, "start_on": task.start_on or "",
        "due_on": task.due_on or "", "cadence": task.cadence.value, "reason": "",
    }  # fmt: skip
    for place, one in enumerate(task.criteria):
        form |= {f"criteria-{place}-row_id": one.id, f"criteria-{place}-text": one.text}
    for place, stage in enumerate(task.milestones):
        form |= {
            f"milestones-{place}-row_id": stage.id, f"milestones-{place}-title": stage.title,
            f"milestones-{place}-due_on": stage.due_on, f"milestones-{place}-weight": stage.weight,
        }  # fmt: skip
    for place, part in enumerate(task.assignments):
        form |= {f"units-{place}-unit_id": part.unit_id, f"units-{place}-role": part.role.value}
    for place in range(2):
        form |= {f"new_units-{place}-unit_id": 0, f"new_units-{place}-role": "supporting"}
    return form | changes


def address(task):
    return f"/tasks/{task.id}/description"


def test_a_unit_of_another_government_is_neither_offered_nor_taken(db, office, client_of, task):
    stranger = make_unit("邻市科技局", make_government("邻市"))
    last = len(task.assignments)

    answer = office.post(
        address(task), data=form_of(task) | {f"units-{last}-unit_id": stranger.id, f"units-{last}-role": "supporting"}
    )

    assert answer.status_code == 422
    assert "不是本级政府的单位" in answer.text
    county = make_government("某县", parent=task.jurisdiction)
    own = make_task(lead=make_unit("县科技局", county))
    own.document, own.clause = task.document, task.clause  # as breaking down leaves it
    make_unit("县财政局", county)
    db.session.commit()
    page = client_of(make_user(Role.SUPERVISOR, government=county)).get(address(own)).text
    assert "县财政局" in page
    assert "市财政局" not in page


def test_the_form_shows_the_task_and_suggests_from_its_clause(office, task):
    page = office.get(address(task)).text

    for words in (task.title, "印发方案", "开工", "市财政局", "出台专项实施细则", "调整任务"):
        assert words in page, words


def test_everything_can_be_changed_and_the_trail_says_from_what_to_what(office, task):
    data = form_of(
        task, title="新名称", due_on="2027-06-30", cadence="quarterly", plan="每季核查。", reason="领导批示调整",
        **{"criteria-1-text": "建成平台", "criteria-1-requires_evidence": "y", "milestones-1-title": "完工",
           "milestones-1-due_on": "2026-12-31", "milestones-1-weight": "3"},
    )  # fmt: skip

    answer = office.post(address(task), data=data)

    assert answer.location == f"/tasks/{task.id}"
    assert (task.title, task.due_on, task.original_due_on) == ("新名称", date(2027, 6, 30), date(2026, 12, 31))
    assert (task.cadence, task.plan) == (ReportCadence.QUARTERLY, "每季核查。")
    assert [one.text for one in task.criteria] == ["印发方案", "建成平台"]
    assert [(stage.title, stage.weight) for stage in task.milestones] == [("开工", 1), ("完工", 3)]
    assert {part.due_on for part in task.assignments} == {date(2027, 6, 30)}
    page = office.get(f"/tasks/{task.id}").text
    for words in ("完成时限：2026-12-31 → 2027-06-30", "领导批示调整", "建成平台", "占 75%"):
        assert words in page, words


def test_a_row_that_is_emptied_goes_and_a_suggestion_that_is_ticked_comes(office, task):
    office.post(address(task), data=form_of(task, **{"criteria-0-text": "", "adopted_criteria": ["出台专项实施细则"]}))

    assert [one.text for one in task.criteria] == ["出台专项实施细则"]


def test_units_join_with_a_mail_leave_with_a_trace_and_hand_the_lead_on(db, office, task):
    lead, supporting = task.assignments
    new = make_unit("市商务局")
    person = make_user(unit=new)
    data = form_of(task, **{"units-0-role": "leaves", "units-1-role": "lead", "new_units-0-unit_id": new.id})

    office.post(address(task), data=data)

    by_unit = {part.unit_id: (part.role, part.status) for part in task.assignments}
    assert by_unit[lead.unit_id] == (AssignmentRole.SUPPORTING, AssignmentStatus.CANCELLED)
    assert by_unit[supporting.unit_id] == (AssignmentRole.LEAD, AssignmentStatus.IN_PROGRESS)
    assert by_unit[new.id] == (AssignmentRole.SUPPORTING, AssignmentStatus.ISSUED)
    assert db.session.scalars(sa.select(OutboxEmail.recipient)).all() == [person.email]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "任务名称"),
        ({"units-1-role": "lead"}, "有且只有一个牵头单位，现在有 2 个"),
        ({"units-0-role": "leaves"}, "有且只有一个牵头单位，现在有 0 个"),
        ({"criteria-0-text": ""}, "至少写一条办结标准"),
        ({"criteria-1-text": "印发方案"}, "完全相同"),
        ({"milestones-0-due_on": "2027-01-31"}, "晚于完成时限"),
        ({"milestones-0-weight": "0"}, "权重"),
        ({"milestones-0-weight": "多"}, "第 1 行"),
        ({"due_on": "2025-01-01", "milestones-0-due_on": ""}, "早于起算日"),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_stays(office, task, changes, words):
    before = task.version

    answer = office.post(address(task), data=form_of(task, plan="写好的方案", **changes))

    assert answer.status_code == 422
    assert words in answer.text
    assert "写好的方案" in answer.text
    assert task.version == before


def test_a_save_over_somebody_elses_shows_both_texts(office, client_of, task):
    mine = form_of(task, title="我的名称")
    client_of(make_user(Role.SUPERVISOR)).post(address(task), data=form_of(task, title="别人的名称"))

    answer = office.post(address(task), data=mine)
    assert answer.status_code == 409
    assert "我的名称" in answer.text
    assert "别人的名称" in answer.text
    assert task.title == "别人的名称"

    assert office.post(address(task), data=form_of(task, title="我的名称")).status_code == 302
    assert task.title == "我的名称"


def test_a_paused_task_is_not_amended(office, task):
    task.status = TaskStatus.PAUSED
    saved(task)

    assert office.get(address(task)).location == f"/tasks/{task.id}"
    assert office.post(address(task), data=form_of(task)).status_code == 409
