"""Documents beside each other, from the tables."""

import pytest

from tests.factories import make_clause, make_document, saved
from tests.support.statements import counted_statements
from tracker.domain.parsing.model import GoalOperator
from tracker.domain.version_difference import ChangeKind
from tracker.models import Goal
from tracker.queries.clause_alignment import compared, difference, printed_title, side_by_side

LAND = ("强化土地保障", "盘活低效工业用地，亩均税收达到{}万元，保障园区用地。")
TALENT = ("引育高层次人才", "完善住房、子女教育等服务保障。")


def make_with_goal(value, *others):
    document = make_document()
    for text in others:
        make_clause(document, None, *text)
    clause = make_clause(document, None, LAND[0], LAND[1].format(value))
    start = document.text.index("亩均税收", clause.body_offset)
    goal = Goal(
        position=0, indicator="亩均税收", operator=GoalOperator.AT_LEAST, target_value=value,
        unit_of_measure="万元", target_year=2025, start_offset=start, end_offset=start + 10,
    )  # fmt: skip
    clause.goals.append(goal)
    saved(clause)
    return document


@pytest.fixture
def upper(db):
    return make_with_goal(42)


@pytest.fixture
def lower(db):
    return make_with_goal(45, TALENT)


def test_clauses_and_goals_of_two_documents_answer_to_each_other(upper, lower):
    beside = side_by_side(upper, lower)

    assert [(pair.first.title, pair.second.title) for pair in beside.clauses.pairs] == [(LAND[0], LAND[0])]
    assert [clause.title for clause in beside.clauses.only_second] == [TALENT[0]]
    (goals,) = beside.goals.pairs
    assert (goals.first.value, goals.second.value, goals.differs) == (42, 45, True)
    assert goals.second.sentence.endswith("亩均税收达到45万元")


def test_the_difference_of_two_versions(upper, lower):
    found = difference(upper, lower)

    assert [change.kind for change in found.changes] == [ChangeKind.ADDED, ChangeKind.CHANGED]
    assert [len(change.goals) for change in found.changes] == [0, 1]


@pytest.mark.parametrize("clauses", [1, 12])
def test_the_length_of_a_document_makes_no_more_statements(db, clauses):
    document = make_with_goal(45, *[(f"第{number}条", f"任务{number}。") for number in range(clauses)])

    with counted_statements() as statements:
        texts = compared([document.id])[document.id]

    assert len(texts.clauses) == clauses + 1
    assert len(statements) <= 3  # two, and the document read again


@pytest.mark.parametrize(
    ("title", "body", "printed"),
    [("土地", "盘活用地。", "土地"), ("盘活低效工业…", "盘活低效\n工业用地。", ""), ("盘活用地。", "盘活用地。", "")],
)
def test_the_opening_of_a_body_is_no_title(title, body, printed):
    assert printed_title(title, body) == printed
