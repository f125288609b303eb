import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.conftest import NOW
from tests.factories import make_unit, make_user
from tracker.db import transaction
from tracker.domain.audit_chain import first_fault
from tracker.models import AuditEntry, Unit
from tracker.queries import audit_trail
from tracker.services import audit


def entries(db):
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()


def test_an_entry_says_who_did_what_to_what_from_what_to_what(db):
    actor, unit = make_user(), make_unit("市科技局")

    with transaction():
        audit.record(actor, "rename", unit, NOW, name=["市科委", "市科技局"])

    entry = entries(db)[-1]
    assert (entry.actor_id, entry.action, entry.subject_type, entry.subject_id) == (actor.id, "rename", "Unit", unit.id)
    assert entry.changes == '{"name":["市科委","市科技局"]}'


def test_entries_of_several_transactions_form_one_chain(db):
    actor, unit = make_user(), make_unit()
    for number in range(3):
        with transaction():
            audit.record(actor, "touch", unit, NOW, number=number)
            audit.record(None, "touch", unit, NOW, number=number)

    assert first_fault(audit_trail.chain()) is None
    assert len(entries(db)) == 6


def test_what_is_undone_leaves_no_entry(db):
    unit = make_unit()

    def fail_halfway():
        with transaction():
            audit.record(None, "touch", unit, NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with transaction():
        audit.record(None, "second", unit, NOW)

    assert [entry.action for entry in entries(db)] == ["second"]


def test_a_new_record_has_its_number_in_the_entry(db):
    with transaction():
        unit = Unit(kind="bureau", name="新局", full_name="新局", tree_path="/")
        db.session.add(unit)
        audit.record(None, "create", unit, NOW)

    assert entries(db)[-1].subject_id == unit.id


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_the_trail(db, statement):
    unit = make_unit()
    with transaction():
        audit.record(None, "touch", unit, NOW)

    with pytest.raises(DatabaseError, match="audit entries are never changed"), db.session.begin_nested():
        db.session.execute(sa.text(statement))
