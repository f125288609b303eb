"""Evidence that its unit has to mend: the line in the digest, and how much a unit keeps."""

from datetime import UTC, date, datetime

import pytest

from tests.domain.calendars import CALENDAR
from tests.emails.snapshots import same_as_snapshot
from tests.factories import make_assignment, make_evidence, make_unit, make_upload, make_user
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.digests import DigestDays, DigestTopic
from tracker.domain.evidence_review import EvidenceStatus
from tracker.emails import unit_digest
from tracker.emails.render import set_base_url
from tracker.queries.digests import lines_by_unit
from tracker.queries.evidence import bytes_kept, versions_of

TODAY = date(2026, 7, 7)  # a Tuesday
RETURNED_AT = datetime(2026, 7, 6, 6, 0, tzinfo=UTC)


@pytest.fixture
def assignment(db):
    return make_assignment(make_unit("市科技局"), title="建设科创平台", due_on=date(2027, 12, 31))


def lines(assignment):
    found = lines_by_unit(DigestDays(CALENDAR.add_workdays(TODAY, -1), TODAY, CALENDAR))
    return [line for line in found.get(assignment.unit_id, []) if line.topic is DigestTopic.EVIDENCE]


def test_returned_and_expired_evidence_are_lines_of_the_units_digest(assignment):
    returned = make_evidence(assignment, status=EvidenceStatus.RETURNED, filename="名单.pdf", reviewed_at=RETURNED_AT)
    make_evidence(assignment, valid_until=date(2026, 7, 6), filename="许可.pdf")
    make_evidence(assignment, valid_until=date(2026, 7, 7), filename="今天还有效.pdf")
    make_evidence(assignment, status=EvidenceStatus.REPLACED, filename="旧版.pdf", reviewed_at=RETURNED_AT)

    found = lines(assignment)

    assert {line.title for line in found} == {"名单.pdf", "许可.pdf"}
    assert f"/evidence/{returned.id}/details" in {line.path for line in found}
    set_base_url("http://luoshi.example.gov.cn")
    email = unit_digest.compose_for("a@example.gov.cn", sorted(found, key=lambda line: line.title), today=TODAY)
    numbered = email.body_text
    for number, line in enumerate(sorted(found, key=lambda line: line.title), 1):
        numbered = numbered.replace(line.path, f"/evidence/{number}/details")
    same_as_snapshot("unit_digest_evidence.txt", numbered)


def test_work_that_is_closed_asks_for_no_evidence(db):
    closed = make_assignment(make_unit(), status=AssignmentStatus.CLOSED)
    make_evidence(closed, status=EvidenceStatus.RETURNED, reviewed_at=RETURNED_AT)

    assert lines(closed) == []


def test_each_content_is_kept_once_and_what_is_on_its_way_counts(assignment):
    make_evidence(assignment, size=100, sha256="a" * 64)
    make_evidence(make_assignment(assignment.unit), size=100, sha256="a" * 64)
    make_evidence(assignment, size=10, sha256="b" * 64, removed_at=RETURNED_AT)
    make_evidence(assignment, size=0, sha256="", url="https://tz.gov.cn/")
    make_evidence(make_assignment(make_unit()), size=5000, sha256="c" * 64)
    make_upload(assignment, make_user(unit=assignment.unit).id)

    assert bytes_kept(assignment.unit_id) == 100 + 10 + 1024


def test_versions_are_one_chain_whichever_is_asked_for(assignment):
    first = make_evidence(assignment, status=EvidenceStatus.REPLACED)
    second = make_evidence(assignment, status=EvidenceStatus.REPLACED, replaces_id=first.id, version_number=2)
    third = make_evidence(assignment, replaces_id=second.id, version_number=3)
    make_evidence(assignment)

    assert [versions_of(one) for one in (first, second, third)] == [[third, second, first]] * 3
