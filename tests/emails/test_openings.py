"""Words of the mails about opening tasks (立项)."""

from datetime import date

from tests.emails.snapshots import same_as_snapshot
from tests.factories import make_task, make_user
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus
from tracker.emails import opening_returned, opening_waiting
from tracker.emails.render import set_base_url


def tasks(count):
    made = [
        make_task(status=TaskStatus.DRAFT, title=f"建设第{number}个平台", due_on=date(2026, 12, 31))
        for number in range(1, count + 1)
    ]
    for task in made:
        task.basis = "《实施意见》（试政发〔2026〕1号）"
    return made


def test_what_a_leader_reads(db):
    set_base_url("http://luoshi.example.gov.cn")
    leader, office = make_user(Role.LEADER), make_user(Role.SUPERVISOR, display_name="王督查")

    email = opening_waiting.compose_for(tasks(2), leader, office)

    assert (email.recipient, email.subject) == (leader.email, "立项待批：2 项任务")
    same_as_snapshot("opening_waiting.txt", email.body_text)


def test_many_tasks_become_a_number(db):
    email = opening_waiting.compose_for(tasks(12), make_user(Role.LEADER), make_user(Role.SUPERVISOR))

    assert "另有 2 项" in email.body_text
    assert "建设第11个平台" not in email.body_text


def test_what_comes_back_reads_with_its_reason(db):
    set_base_url("http://luoshi.example.gov.cn")
    leader, office = make_user(Role.LEADER, display_name="沈市长"), make_user(Role.SUPERVISOR)
    returned = tasks(1)
    address = f"/documents/{returned[0].document_id}/opening"

    email = opening_returned.compose_for(returned, office, leader, "请明确完成时限。")

    assert (email.recipient, email.subject) == (office.email, "立项被退回：1 项任务")
    assert address in email.body_text
    same_as_snapshot("opening_returned.txt", email.body_text.replace(address, "/documents/7/opening"))
