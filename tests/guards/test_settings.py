"""A setting that nobody can read about does not exist."""

import ast

import pytest

from tests.support.source import ROOT, tree_of


def _settings():
    """Return the environment variables that config.py reads: constants handed to environ.get() or to a reader."""
    for call in ast.walk(tree_of(ROOT / "config.py")):
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
            name = call.args[0].value
            if isinstance(name, str) and name.isupper():
                yield name


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_setting_is_listed_in_the_readme(readme):
    text = (ROOT / readme).read_text()

    assert not [name for name in sorted(set(_settings())) if f"`{name}`" not in text and f"`{name}=" not in text]


def test_the_settings_of_tests_are_those_of_the_product():
    functions = {node.name: node for node in tree_of(ROOT / "config.py").body if isinstance(node, ast.FunctionDef)}
    named = {
        name: {key.value for node in ast.walk(functions[name]) if isinstance(node, ast.Dict) for key in node.keys}
        for name in ("load_settings", "test_settings")
    }

    assert named["test_settings"] - named["load_settings"] == {"TESTING"}
