"""How good the suggestions are, each document in turn kept from what is learnt.

Mean average precision and recall among the first five, every document counting the same. Bodies are compared by
function, across governments. Beside it the prior: the bodies most often given work, whatever the clause says.
"""

from collections import Counter
from statistics import mean

import pytest

from tests.support.labelled_documents import LABELLED_SEEDS, clauses_with_units
from tracker.domain.assignments import AssignmentRole
from tracker.domain.ngrams import plain
from tracker.domain.suggestions import AssignedClause, AssignedUnit, Suggester
from tracker.domain.unit_functions import body_key

pytestmark = pytest.mark.slow  # reads and learns every labelled document ten times


@pytest.fixture(scope="module")
def clauses():
    labelled = clauses_with_units()
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


def _wanted(clause):
    return {key for unit in clause.units if (key := body_key(unit.name))}


def _measure(clauses, learnt, rank):
    """Return (average precision, recall@5) over the clauses that name any comparable body."""
    precisions, recalls = [], []
    for clause in clauses:
        wanted, order = _wanted(clause), rank(learnt, clause)
        if not wanted:
            continue
        hits = [position for position, key in enumerate(order, 1) if key in wanted]
        precisions.append(sum(count / position for count, position in enumerate(hits, 1)) / len(wanted))
        recalls.append(len(wanted & set(order[:5])) / len(wanted))
    return mean(precisions), mean(recalls)


def _suggested(learnt, clause):
    names = [unit.name for unit in clause.units]
    title, body = plain(clause.title, names), plain(clause.body, names)
    return [suggestion.body for suggestion in learnt[0].suggest(title, body, count=999)]


def _usual(learnt, _clause):
    return [key for key, _ in Counter(key for clause in learnt[1] for key in _wanted(clause)).most_common()]


def _leave_one_out(clauses, rank):
    figures = []
    for document in sorted({clause.document_id for clause in clauses}):
        rest = [clause for clause in clauses if clause.document_id != document]
        own = [clause for clause in clauses if clause.document_id == document]
        figures.append(_measure(own, (Suggester(rest), rest), rank))
    return tuple(round(mean(column), 3) for column in zip(*figures, strict=True))


def test_suggestions_for_unseen_documents_are_twice_as_good_as_the_prior(clauses):
    (precision, recall), (usual_precision, usual_recall) = (_leave_one_out(clauses, r) for r in (_suggested, _usual))

    assert precision >= 0.65
    assert recall >= 0.68
    assert precision >= 2 * usual_precision
    assert recall >= 1.9 * usual_recall


def test_two_cities_with_papers_on_one_subject_teach_each_other(clauses):
    own = [clause for clause in clauses if clause.document_title in LABELLED_SEEDS]

    precision, recall = _leave_one_out(own, _suggested)

    assert precision >= 0.90
    assert recall >= 0.86
