"""Splitting a clause, joining two, and changing their order; and taking each of it back."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_clause, make_section, make_unit, make_user
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing.model import DueKind
from tracker.domain.roles import Role
from tracker.models import Clause
from tracker.queries import clauses as clause_queries
from tracker.services import clause_review, clause_shapes, review_acts
from tracker.services.clause_review import ClauseChangedMeanwhile

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING
BODY = "建设平台，到2026年底建成。由市科技局负责。培育企业。"


def clause_of(document, *units, **more):
    return make_clause(document, status=ClauseStatus.PARSED, units=units, **more)


def tile(db, document, clauses):
    spans = [["clause", clause.start_offset, clause.end_offset] for clause in clauses]
    document.parts = [["title", 0, clauses[0].start_offset], *spans]
    db.session.commit()


def clauses_in(db, document):
    db.session.expire_all()
    return db.session.scalars(
        sa.select(Clause).where(Clause.document_id == document.id).order_by(Clause.position)
    ).all()


def facts(db, document):
    clauses = [
        (c.position, c.label, c.title, c.start_offset, c.end_offset, c.status, c.due_kind, c.due_on, c.flags, c.parsed,
         [(u.printed_name, u.unit_id, u.role) for u in c.units])
        for c in clauses_in(db, document)
    ]  # fmt: skip
    return clauses, document.parts


def place_of(clause, words):
    return clause.document.text.index(words, clause.start_offset)


def split(clause, words, actor):
    with transaction(clause), review_acts.undoable(clause.document, "拆分", reviewer=actor, now=NOW):
        return clause_shapes.split(clause, place_of(clause, words), version=clause.version, actor=actor, now=NOW)


def merge(clause, actor):
    with transaction(clause), review_acts.undoable(clause.document, "合并", reviewer=actor, now=NOW):
        clause_shapes.merge_with_next(clause, version=clause.version, actor=actor, now=NOW)


def undo(document, actor):
    with transaction(document):
        return review_acts.undo(document, actor=actor, now=NOW)


@pytest.fixture
def clause(db, document):
    science = make_unit("市科技局")
    clauses = [clause_of(document, ("市科技局", science, LEAD), body=BODY) for _ in range(3)]
    tile(db, document, clauses)
    return clauses[1]


def test_a_clause_is_cut_exactly_and_the_parts_still_tile(db, document, clause, actor):
    text = document.text[clause.start_offset : clause.end_offset]

    split(clause, "培育企业", actor)

    first, second = clauses_in(db, document)[1:3]
    assert [c.position for c in clauses_in(db, document)] == [1, 2, 3, 4]
    assert document.text[first.start_offset : first.end_offset] + "培育企业。\n" == text
    assert document.text[second.start_offset : second.end_offset] == "培育企业。\n"
    assert (second.label, second.title) == ("（2）之二", "培育企业。")
    assert "".join(document.text[start:end] for _, start, end in document.parts) == document.text


def test_units_stay_with_their_words_and_hold_for_a_part_without_any(db, document, clause, actor):
    clause.units[0].start_offset = place_of(clause, "市科技局")
    clause.units[0].end_offset = clause.units[0].start_offset + 4
    db.session.commit()

    split(clause, "由市科技局", actor)

    first, second = clauses_in(db, document)[1:3]
    assert [(u.unit.name, u.start_offset) for u in first.units] == [("市科技局", None)]
    assert [(u.unit.name, u.start_offset) for u in second.units] == [("市科技局", place_of(second, "市科技局"))]


def test_a_limit_stays_with_its_words_and_the_other_part_has_the_goal_year(db, document, clause, actor):
    clause.due_kind, clause.due_on = DueKind.EXPLICIT, date(2026, 12, 31)
    clause.due_start_offset = place_of(clause, "2026年底")
    clause.due_end_offset = clause.due_start_offset + 6
    db.session.commit()

    split(clause, "由市科技局", actor)

    limits = [(c.due_kind, c.due_on) for c in clauses_in(db, document)[1:3]]
    assert limits == [(DueKind.EXPLICIT, date(2026, 12, 31)), (DueKind.INFERRED, date(2027, 12, 31))]


@pytest.mark.parametrize("shift", [-100, 0, 1, 5000])
def test_a_place_outside_the_body_is_refused(clause, actor, shift):
    offset = clause.body_offset if shift == 0 else clause.start_offset + shift

    with pytest.raises(RuleViolation, match="不在这一条"), transaction(clause):
        clause_shapes.split(clause, offset, version=clause.version, actor=actor, now=NOW)


def test_a_place_inside_a_units_name_is_refused(db, clause, actor):
    clause.units[0].start_offset = place_of(clause, "市科技局")
    clause.units[0].end_offset = clause.units[0].start_offset + 4
    db.session.commit()

    with pytest.raises(RuleViolation, match="中间"), transaction(clause):
        clause_shapes.split(clause, place_of(clause, "科技局负责"), version=clause.version, actor=actor, now=NOW)


def test_a_clause_split_twice_has_three_labels(db, document, clause, actor):
    split(clause, "培育企业", actor)
    split(clause, "由市科技局", actor)

    assert [c.label for c in clauses_in(db, document)] == ["（1）", "（2）", "（2）之三", "（2）之二", "（3）"]


def test_two_clauses_become_one_with_the_units_of_both(db, document, clause, actor):
    following = clauses_in(db, document)[2]
    finance = make_unit("市财政局")
    with transaction(following):
        values = clause_review.ClauseValues("另一", True, ((finance.id, LEAD),), DueKind.EXPLICIT, date(2027, 6, 30))
        clause_review.amend(following, values, version=following.version, actor=actor, now=NOW)

    merge(clause, actor)

    first, second = clauses_in(db, document)
    assert second.end_offset == len(document.text)
    assert [(u.unit.name, u.role) for u in second.units] == [("市科技局", LEAD), ("市财政局", SUPPORTING)]
    assert (second.due_kind, second.due_on) == (DueKind.EXPLICIT, date(2027, 6, 30))
    assert [part[0] for part in document.parts] == ["title", "clause", "clause"]
    assert "".join(document.text[start:end] for _, start, end in document.parts) == document.text
    assert first.end_offset == second.start_offset


def test_nothing_is_merged_over_the_edge_of_a_chapter_or_at_the_end(document, clause, actor):
    last = clause_of(document, section=make_section(document))

    for one, sentence in ((last, "最后一条"), (clause_queries.clause_before(last), "另一章")):
        with pytest.raises(RuleViolation, match=sentence):
            merge(one, actor)


def test_a_decided_neighbour_is_not_merged(db, document, clause, actor):
    clauses_in(db, document)[2].status = ClauseStatus.CONFIRMED
    db.session.commit()

    with pytest.raises(RuleViolation, match="已确认"):
        merge(clause, actor)


def test_what_was_split_and_merged_again_covers_the_same_words(db, document, clause, actor):
    start, end, parts = clause.start_offset, clause.end_offset, document.parts

    split(clause, "培育企业", actor)
    merge(clause, actor)

    assert (clause.start_offset, clause.end_offset, document.parts) == (start, end, parts)
    assert len(clauses_in(db, document)) == 3


def test_a_clause_changes_places_with_its_neighbour(db, document, clause, actor):
    with transaction(clause):
        clause_shapes.move(clause, down=True, version=clause.version, actor=actor, now=NOW)

    assert [c.label for c in clauses_in(db, document)] == ["（1）", "（3）", "（2）"]


def test_the_last_clause_cannot_move_down(db, document, clause, actor):
    last = clauses_in(db, document)[2]

    with pytest.raises(RuleViolation, match="边上"), transaction(last):
        clause_shapes.move(last, down=True, version=last.version, actor=actor, now=NOW)


def test_a_stale_form_neither_splits_nor_merges_nor_moves(clause, actor):
    stale = {"version": clause.version - 1, "actor": actor, "now": NOW}

    with pytest.raises(ClauseChangedMeanwhile):
        clause_shapes.split(clause, clause.end_offset - 2, **stale)
    with pytest.raises(ClauseChangedMeanwhile):
        clause_shapes.merge_with_next(clause, **stale)
    with pytest.raises(ClauseChangedMeanwhile):
        clause_shapes.move(clause, down=True, **stale)


def test_acts_are_taken_back_one_after_the_other_to_the_very_same_state(db, document, clause, actor):
    states = [facts(db, document)]
    acts = [
        lambda: split(clause, "培育企业", actor),
        lambda: split(clause, "由市科技局", actor),
        lambda: merge(clauses_in(db, document)[0], actor),
        lambda: merge(clauses_in(db, document)[0], actor),
    ]
    for act in acts:
        act()
        states.append(facts(db, document))

    words = []
    while len(states) > 1:
        states.pop()
        words.append(undo(document, actor))
        assert facts(db, document) == states[-1]

    assert words == ["合并", "合并", "拆分", "拆分"]
    with pytest.raises(RuleViolation, match="没有可以撤销"):
        undo(document, actor)


def test_what_somebody_else_changed_since_is_not_taken_back(db, document, clause, actor):
    colleague = make_user(Role.SUPERVISOR)
    split(clause, "培育企业", actor)
    with transaction(clause):
        clause_review.confirm(clause, actor=colleague, now=NOW)

    with pytest.raises(RuleViolation, match="又被修改过"):
        undo(document, actor)
    with pytest.raises(RuleViolation, match="没有可以撤销"):
        undo(document, colleague)

    assert clause.status is ClauseStatus.CONFIRMED


def test_nothing_is_taken_back_once_the_document_has_left_review(db, document, clause, actor):
    split(clause, "培育企业", actor)
    document.status = DocumentStatus.CONFIRMED
    db.session.commit()

    with pytest.raises(RuleViolation, match="已确认"):
        undo(document, actor)
