"""Clauses and goals of documents as they are compared, and what comparing them gives."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_alignment import Alignment, ComparedClause, align
from tracker.domain.goal_comparison import ComparedGoal, GoalComparison, compare_goals
from tracker.domain.goal_words import printed_bound
from tracker.domain.version_difference import VersionDifference, compare_versions
from tracker.models import Clause, Goal, PolicyDocument

SENTENCE_BEFORE = 24  # characters before a goal's words that tell what it is about
_NOT_A_TITLE = "…"  # ends the opening words that stand for a title the clause does not have


@dataclass(frozen=True)
class Compared:
    """The clauses of a document, in order, its goals, and where each clause stands in it (by the clause's id)."""

    clauses: tuple[ComparedClause, ...]
    goals: tuple[ComparedGoal, ...]
    positions: dict[int, int]


@dataclass(frozen=True)
class SideBySide:
    """Two documents beside each other: which clauses answer to each other, and which goals are the same indicator.

    `positions` tells where each clause of either stands in its document, by the clause's id.
    """

    clauses: Alignment
    goals: GoalComparison
    positions: dict[int, int]


def compared(document_ids: Collection[int]) -> dict[int, Compared]:
    """Return what these documents are compared by: two statements, whatever their length."""
    length = Clause.end_offset - Clause.body_offset
    rows = db.session.execute(
        sa.select(
            Clause.id,
            Clause.document_id,
            Clause.position,
            Clause.label,
            Clause.title,
            sa.func.substr(PolicyDocument.text, Clause.body_offset + 1, length).label("body"),
        )
        .join(Clause.document)
        .where(Clause.document_id.in_(document_ids))
        .order_by(Clause.position)
    ).all()
    start = sa.case((Goal.start_offset > SENTENCE_BEFORE, Goal.start_offset - SENTENCE_BEFORE), else_=0)
    goals = db.session.execute(
        sa.select(
            Goal,
            Clause.document_id,
            sa.func.substr(PolicyDocument.text, start + 1, Goal.end_offset - start).label("words"),
        )
        .join(Goal.clause)
        .join(Clause.document)
        .where(Clause.document_id.in_(document_ids))
        .order_by(Clause.position, Goal.position)
    ).all()
    return {
        id_: Compared(
            tuple(
                ComparedClause(row.id, row.label, printed_title(row.title, row.body), row.body)
                for row in rows
                if row.document_id == id_
            ),
            tuple(_compared_goal(row.Goal, row.words) for row in goals if row.document_id == id_),
            {row.id: row.position for row in rows if row.document_id == id_},
        )
        for id_ in document_ids
    }


def side_by_side(upper: PolicyDocument, lower: PolicyDocument) -> SideBySide:
    """Return a parent (上位文件) beside the document that carries it out."""
    texts = compared([upper.id, lower.id])
    first, second = texts[upper.id], texts[lower.id]
    return SideBySide(
        _align(first.clauses, second.clauses),
        compare_goals(first.goals, second.goals),
        first.positions | second.positions,
    )


def difference(earlier: PolicyDocument, document: PolicyDocument) -> VersionDifference:
    """Return what the document changes against its earlier version."""
    texts = compared([earlier.id, document.id])
    old, new = texts[earlier.id], texts[document.id]
    return _compare(old.clauses, new.clauses, old.goals, new.goals)


def printed_title(title: str, body: str) -> str:
    """Return the title, "" where it is only the opening of the body."""
    is_opening = "".join(body.split()).startswith(title.removesuffix(_NOT_A_TITLE))
    return "" if is_opening else title


#: What was asked a moment ago is asked again by the next click; equal texts give equal answers.
_align = lru_cache(maxsize=16)(align)
_compare = lru_cache(maxsize=16)(compare_versions)


def _compared_goal(goal: Goal, words: str) -> ComparedGoal:
    return ComparedGoal(
        reference=goal.id,
        clause=goal.clause_id,
        indicator=goal.indicator,
        operator=goal.operator,
        value=goal.target_value,
        unit_of_measure=goal.unit_of_measure,
        target_year=goal.target_year,
        upper_value=goal.upper_value,
        is_rank=goal.is_rank,
        sentence=words.replace("\n", ""),
        bound=printed_bound(goal.operator, words[: len(words) - (goal.end_offset - goal.start_offset)]),
    )
