"""The digest's words, as they are read. Change them here and there together."""

from datetime import date

from tests.emails.snapshots import same_as_snapshot
from tracker.domain.digests import DigestTopic
from tracker.emails import unit_digest
from tracker.emails.render import set_base_url
from tracker.queries.digests import DigestLine

TODAY = date(2026, 7, 8)


def line(topic, title, unit="市科技局", due_on=None, path="/tasks/1"):
    return DigestLine(topic, 1, unit, 1, title, due_on, path)


def test_the_digest_reads_so(app):
    set_base_url("http://luoshi.example.gov.cn")
    lines = [
        line(DigestTopic.SIGN, "建设高能级科创平台"),
        line(DigestTopic.OVERDUE, "建立创新服务体系", due_on=date(2026, 7, 3), path="/tasks/7"),
        line(DigestTopic.REPORT, "完善孵化育成体系", due_on=date(2026, 7, 25), path="/assignments/3/report"),
    ]

    email = unit_digest.compose_for("a@example.gov.cn", lines, today=TODAY)

    assert email.subject == "工作提醒：超时未签收 1 项，逾期未办结 1 项，本期待填报 1 项"
    same_as_snapshot("unit_digest.txt", email.body_text)
    assert "style=" in email.body_html
    assert "<style" not in email.body_html


def test_a_person_of_two_units_reads_whose_work_it_is(app):
    lines = [line(DigestTopic.SIGN, "任务一", "甲局"), line(DigestTopic.SIGN, "任务二", "乙局")]

    email = unit_digest.compose_for("a@example.gov.cn", lines, today=TODAY)

    assert "任务一（甲局）" in email.body_text
    assert "甲局、乙局的联络员" in email.body_text


def test_more_lines_than_anybody_reads_become_a_number(app):
    lines = [line(DigestTopic.SIGN, f"任务{number}") for number in range(35)]

    email = unit_digest.compose_for("a@example.gov.cn", lines, today=TODAY)

    assert email.subject == "工作提醒：超时未签收 35 项"
    assert "另有 5 项" in email.body_text


def test_what_people_wrote_is_escaped_and_cannot_add_headers(app):
    evil = "<script>alert(1)</script>\r\nBcc: x@evil.example"

    email = unit_digest.compose_for("a@example.gov.cn\r\nBcc: x", [line(DigestTopic.SIGN, evil)], today=TODAY)

    assert "<script>" not in email.body_html
    assert "\n" not in email.recipient + email.subject
