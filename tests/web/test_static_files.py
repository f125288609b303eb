"""What is sent to browsers: the files of others unchanged, ours fit for the strict content policy."""

import hashlib
import re
from pathlib import Path

import pytest

from tracker.domain.lights import Light

TRACKER = Path(__file__).resolve().parents[2] / "tracker"
STATIC = TRACKER / "static"
VENDOR = STATIC / "vendor"
SUMS = dict(reversed(line.split(maxsplit=1)) for line in (VENDOR / "SHA512SUMS").read_text().splitlines())
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
SCRIPTS = sorted(STATIC.glob("js/*.js"))
IMPORTED = re.compile(r"(?:from |import\()\"\./(\w+\.js)\"")
TEMPLATES = sorted(TRACKER.joinpath("templates").rglob("*.html"))


def test_every_vendored_file_is_the_one_that_was_published():
    found = {path.relative_to(VENDOR).as_posix(): path for path in VENDOR.glob("*/*")}

    assert {name: hashlib.sha512(path.read_bytes()).hexdigest() for name, path in found.items()} == SUMS


def test_every_vendored_package_brings_its_licence():
    assert all((folder / "LICENSE").is_file() for folder in VENDOR.iterdir() if folder.is_dir())


def test_every_light_has_a_shape():
    assert {f"light-{light.value}" for light in Light} <= SYMBOLS


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(TRACKER).as_posix())
def test_a_template_asks_only_for_icons_that_exist(template):
    asked = set(re.findall(r"\bicon\(\"([a-z0-9-]+)\"", template.read_text()))

    assert asked - SYMBOLS == set(), "Add the symbol to static/icons.svg (Tabler outline icons)."


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/*.css")), ids=lambda path: path.name)
def test_a_style_sheet_fetches_nothing_from_elsewhere(sheet):
    assert re.findall(r"@import|url\((?!\"data:)", sheet.read_text()) == []


def test_a_file_asked_for_by_its_version_is_kept_for_good(client):
    page = client.get("/sign-in").text
    sheet = re.search(r'href="(/static/page\.css\?v=[0-9a-f]{12})"', page)

    with client.get(sheet[1]) as by_version, client.get("/static/page.css") as plain:
        assert "immutable" in by_version.headers["Cache-Control"]
        assert "immutable" not in plain.headers["Cache-Control"]


def test_a_script_finds_those_it_imports_below_its_version_and_all_are_kept_for_good(client):
    app = re.search(r'src="(/static/[0-9a-f]{12}/js/)app\.js"', client.get("/sign-in").text)

    with client.get(f"{app[1]}page_facts.js") as imported, client.get("/static/0123456789ab/js/app.js") as older:
        assert "immutable" in imported.headers["Cache-Control"]
        assert older.status_code == 200
        assert "immutable" not in older.headers["Cache-Control"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_imports_none_that_leads_back_to_it(script):
    reached, waiting = set(), [script.name]
    while waiting:
        new = set(IMPORTED.findall((script.parent / waiting.pop()).read_text())) - reached
        reached |= new
        waiting += new

    assert script.name not in reached
