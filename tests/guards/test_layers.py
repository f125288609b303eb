"""Imports point one way: down this list. A module may import from rows below its own, never above or beside."""

import sys

import pytest

from tests.support.source import imports_of, modules, short

pytestmark = pytest.mark.slow  # the first to ask reads every file

LAYERS = [
    {"web", "api", "cli", "jobs"},
    {"services"},
    {"emails"},
    {"queries"},
    {"policies"},
    {"models"},
    {"extensions"},
    {"db", "clock", "adapters"},
    {"domain"},
]
DEPTH = {name: depth for depth, row in enumerate(LAYERS) for name in row}

# Outside libraries that belong to some layers only.
LIBRARIES = {
    "flask": {"web", "api", "cli", "jobs", "emails", "extensions"},
    "flask_login": {"web", "extensions", "models"},
    "flask_sqlalchemy_lite": {"db"},
    "flask_wtf": {"web", "extensions"},
    "werkzeug": {"web", "api"},
    "wtforms": {"web"},
    "sqlalchemy": {"web", "cli", "services", "queries", "policies", "models", "db"},
    "alembic": {"cli"},
    "click": {"cli", "jobs"},
    "apscheduler": {"jobs"},
    "yaml": {"cli", "adapters"},
    **dict.fromkeys(
        (
            *("smtplib", "argon2", "docx", "lxml", "olefile", "openpyxl", "pdfplumber", "python_calamine", "typst"),
            "xlsxwriter",
        ),
        {"adapters"},
    ),
}


def test_every_folder_has_a_layer():
    assert {layer for layer, _ in modules()} <= set(DEPTH)


def test_imports_point_down():
    wrong = [
        f"{short(path)} imports {name}"
        for layer, path in modules()
        for name in imports_of(path)
        if name.startswith("tracker.") and (target := name.split(".")[1]) != layer and DEPTH[target] <= DEPTH[layer]
    ]
    assert not wrong, "Move the code down a layer, or pass the value in:\n" + "\n".join(wrong)


def test_libraries_stay_in_their_layers():
    wrong = [
        f"{short(path)} imports {name}"
        for layer, path in modules()
        for name in imports_of(path)
        if (owners := LIBRARIES.get(name.split(".")[0])) and layer not in owners
    ]
    assert not wrong, "Wrap the library in an adapter, or move the code:\n" + "\n".join(wrong)


def test_the_domain_knows_only_itself_and_the_standard_library():
    wrong = [
        f"{short(path)} imports {name}"
        for _, path in modules("domain")
        for name in imports_of(path)
        if not name.startswith("tracker.domain.") and name.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not wrong, "\n".join(wrong)


def test_mails_take_nothing_from_flask_but_templates():
    wrong = [
        f"{short(path)} imports {name}"
        for _, path in modules("emails")
        for name in imports_of(path)
        if name.startswith("flask") and name != "flask.render_template"
    ]
    assert not wrong, "\n".join(wrong)


def test_only_entry_points_read_the_clock():
    wrong = [
        short(path)
        for layer, path in modules()
        if DEPTH[layer] > 0 and any(name.startswith("tracker.clock") for name in imports_of(path))
    ]
    assert not wrong, f"Take `now` or `today` as an argument in: {wrong}"
