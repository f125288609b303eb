"""Nothing is open by accident, and addresses look alike."""

from tracker.policies.permission_map import PERMISSION_MAP
from tracker.policies.permissions import Permission
from tracker.web.access import OWN_ACCOUNT_ENDPOINTS, PUBLIC_ENDPOINTS


def test_every_route_declares_a_permission_or_is_listed_as_public(app):
    undeclared = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint not in PUBLIC_ENDPOINTS | OWN_ACCOUNT_ENDPOINTS and not hasattr(view, "required_permission")
    ]
    assert not undeclared, f"Add @permission_required(...) below the route of: {undeclared}"


def test_every_endpoint_listed_as_open_exists(app):
    assert set(app.view_functions) >= PUBLIC_ENDPOINTS | OWN_ACCOUNT_ENDPOINTS


def test_every_permission_is_mapped():
    assert set(PERMISSION_MAP) == set(Permission)


def test_urls_are_kebab_case_and_typed(app):
    for rule in app.url_map.iter_rules():
        static_parts = [part for part in rule.rule.split("/") if part and not part.startswith("<")]
        assert all(part == part.lower() and "_" not in part for part in static_parts), rule.rule
        for argument in rule.arguments:
            assert f"<{argument}>" not in rule.rule, f"{rule.rule}: write <int:{argument}>"


def test_reading_a_page_changes_nothing(app):
    wrong = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.rule.rstrip("/").endswith(("/delete", "/approve", "/issue", "/confirm"))
    ]
    assert not wrong, f"Make these POST only: {wrong}"
