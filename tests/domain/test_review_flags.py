"""What a reviewer is told, and what stops a confirmation of many."""

import pytest

from tracker.domain.assignments import AssignmentRole
from tracker.domain.parsing.model import DueKind, Flag
from tracker.domain.review_flags import ReviewFlag, clause_flags, flag_label, needs_attention

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING


def flags(units, kept=(), is_task=True, lead_is_explicit=False, due_kind=DueKind.EXPLICIT):
    return clause_flags(kept, units, is_task=is_task, lead_is_explicit=lead_is_explicit, due_kind=due_kind)


@pytest.mark.parametrize(
    ("units", "lead_is_explicit", "wanted"),
    [
        ([], False, ["no_unit"]),
        ([(1, LEAD)], False, []),
        ([(1, LEAD), (2, SUPPORTING)], False, ["lead_default"]),
        ([(1, LEAD), (2, SUPPORTING)], True, []),
        ([(None, LEAD)], True, ["unit_unknown"]),
        ([(1, LEAD), (1, SUPPORTING)], True, ["unit_repeated"]),
        ([(1, SUPPORTING)], True, ["no_lead"]),
        ([(1, LEAD), (2, LEAD)], True, ["several_leads"]),
        ([(None, LEAD), (None, SUPPORTING)], True, ["unit_unknown"]),
    ],
)
def test_units_are_flagged(units, lead_is_explicit, wanted):
    assert flags(units, lead_is_explicit=lead_is_explicit) == wanted


def test_an_inferred_limit_is_flagged():
    assert flags([(1, LEAD)], due_kind=DueKind.INFERRED) == ["due_inferred"]


def test_a_clause_that_is_no_task_needs_no_unit_and_no_limit():
    assert flags([], kept=["missing_number", "no_unit"], is_task=False, due_kind=DueKind.INFERRED) == ["missing_number"]


def test_what_the_parser_saw_in_the_text_stays_and_what_was_put_right_goes():
    assert flags([(1, LEAD)], kept=["missing_number", "unit_unknown", "no_unit"]) == ["missing_number"]


@pytest.mark.parametrize("flag", [*Flag, *ReviewFlag])
def test_every_flag_has_its_word(flag):
    assert flag_label(flag.value) == flag.label


@pytest.mark.parametrize(
    ("values", "stops"),
    [
        ([], False),
        (["lead_default", "due_inferred"], False),
        (["title_given"], False),
        (["no_unit"], True),
        (["lead_default", "missing_number"], True),
    ],
)
def test_a_default_or_an_inference_is_a_note_and_everything_else_needs_a_person(values, stops):
    assert needs_attention(values) is stops
