"""Whatever is sent in an address, a search or a form: an answer that says so, never a fault of ours."""

import pytest

from tests.web.access_table import WHO
from tracker.domain.roles import Role

pytestmark = pytest.mark.slow

HUGE = "9" * 30
ODD_NUMBERS = (str(2**31), HUGE, "9" * 5000, "0")
ODD_QUERIES = (
    *({"q": text} for text in ("a\x00b", "%_\\", "x" * 5000, "’ OR 1=1 --", "'; DROP TABLE task; --", "\u202e\u200b")),
    *({name: HUGE} for name in ("page", "document", "unit", "section", "government", "before", "overdue-from")),
    *({name: "\x00"} for name in ("status", "type", "function", "sort", "period", "kind")),
    *({"on": day, "due-from": day} for day in ("0001-01-01", "9999-12-31", "9999-99-99")),
    {"page": "-5"},
    {"next": "\r\nSet-Cookie: a=b", "sort": "id; DROP TABLE task", "status": "²"},
)
FIELDS = (
    "period", "percent_complete", "summary", "submission_key", "seen", "version", "unit_id", "role", "name", "kind",
    "full_name", "short_name", "on", "valid_from", "parent_id", "successor_id", "member_id", "target_id", "reason",
    "comment", "title", "body", "text", "government_id", "signed_on", "basis", "approving_leader", "start_on",
    "earlier_id", "old_clause_id", "new_clause_id", "choice", "explanation", "username", "display_name", "email",
    "current", "new", "repeated", "moment", "move", "started", "next", "then", "assignment", "report", "enabled",
)  # fmt: skip
ODD_VALUES = ("a\x00b", HUGE, "²", "-1", "nan", "<script>alert(1)</script>", "x" * 20_000)

#: Each page and form is tried by the first of these who may use it: what is sent is refused before who sent it matters.
TRYING = (Role.LIAISON, Role.SUPERVISOR, Role.LEADER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


def rules_tried_by(app, role, method):
    """Return the rules of this method that the role is the first to be allowed."""
    rules = [rule for rule in app.url_map.iter_rules() if method in rule.methods]
    return [rule for rule in rules if role is next((one for one in TRYING if one in WHO.get(rule.endpoint, ())), None)]


def answer_of(client, address, **sent):
    answer = client.open(address, may_fail=True, checked=False, **sent)
    answer.close()
    return answer.status_code


@pytest.mark.parametrize("role", TRYING)
def test_no_address_and_no_search_breaks_a_page(app, client_of, person, role):
    client, build = client_of(person(role)), app.url_map.bind("localhost").build
    wrong = {}
    for rule in rules_tried_by(app, role, "GET"):
        if rule.arguments:
            pattern = build(rule.endpoint, dict.fromkeys(rule.arguments, 7))
            tried = {pattern.replace("7", number): None for number in ODD_NUMBERS}
            wrong |= {address: status for address in tried if (status := answer_of(client, address)) != 404}
        else:
            for query in ODD_QUERIES:
                status = answer_of(client, rule.rule, query_string=query)
                if status not in {200, 302, 400}:
                    wrong[f"{rule.rule} {str(query)[:60]}"] = status

    assert not wrong


@pytest.mark.parametrize("role", TRYING)
def test_no_form_breaks_whatever_stands_in_its_fields(app, client_of, places, person, role):
    client, build = client_of(person(role)), app.url_map.bind("localhost").build
    wrong = {}
    for rule in rules_tried_by(app, role, "POST"):
        if rule.endpoint == "auth.sign_out":
            continue
        address = build(rule.endpoint, places["own"].arguments(rule.endpoint, rule.arguments))
        for value in ODD_VALUES:
            status = answer_of(client, address, method="POST", data=dict.fromkeys(FIELDS, value))
            if status >= 500 or ("\x00" in value and status != 400):
                wrong[f"{address} {value[:20]!r}"] = status

    assert not wrong
