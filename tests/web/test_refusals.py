"""Who is refused something leaves a line in the log; who sends something leaves an entry in the trail."""

import json
import logging

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_user
from tracker.domain.roles import Role
from tracker.models import AuditEntry


@pytest.fixture
def person(db, sign_in):
    return sign_in(make_user(Role.LIAISON))


def entries(db):
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()


def lines(caplog):
    said = [record.getMessage() for record in caplog.records if record.name == "tracker.web.refusals"]
    return [json.loads(line.removeprefix("refused ")) for line in said]


def test_looking_at_anothers_record_leaves_a_line_and_changes_nothing(db, client, person, caplog):
    address = f"/assignments/{make_assignment().id}/evidence"

    with caplog.at_level(logging.WARNING):
        assert client.get(address).status_code == 404

    assert lines(caplog) == [
        {
            "status": 404, "user": person.id, "method": "GET", "path": address,
            "endpoint": "evidence.index", "address": "127.0.0.1",
        }
    ]  # fmt: skip
    assert entries(db) == []


@pytest.mark.parametrize(("address", "answer"), [("/assignments/{other}/acknowledge", 404), ("/people/new", 403)])
def test_sending_what_one_may_not_send_leaves_an_entry_too(db, client, person, caplog, address, answer):
    address = address.format(other=make_assignment().id)

    assert client.post(address).status_code == answer

    (entry,) = entries(db)
    assert (entry.actor_id, entry.action, entry.subject_id, entry.address) == (
        person.id, "refuse_access", person.id, "127.0.0.1",
    )  # fmt: skip
    assert json.loads(entry.changes) == {"method": "POST", "path": address, "answer": answer}
    assert len(lines(caplog)) == 1


@pytest.mark.parametrize("address", ["/no-such-page", "/static/no-such-file.js"])
def test_an_address_that_no_page_has_is_nobodys_secret(client, person, caplog, address):
    assert client.post(address, checked=False).status_code in (404, 405)

    assert lines(caplog) == []
