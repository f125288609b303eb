"""Every route × every role × whose record: others' records are not there, and nothing is changed by asking.

The routes are read from the application, so that a new one cannot be forgotten.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
import sqlalchemy as sa

from tests.web.access_records import CONTENT, ELSEWHERE, NAMES, NEIGHBOUR, OWN, Place
from tests.web.access_table import EVERYBODY, OPEN, WHO
from tracker.db import db as database_of_product
from tracker.domain.roles import ADMIN_ROLES, UNIT_ROLES, Role
from tracker.models import AuditEntry
from tracker.services import refused_accesses

pytestmark = pytest.mark.slow

REFUSED = {403, 404}
PACKAGE = "application/zip"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def routes(app):
    """Return (endpoint, its method, its rule) for everything but what is open to all."""
    return [
        (rule.endpoint, method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"})
        if rule.endpoint in WHO  # another one fails the first test
    ]


def address_of(app, rule, place: Place) -> str:
    return app.url_map.bind("localhost").build(rule.endpoint, place.arguments(rule.endpoint, rule.arguments))


def sees(role: Role, endpoint: str, where: str) -> bool:
    """Say whose records a role sees at all: its unit's, its government's, or (administrators) everybody's."""
    if endpoint.startswith("mail."):
        return where == OWN or (role is Role.SYSTEM_ADMIN and endpoint == "mail.show")
    if role in UNIT_ROLES:
        return where == OWN
    return role in ADMIN_ROLES or where != ELSEWHERE


@contextmanager
def nothing_written(app) -> Iterator[None]:
    """Fail where a statement inside writes to the database; the audit trail grows by refusals only."""
    written: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(statement)

    session, engine = database_of_product.session, database_of_product.engine
    last = session.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    others = [statement for statement in written if not statement.startswith("INSERT INTO audit_entry")]
    assert not others, others
    added = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.id > last))
    assert set(added) <= {refused_accesses.ACTION}


def shown(answer) -> str:
    """Return everything that an answer says, also what is packed in a spreadsheet or a package, names included."""
    data = answer.get_data()
    answer.close()  # the file that was sent
    if answer.mimetype not in (SHEET, PACKAGE):
        return data.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return "".join(name + packed.read(name).decode(errors="replace") for name in packed.namelist())


def test_every_route_stands_in_the_table_and_the_table_names_no_other(app, places):
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules() if rule.endpoint not in OPEN}

    missing, gone = set(rules) - set(WHO), set(WHO) - set(rules)
    assert not missing, (
        f"Add a row to WHO in tests/web/access_table.py for {sorted(missing)}: which roles reach it where the record "
        "is one they see. A new URL argument also needs an id in furnish() of tests/web/access_records.py."
    )
    assert not gone, f"Take these rows out of tests/web/access_table.py, their routes are gone: {sorted(gone)}"
    known = set(places[OWN].ids) | {name for ids in places[OWN].special.values() for name in ids}
    unknown = {name: rule.rule for rule in rules.values() for name in rule.arguments - known}
    assert not unknown, f"Give furnish() in tests/web/access_records.py an id for {unknown}"


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_it_should_and_others_records_are_not_there(
    app, client_of, places, person, routes, role
):
    client = client_of(person(role))
    token = {"X-CSRFToken": client._form_token()}
    wrong, told = [], []
    silent = {NAMES[where] for where in NAMES if role in UNIT_ROLES and where != OWN} or {
        f"{NAMES[where]}{CONTENT}" for where in NAMES if role in ADMIN_ROLES or where == ELSEWHERE
    }
    with nothing_written(app):
        for endpoint, method, rule in routes:
            # What is refused to the role at all is tried on the nearest record only.
            for where in places if rule.arguments and role in WHO[endpoint] else [OWN]:
                may = role in WHO[endpoint] and sees(role, endpoint, where)
                if may and method != "GET":
                    continue  # what is allowed and writes has tests of its own
                address = address_of(app, rule, places[where])
                answer = client.open(address, method=method, headers=token, csrf=False, checked=False)
                expected = {200, 302} if may else REFUSED
                if answer.status_code not in expected:
                    wrong.append(f"{method} {address} ({where}): {answer.status_code}, not {expected}")
                told += [f"{method} {address} tells of {word}" for word in silent if word in shown(answer)]

    assert not wrong, "\n".join(wrong)
    assert not told, "\n".join(told)


def test_a_stranger_is_led_to_the_entrance_whatever_is_asked_for(app, client, places, routes):
    with nothing_written(app):
        for _, method, rule in routes:
            answer = client.open(address_of(app, rule, places[OWN]), method=method, checked=False)
            assert answer.status_code == 302, f"{method} {rule.rule}"
            assert answer.location.startswith("/sign-in"), f"{method} {rule.rule}"


SEARCHES = ("/documents", "/register", "/register/register.xlsx", "/units", "/units/units.xlsx", "/people", "/notices")


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_no_search_and_no_filter_finds_what_others_have(app, client_of, places, person, role):
    client = client_of(person(role))
    silent = {f"{NAMES[where]}{CONTENT}" for where in NAMES if not _reads(role, where)}
    for where in (NEIGHBOUR, ELSEWHERE):
        ids = places[where].ids
        filters = {
            "document": ids["policy_document_id"],
            "unit": ids["unit_id"],
            "government": places[where].unit.jurisdiction_id,
        }
        for query in [{"q": CONTENT}, *({name: value} for name, value in filters.items())]:
            for page in SEARCHES:
                text = shown(client.get(page, query_string=query, checked=False)).replace("<mark>", "")
                assert not [word for word in silent if word in text.replace("</mark>", "")], (page, query)


def _reads(role: Role, where: str) -> bool:
    return role not in ADMIN_ROLES and sees(role, "documents.show", where)


PARENTS = {"membership_id": "user_id", "alias_id": "unit_id", "upper_id": "policy_document_id"}


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_the_second_number_of_an_address_must_belong_to_the_first(app, client_of, places, person, routes, role):
    client = client_of(person(role))
    with nothing_written(app):
        for endpoint, method, rule in routes:
            wanted = rule.arguments
            if not wanted & set(PARENTS) or role not in WHO[endpoint]:  # one record, or a kind of act beside it
                continue
            mixed = places[OWN].arguments(endpoint, wanted)
            second = next(name for name in PARENTS if name in wanted)
            mixed[second] = places[ELSEWHERE].arguments(endpoint, wanted)[second]
            address = app.url_map.bind("localhost").build(endpoint, mixed)
            assert client.open(address, method=method, checked=False).status_code == 404, address


FOREIGN = "IjQ3YzM5NTY2YjA4ZjA4ZDIzNDQ3ZjQ5ZjA5ZjA5ZjA5ZjA5ZjAi.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"


def test_no_form_is_taken_without_its_token_or_with_somebody_elses(app, client_of, places, person, routes):
    clients = {role: client_of(person(role)) for role in Role}
    stranger = clients[Role.LEADER]._form_token()
    with nothing_written(app):
        for endpoint, method, rule in routes:
            if method == "GET":
                continue
            role = min(WHO[endpoint] - {Role.LEADER}, default=Role.UNIT_HEAD)
            address = address_of(app, rule, places[OWN])
            for headers in ({}, {"X-CSRFToken": FOREIGN}, {"X-CSRFToken": stranger}):
                answer = clients[role].open(address, method=method, headers=headers, csrf=False, checked=False)
                assert answer.status_code == 400, (address, headers)
