"""A document is read through the rooms of domain/parsing one way: each may use those before it, and the model."""

import pytest

from tests.support.source import TRACKER, imports_of, short

pytestmark = pytest.mark.slow  # the first to ask reads every file

PARSING = TRACKER / "domain" / "parsing"
PREFIX = "tracker.domain.parsing."
ROOMS = ("text", "units", "tables", "page", "structure", "metadata", "figures")


def test_every_room_has_its_place():
    assert {path.parent.name for path in PARSING.glob("*/__init__.py")} == set(ROOMS)


@pytest.mark.parametrize("depth", range(len(ROOMS)), ids=ROOMS)
def test_a_room_uses_only_the_rooms_before_it(depth: int):
    may = {"model", *ROOMS[: depth + 1]}
    wrong = [
        f"{short(path)} imports {name}"
        for path in sorted((PARSING / ROOMS[depth]).glob("*.py"))
        for name in imports_of(path)
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).split(".")[0] not in may
    ]
    assert not wrong, "Move the code to a room that is read earlier:\n" + "\n".join(wrong)
