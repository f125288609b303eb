import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_unit, make_user
from tracker.db import transaction
from tracker.domain.roles import Role
from tracker.models import AuditEntry
from tracker.services import audit


@pytest.fixture
def auditor(sign_in):
    return sign_in(make_user(Role.AUDIT_ADMIN))


def note(subject, actor=None, **changes):
    with transaction():
        audit.record(actor, "rename", subject, NOW, **changes)


def test_an_entry_is_shown_with_person_and_change(client, auditor):
    note(make_unit(), make_user(display_name="张三"), name=["市科委", "市科技局"])

    page = client.get("/audit").text

    assert "张三" in page
    assert "市科委 → 市科技局" in page


def test_entries_are_found_by_person_and_kind(client, auditor):
    note(make_unit(), make_user(display_name="张三"), name="甲")
    note(make_user(), make_user(display_name="李四"), name="乙")

    assert "李四" not in client.get("/audit", query_string={"q": "张三"}).text
    assert "李四" not in client.get("/audit", query_string={"type": "Unit"}).text


def test_long_trails_are_paged(client, auditor):
    unit = make_unit()
    with transaction():
        for number in range(60):
            audit.record(None, "rename", unit, NOW, number=number)

    assert "更早的记录" in client.get("/audit").text
    older = client.get("/audit", query_string={"before": 11}).text
    assert older.count("修改名称") == 10


def test_verifying_says_that_all_is_well(client, auditor):
    note(make_unit())

    assert "审计链完整，共 1 条" in client.get("/audit/verify").text


def test_verifying_finds_a_forged_entry(client, auditor, db):
    unit = make_unit()
    forged = {
        "id": 1,
        "action": "rename",
        "subject_type": "Unit",
        "subject_id": unit.id,
        "changes": "{}",
        "recorded_at": NOW,
        "previous_hash": "0" * 64,
        "entry_hash": "f" * 64,
    }
    db.session.execute(sa.insert(AuditEntry), [forged])
    db.session.commit()

    assert "第 1 条：内容被改动" in client.get("/audit/verify").text


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SUPERVISOR, Role.LEADER, Role.LIAISON])
def test_nobody_else_reads_the_trail(client, sign_in, role):
    sign_in(make_user(role))

    assert client.get("/audit").status_code == 403
