"""Changing what a clause is made of: splitting it, joining it with the next one, and its place in the order.

Together the clauses cover the same words of the document before and after; offsets are never guessed.
"""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseAction, ClauseStatus
from tracker.domain.clause_splitting import add_edge, remove_edge
from tracker.domain.errors import RuleViolation
from tracker.domain.numerals import to_chinese
from tracker.domain.parsing.model import DueKind
from tracker.models import Clause, ClauseUnit, User, VersionDecision
from tracker.queries import clauses as clause_queries
from tracker.services import audit
from tracker.services.clause_review import begin, check_version, touch
from tracker.services.document_import import opening


def split(clause: Clause, offset: int, *, version: int, actor: User, now: datetime) -> Clause:
    """Cut the clause at a place of the document's text and return the new one, which begins there.

    Units, goals and the limit go with the words they were read from. A part without units of its own is given those
    of the other: the mark stood for the whole clause. Raise RuleViolation where the place cuts through such words.
    """
    check_version(clause, version)
    begin(clause, ClauseAction.SPLIT)
    _check_place(clause, offset)
    _make_room(clause)
    text, end = clause.document.text, clause.end_offset
    later = Clause(
        document=clause.document,
        section_id=clause.section_id,
        position=clause.position + 1,
        path=[*clause.path, "2"],
        label=_next_label(clause),
        title=opening(text[offset:end]),
        start_offset=offset,
        end_offset=end,
        body_offset=offset,
        is_task=clause.is_task,
        status=ClauseStatus.PARSED,
        flags=[],
        lead_is_explicit=clause.lead_is_explicit,
        parsed={},
    )
    clause.end_offset = offset
    _part_limit(clause, later, offset)
    _part_goals(clause, later, offset)
    _part_units(clause, later, offset)
    db.session.add(later)
    clause.document.parts = add_edge(clause.document.parts, offset)
    for part in (clause, later):
        touch(part, actor, now)
    db.session.flush()
    audit.record(actor, ClauseAction.SPLIT, clause, now, labels=[clause.label, later.label])
    return later


def merge_with_next(clause: Clause, *, version: int, actor: User, now: datetime) -> None:
    """Make one clause of this one and the next; its title, label and lead stay. Of two limits the later counts.

    Raise RuleViolation where the next one is decided, belongs to another chapter, or other words stand between.
    """
    check_version(clause, version)
    begin(clause, ClauseAction.MERGE)
    following = clause_queries.clause_after(clause)
    if following is None:
        raise RuleViolation("这是最后一条，后面没有可以合并的条款。")
    begin(following, ClauseAction.MERGE)
    _check_neighbours(clause, following)
    start, edge, end = clause.start_offset, following.start_offset, following.end_offset
    clause.document.parts = remove_edge(clause.document.parts, edge, start, end)
    clause.end_offset = end
    clause.is_task = clause.is_task or following.is_task
    clause.flags = list(dict.fromkeys([*clause.flags, *following.flags]))
    clause.parsed = {**clause.parsed, "merged": [*clause.parsed.get("merged", []), following.parsed]}
    _join_limits(clause, following)
    _join_units(clause, following)
    for goal in list(following.goals):
        goal.clause, goal.position = clause, len(clause.goals)
    touch(clause, actor, now)
    audit.record(actor, ClauseAction.MERGE, clause, now, labels=[clause.label, following.label])
    db.session.flush()
    db.session.expire(following, ["goals", "units"])
    db.session.delete(following)


def move(clause: Clause, *, down: bool, version: int, actor: User, now: datetime) -> None:
    """Change places with the clause before or after it in its chapter; raise RuleViolation where there is none."""
    check_version(clause, version)
    begin(clause, ClauseAction.MOVE)
    other = clause_queries.clause_after(clause) if down else clause_queries.clause_before(clause)
    if other is None or other.section_id != clause.section_id:
        raise RuleViolation("已经到了本章的边上，不能再移动。")
    places = clause.position, other.position
    other.position = -other.position  # out of the way: two may not share a place even for a moment
    db.session.flush()
    clause.position = places[1]
    db.session.flush()
    other.position = places[0]
    audit.record(actor, ClauseAction.MOVE, clause, now, labels=[clause.label, other.label])


def _check_place(clause: Clause, offset: int) -> None:
    text = clause.document.text
    if not clause.body_offset < offset < clause.end_offset:
        raise RuleViolation("拆分的位置不在这一条的正文之内。")
    if not text[clause.body_offset : offset].strip() or not text[offset : clause.end_offset].strip():
        raise RuleViolation("拆分后有一部分没有文字，请另选位置。")
    spans: list[tuple[int | None, int | None]] = [(clause.due_start_offset, clause.due_end_offset)]
    spans += [(row.start_offset, row.end_offset) for row in clause.units]
    spans += [(goal.start_offset, goal.end_offset) for goal in clause.goals]
    if any(start < offset < end for start, end in spans if start is not None and end is not None):
        raise RuleViolation("这个位置在单位名称、时限或目标的中间，请另选位置。")


def _make_room(clause: Clause) -> None:
    """Give every later clause of the document the next higher place, by way of negative numbers."""
    own = Clause.document_id == clause.document_id
    for condition, place in (
        (Clause.position > clause.position, -Clause.position - 1),
        (Clause.position < 0, -Clause.position),
    ):
        db.session.execute(
            sa.update(Clause).where(own, condition).values(position=place),
            execution_options={"synchronize_session": "fetch"},
        )


def _next_label(clause: Clause) -> str:
    """（三）→ （三）之二; where that is taken, 之三 and on."""
    base = clause.label.partition("之")[0]
    taken = set(db.session.scalars(sa.select(Clause.label).where(Clause.document_id == clause.document_id)))
    number = 2
    while f"{base}之{to_chinese(number)}" in taken:
        number += 1
    return f"{base}之{to_chinese(number)}"


def _part_limit(clause: Clause, later: Clause, offset: int) -> None:
    fields = ("due_kind", "due_on", "due_phrase", "due_start_offset", "due_end_offset")
    for name in fields:
        setattr(later, name, getattr(clause, name))
    if clause.due_start_offset is None:
        return
    without = clause if clause.due_start_offset >= offset else later
    year = clause.document.goal_year
    without.due_kind = DueKind.INFERRED if year else DueKind.NONE
    without.due_on = date(year, 12, 31) if year else None
    without.due_phrase = without.due_start_offset = without.due_end_offset = None


def _part_goals(clause: Clause, later: Clause, offset: int) -> None:
    for goal in [goal for goal in clause.goals if goal.start_offset >= offset]:
        clause.goals.remove(goal)
        later.goals.append(goal)
    for part in (clause, later):
        for place, goal in enumerate(part.goals):
            goal.position = place


def _part_units(clause: Clause, later: Clause, offset: int) -> None:
    rows = list(clause.units)
    after = [row for row in rows if row.start_offset is not None and row.start_offset >= offset]
    before = [row for row in rows if row not in after]
    clause.units = before or _copies(after)
    later.units = after or _copies(before)
    for part in (clause, later):
        for place, row in enumerate(part.units):
            row.position = place


def _copies(rows: Sequence[ClauseUnit]) -> list[ClauseUnit]:
    return [ClauseUnit(printed_name=row.printed_name, unit_id=row.unit_id, role=row.role) for row in rows]


def _check_neighbours(clause: Clause, following: Clause) -> None:
    if following.section_id != clause.section_id:
        raise RuleViolation("下一条属于另一章，不能合并。")
    between = clause.document.text[clause.end_offset : following.start_offset]
    if following.start_offset < clause.end_offset or between.strip():
        raise RuleViolation("两条的原文不相连，不能合并。")
    decided = sa.select(VersionDecision.id).where(
        sa.or_(VersionDecision.new_clause_id == following.id, VersionDecision.old_clause_id == following.id)
    )
    if db.session.scalars(decided.limit(1)).first():
        raise RuleViolation("下一条已有新旧版本的处置，不能合并。")


def _join_limits(clause: Clause, following: Clause) -> None:
    if following.due_kind is not DueKind.EXPLICIT:
        return
    if clause.due_kind is DueKind.EXPLICIT and (clause.due_on or date.min) >= (following.due_on or date.min):
        return
    for name in ("due_kind", "due_on", "due_phrase", "due_start_offset", "due_end_offset"):
        setattr(clause, name, getattr(following, name))


def _join_units(clause: Clause, following: Clause) -> None:
    known = {row.unit_id or row.printed_name for row in clause.units}
    has_lead = any(row.role is AssignmentRole.LEAD for row in clause.units)
    for row in list(following.units):
        if (row.unit_id or row.printed_name) in known:
            continue
        row.clause, row.position = clause, len(clause.units)
        if has_lead:
            row.role = AssignmentRole.SUPPORTING
        known.add(row.unit_id or row.printed_name)
