"""Measure how good the suggestions of responsible units are, each document in turn kept from what is learnt.

    .venv/bin/python -m tools.suggestion_quality [FOLDER]

FOLDER holds docs/NAME.txt and gold/NAME.json; without it POLICY_SET, or a folder beside the project. The seeds that
print their units count too. Bodies are compared by function across governments, every document counts the same, and
the prior suggests the bodies most often given work, whatever the clause says.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

import pytest

from tests.support.labelled_documents import LabelledClause, clauses_with_units
from tools.environment import say
from tracker.domain.assignments import AssignmentRole
from tracker.domain.ngrams import plain
from tracker.domain.suggestions import AssignedClause, AssignedUnit, Suggester
from tracker.domain.unit_functions import body_key

SHOWN = 5


@dataclass(frozen=True)
class Quality:
    """Mean average precision and recall among the first five, both 0–1, of a number of clauses."""

    precision: float
    recall: float
    clause_count: int


Ranking = Callable[[AssignedClause], Sequence[str]]


def as_assigned(labelled: Sequence[LabelledClause]) -> list[AssignedClause]:
    """Return labelled clauses as the suggester learns them."""
    documents = sorted({item.document for item in labelled})
    return [
        AssignedClause(
            reference=number,
            document_id=documents.index(item.document),
            document_title=item.document,
            label=item.clause.label,
            title=item.clause.title or "",
            body=item.clause.body,
            units=tuple(AssignedUnit(name, AssignmentRole.LEAD) for name in item.lead_units)
            + tuple(AssignedUnit(name, AssignmentRole.SUPPORTING) for name in item.supporting_units),
        )
        for number, item in enumerate(labelled)
    ]


def suggested(learnt: Sequence[AssignedClause]) -> Ranking:
    """Return the product's ranking. The asked clause is read without its own units' names, as one that has none."""
    suggester = Suggester(learnt)

    def rank(clause: AssignedClause) -> Sequence[str]:
        names = [unit.name for unit in clause.units]
        title, body = plain(clause.title, names), plain(clause.body, names)
        return [suggestion.body for suggestion in suggester.suggest(title, body, count=999)]

    return rank


def usual(learnt: Sequence[AssignedClause]) -> Ranking:
    """Return the prior: the bodies most often given work."""
    order = [key for key, _ in Counter(key for clause in learnt for key in wanted(clause)).most_common()]
    return lambda _clause: order


def wanted(clause: AssignedClause) -> set[str]:
    """Return the bodies that the clause names, as far as they can be compared."""
    return {key for unit in clause.units if (key := body_key(unit.name))}


def measure(clauses: Sequence[AssignedClause], rank: Ranking) -> Quality | None:
    """Return the quality over the clauses that name any comparable body; None without such."""
    precisions, recalls = [], []
    for clause in clauses:
        right = wanted(clause)
        if not right:
            continue
        order = rank(clause)
        hits = [position for position, key in enumerate(order, 1) if key in right]
        precisions.append(sum(count / position for count, position in enumerate(hits, 1)) / len(right))
        recalls.append(len(right & set(order[:SHOWN])) / len(right))
    return Quality(mean(precisions), mean(recalls), len(recalls)) if recalls else None


def leave_one_out(
    clauses: Sequence[AssignedClause], ranking: Callable[[Sequence[AssignedClause]], Ranking]
) -> dict[str, Quality]:
    """Return the quality for each document, by its title, learnt from all the others."""
    found = {}
    for title in sorted({clause.document_title or "" for clause in clauses}):
        own = [clause for clause in clauses if clause.document_title == title]
        rank = ranking([clause for clause in clauses if clause.document_title != title])
        if quality := measure(own, rank):
            found[title] = quality
    return found


def average(qualities: dict[str, Quality]) -> Quality:
    """Return the mean over documents, each counting the same."""
    found = list(qualities.values())
    return Quality(mean(q.precision for q in found), mean(q.recall for q in found), sum(q.clause_count for q in found))


def main(folder: str | None = None) -> int:
    """Print a line for each document and the averages; return 1 where there are no labelled documents."""
    if folder:
        os.environ["POLICY_SET"] = folder
    try:
        clauses = as_assigned(clauses_with_units())
    except pytest.skip.Exception as skipped:
        say(str(skipped))
        return 1
    ours, prior = leave_one_out(clauses, suggested), leave_one_out(clauses, usual)
    for title, quality in ours.items():
        say(_line(title, quality, prior[title]))
    say(_line(f"average of {len(ours)} documents", average(ours), average(prior)))
    return 0


def _line(title: str, ours: Quality, prior: Quality) -> str:
    return (
        f"{title:40} clauses {ours.clause_count:4}   MAP {ours.precision:.3f} (prior {prior.precision:.3f})"
        f"   recall@{SHOWN} {ours.recall:.3f} (prior {prior.recall:.3f})"
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
