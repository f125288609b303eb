"""One paper gives the same tasks in whatever form it is uploaded."""

from functools import cache
from pathlib import Path

import pytest

from tests.adapters.readers.makers import MAKERS
from tracker.adapters.document_reader import read_in_this_process
from tracker.domain.parsing import parse_document

SEEDS = {path.stem: path for path in sorted((Path(__file__).parents[3] / "seed" / "documents").glob("*.txt"))}


def reading_of(text: str) -> list[tuple[object, ...]]:
    """Return what the tasks of a text are made from; white space is no part of it."""

    def plain(words: str | None) -> str:
        return "".join((words or "").split())

    return [
        (
            clause.label,
            plain(clause.title),
            plain(clause.body),
            clause.is_task,
            clause.due_on,
            [(unit.name, unit.role) for unit in clause.units],
        )
        for clause in parse_document(text).clauses
    ]


@cache
def reading_of_seed(name: str) -> list[tuple[object, ...]]:
    return reading_of(SEEDS[name].read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_paper_gives_the_same_tasks_in_every_form(seed: str, form: str):
    data, filename = MAKERS[form](SEEDS[seed].read_text(encoding="utf-8"))

    document = read_in_this_process(data, filename)

    assert reading_of(document.text) == reading_of_seed(seed)
    assert len(reading_of_seed(seed)) > 3
