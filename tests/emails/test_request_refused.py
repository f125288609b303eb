"""The words of a mail that says what was refused, or came back. Change them here and there together."""

from datetime import UTC, date, datetime

import pytest

from tests.emails.snapshots import same_as_snapshot
from tests.factories import make_assignment, make_report, make_request, make_unit, make_user
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.reporting import ReportStatus
from tracker.emails import report_returned, request_refused
from tracker.emails.render import set_base_url

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (RequestKind.EXTENSION, "延期申请未获同意"),
        (RequestKind.CLOSURE, "办结申请被退回，请补充后重新报送"),
    ],
)
def test_the_mail_reads_so(db, kind, subject):
    set_base_url("http://luoshi.example.gov.cn")
    request = make_request(
        make_assignment(make_unit("市科技局"), title="完善孵化育成体系"),
        kind,
        RequestStatus.REFUSED,
        decided_by=make_user(display_name="督查员甲"),
        decided_at=datetime(2026, 6, 15, 2, 0, tzinfo=UTC),
        decision_comment="请补充验收报告。",
        resubmit_on=date(2026, 6, 22) if kind is RequestKind.CLOSURE else None,
    )

    email = request_refused.compose_for(request, make_user(username="liaison"), today=TODAY)

    assert email.subject == subject
    text = email.body_text.replace(f"/requests/{request.id}", "/requests/1")
    same_as_snapshot(f"request_refused_{kind.value}.txt", text)


def test_a_returned_report_names_its_month_and_not_its_task(db):
    report = make_report(
        make_assignment(title="完善孵化育成体系"), status=ReportStatus.RETURNED, reviewed_by=make_user()
    )

    email = report_returned.compose_for(report, make_user(username="liaison"), today=TODAY)

    assert email.subject == "2026年5月进展被退回，请修改"
    assert "任务：完善孵化育成体系" in email.body_text
