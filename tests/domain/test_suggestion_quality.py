"""How good the suggestions are, each labelled document in turn kept from what is learnt.

The figures are those of `python -m tools.suggestion_quality`; the floors lie a little below what was measured.
"""

import pytest

from tests.support.labelled_documents import LABELLED_SEEDS, clauses_with_units
from tools.suggestion_quality import as_assigned, average, leave_one_out, suggested, usual

pytestmark = pytest.mark.slow  # reads and learns every labelled document ten times


@pytest.fixture(scope="module")
def clauses():
    return as_assigned(clauses_with_units())


def test_suggestions_for_unseen_documents_are_twice_as_good_as_the_prior(clauses):
    found, prior = average(leave_one_out(clauses, suggested)), average(leave_one_out(clauses, usual))

    assert found.precision >= 0.69
    assert found.recall >= 0.72
    assert found.precision >= 2 * prior.precision
    assert found.recall >= 2 * prior.recall


def test_two_cities_with_papers_on_one_subject_teach_each_other(clauses):
    own = [clause for clause in clauses if clause.document_title in LABELLED_SEEDS]

    found = average(leave_one_out(own, suggested))

    assert found.precision >= 0.90
    assert found.recall >= 0.86
