"""Every page that needs no record, asked for by every kind of person: shown and sound, or refused."""

import pytest

from tests.conftest import TODAY
from tests.factories import make_user
from tracker.domain.roles import Role
from tracker.policies import can, viewer_of


@pytest.fixture
def pages(app):
    """Return the pages whose address names no record, with the permission each declares (none: public or one's own)."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    return {rule.rule: getattr(app.view_functions[rule.endpoint], "required_permission", None) for rule in rules}


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_each_page_is_shown_to_those_who_may_and_refused_to_others(client, sign_in, pages, role):
    user = sign_in(make_user(role))

    answers = {page: client.get(page).status_code for page in pages}

    refused = {page for page, status in answers.items() if status == 403}
    assert set(answers.values()) <= {200, 302, 403, 404}  # 404: exists only in the demonstration
    viewer = viewer_of(user, TODAY)
    assert refused == {page for page, permission in pages.items() if permission and not can(viewer, permission, None)}


def test_a_stranger_is_led_to_the_entrance(client, pages):
    for page, permission in pages.items():
        if permission:
            answer = client.get(page)
            assert answer.status_code == 302, page
            assert "/sign-in" in answer.location, page
