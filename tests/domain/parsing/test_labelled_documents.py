"""The reading of labelled documents against floors, by the scorer that comes with the labels."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.support.labelled_documents import labelled_folder
from tracker.domain.parsing import parse_document
from tracker.domain.parsing.as_json import to_json

FLOORS = {"clause": 0.985, "task": 0.97, "units": 0.985, "deadline": 0.97, "targets": 0.90}
ACCURACY_FLOORS = {"lead": 0.97, "meta": 0.95}


def score(folder: Path) -> dict[str, Any]:
    """Return the micro figures over all labelled documents of the folder."""
    scorer = runpy.run_path(str(folder / "score.py"))
    total = scorer["Tally"]()
    for path in sorted((folder / "gold").glob("*.json")):
        text = (folder / "docs" / f"{path.stem}.txt").read_text(encoding="utf-8")
        label = json.loads(path.read_text(encoding="utf-8"))
        total.merge(scorer["score_doc"](label, to_json(parse_document(text))))
    return dict(scorer["summary"](total))


@pytest.mark.slow
def test_the_labelled_documents_are_read_above_the_floors() -> None:
    figures = score(labelled_folder())
    too_low = {name: figures[name]["F1"] for name, floor in FLOORS.items() if figures[name]["F1"] < floor}
    too_low |= {name: figures[name]["acc"] for name, floor in ACCURACY_FLOORS.items() if figures[name]["acc"] < floor}
    assert too_low == {}
