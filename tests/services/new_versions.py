"""A document and its confirmed new version, each clause with its task: what tests of versions arrange."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tests.conftest import NOW, TODAY
from tests.factories import make_clause, make_document, make_task, saved
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.document_versions import VersionChoice
from tracker.domain.workflow import TaskStatus
from tracker.models import Clause, ClauseUnit, PolicyDocument, Unit, User
from tracker.queries.document_versions import VersionRow, version_desk
from tracker.services import document_versions
from tracker.services.version_tasks import VersionVerdict

BEFORE = ("亩均效益", "盘活低效工业用地，亩均税收达到42万元。")
AFTER = ("亩均效益", "盘活低效工业用地，亩均税收达到45万元。")
SAME = ("科创平台", "布局重点实验室、技术创新中心等科技创新载体，提升自主创新能力。")
REMOVED = ("人才服务", "引育高层次人才团队，完善住房、子女教育等服务保障措施。")


def with_units(clause: Clause, units: Sequence[Unit]) -> Clause:
    """Name these units in the clause, the first of them as lead."""
    clause.units.clear()
    for position, unit in enumerate(units):
        role = AssignmentRole.SUPPORTING if position else AssignmentRole.LEAD
        clause.units.append(ClauseUnit(position=position, printed_name=unit.name, unit=unit, role=role))
    return saved(clause)


def new_version(
    old_units: Sequence[Unit], new_units: Sequence[Unit], *, is_backlog: bool = False,
    new_limit: date = date(2026, 12, 31),
) -> PolicyDocument:  # fmt: skip
    """Make a document of three clauses and its confirmed new version: one changed, one the same, one gone."""
    earlier = make_document("关于高新区的意见", document_number="试政发〔2024〕1号")
    for text in (BEFORE, SAME, REMOVED):
        clause = with_units(make_clause(earlier, None, *text), old_units)
        make_task(clause=clause, lead=old_units[0], supporting=tuple(old_units[1:]), is_backlog=is_backlog)
    document = make_document("关于高新区的意见（修订）", status=DocumentStatus.CONFIRMED)
    document.supersedes = earlier
    for text in (AFTER, SAME):
        clause = with_units(make_clause(document, None, *text, due_on=new_limit), new_units)
        make_task(clause=clause, lead=new_units[0], status=TaskStatus.DRAFT, due_on=new_limit)
    return saved(document)


def row_of(document: PolicyDocument, title: str) -> VersionRow:
    """Return the change that concerns the clause of this title."""
    rows = version_desk(document, document.supersedes).rows
    (row,) = [row for row in rows if (row.old_clause or row.new_clause).title == title]
    return row


def decide(
    document: PolicyDocument, title: str, choice: VersionChoice, actor: User, *, now: datetime = NOW, **more: Any
) -> VersionRow:
    """Decide about the clause of this title as the desk would, and return its row as it stands then."""
    row = row_of(document, title)
    with transaction(document):
        verdict = VersionVerdict(choice, **more)
        document_versions.decide(document, *row.clause_ids, verdict, actor=actor, now=now, today=TODAY)
    return row_of(document, title)
