"""Policy documents with labels made by hand, which are not part of the project: found, or the test is skipped."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.source import ROOT
from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedClause, ParsedDocument
from tracker.domain.parsing.text.compact import without_white_space

LABELLED_SEEDS = ("jiaxing_2022_high_tech_zones", "taizhou_2024_high_tech_zones")


@dataclass(frozen=True)
class LabelledClause:
    """A clause whose units somebody settled; `document` is the name of its file."""

    document: str
    clause: ParsedClause
    lead_units: tuple[str, ...]
    supporting_units: tuple[str, ...]


def labelled_folder() -> Path:
    """Return the folder with docs/ and gold/ that POLICY_SET names, or one beside the project; else skip the test."""
    named = os.environ.get("POLICY_SET")
    candidates = [Path(named)] if named else sorted(ROOT.parent.glob("*/policies"))
    found = next((folder for folder in candidates if (folder / "gold").is_dir() and (folder / "docs").is_dir()), None)
    return found or pytest.skip(
        "the labelled policy documents are not on this machine; name them with POLICY_SET=/path"
    )


def clauses_with_units() -> list[LabelledClause]:
    """Return every labelled task that has units: the labelled set, and the seeds that print their units."""
    return [*_of_the_set(labelled_folder()), *_of_the_seeds()]


def _of_the_set(folder: Path) -> Iterator[LabelledClause]:
    for path in sorted((folder / "gold").glob("*.json")):
        read = parse_document((folder / "docs" / f"{path.stem}.txt").read_text(encoding="utf-8"))
        free = list(read.clauses)
        for label in json.loads(path.read_text(encoding="utf-8"))["clauses"]:
            units = tuple(label["lead_units"]), tuple(label["support_units"])
            if label["is_task"] and any(units) and (clause := _taken(free, label["text_starts_with"])):
                yield LabelledClause(path.stem, clause, *units)


def _taken(free: list[ParsedClause], opening: str) -> ParsedClause | None:
    for position, clause in enumerate(free):
        if without_white_space(clause.body).startswith(opening):
            return free.pop(position)
    return None


def _of_the_seeds() -> Iterator[LabelledClause]:
    for name in LABELLED_SEEDS:
        read: ParsedDocument = parse_document((ROOT / "seed" / "documents" / f"{name}.txt").read_text(encoding="utf-8"))
        for clause in read.clauses:
            if clause.units:
                leads, others = clause.lead_units, clause.supporting_units
                yield LabelledClause(name, clause, tuple(u.name for u in leads), tuple(u.name for u in others))
