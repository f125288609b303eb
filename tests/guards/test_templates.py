"""No template and no macro lies about unused, and none holds what the content security policy forbids."""

import ast
import re

import pytest

from tests.support.source import TRACKER, modules, tree_of

TEMPLATES = TRACKER / "templates"
REFERENCE = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")
INLINE = re.compile(
    r"""<style|\sstyle=["']|\son(?:click|change|submit|load|input)=|<script(?![^>]*\bsrc=)(?![^>]*json)"""
)


AUTOSAVE = re.compile(r"""data-autosave=(["'])(?!\{\{ url_for\()[^"']""")


@pytest.fixture(scope="module")
def sources():
    """Return each template's text by its name, without comments: an example in a comment is no use."""
    return {
        str(path.relative_to(TEMPLATES)): re.sub(r"(?s)\{#.*?#\}", "", path.read_text())
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file()
    }


def _strings_in_code():
    for _, path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_template_is_used(sources):
    strings = set(_strings_in_code())
    mails = {f"emails/{stem}.{ending}" for stem in strings for ending in ("txt", "html")}  # as compose() names them
    used = strings | mails | {name for text in sources.values() for name in REFERENCE.findall(text)}
    assert not sorted(set(sources) - used)


def test_every_template_that_is_named_exists(sources):
    named = {name for text in sources.values() for name in REFERENCE.findall(text)}
    named |= {text for text in _strings_in_code() if re.fullmatch(r"[\w/]+\.(?:html|txt)", text) and "/" in text}
    assert not sorted(named - set(sources))


def test_every_macro_is_used(sources):
    everything = "\n".join(sources.values())
    unused = [
        f"{name}: {macro}"
        for name, text in sources.items()
        for macro in MACRO.findall(text)
        if not re.search(rf"(?<!macro )\b{macro}\(|\bonce\((?:\w+\.)?{macro},", everything)
    ]
    assert not unused


def test_no_template_holds_inline_style_or_script(sources):
    pages = {name: text for name, text in sources.items() if not name.startswith("emails/")}  # mail knows no policy
    wrong = [f"{name}: {found.group()}" for name, text in pages.items() if (found := INLINE.search(text))]
    assert not wrong, "The content security policy forbids it; use a class, or a file in static/"


def test_no_template_marks_text_as_safe(sources):
    wrong = [name for name, text in sources.items() if re.search(r"\|\s*safe\b|autoescape\s+false", text)]
    assert not wrong, "Build markup in a macro; text from people must stay escaped"


def test_drafts_are_saved_to_an_address_or_in_the_browser(sources):
    wrong = [name for name, text in sources.items() if AUTOSAVE.search(text)]
    assert not wrong, f'data-autosave is an address of ours or "", the name goes into data-autosave-key: {wrong}'
