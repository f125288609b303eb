"""Policy documents, their chapters and clauses."""

from datetime import date

import sqlalchemy as sa

from tests.factories.bodies import EARLIER, the_government
from tests.factories.keeping import saved, serial
from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.parsing.model import DueKind
from tracker.models import Clause, ClauseUnit, PolicyDocument, Section, Unit

START_ON = date(2026, 1, 1)
DUE_ON = date(2026, 12, 31)


def make_document(
    title: str = "关于加快高新技术产业开发区高质量发展的实施意见",
    government: Unit | None = None,
    status: DocumentStatus = DocumentStatus.ISSUED,
    document_number: str | None = "试政发〔2026〕1号",
    goal_year: int | None = 2027,
    is_backlog: bool = False,
) -> PolicyDocument:
    government = government or the_government()
    number = next(serial)
    document = PolicyDocument(
        jurisdiction=government,
        title=title,
        document_number=document_number,
        issuing_authority=government.full_name,
        signed_on=START_ON,
        goal_year=goal_year,
        is_backlog=is_backlog,
        status=status,
        text=f"{title}\n",
        parts=[],
        spans={},
        flags=[],
        references=[],
        source_sha256=f"{number:064x}",
        source_filename=f"文件{number}.txt",
        source_format="txt",
        source_warnings=[],
        imported_at=EARLIER,
    )
    return saved(document)


def make_section(document: PolicyDocument | None = None, title: str = "重点任务") -> Section:
    document = document or make_document()
    position = len(document.sections)
    heading = f"{'一二三四五六七八九十'[position]}、{title}\n"
    start, end = _written(document, heading)
    label = heading[:1]
    return saved(
        Section(
            document=document, position=position, label=label, number=position + 1, title=title,
            start_offset=start, end_offset=end, flags=[],
        )
    )  # fmt: skip


def make_clause(
    document: PolicyDocument | None = None,
    section: Section | None = None,
    title: str | None = None,
    body: str = "推动规模以上工业企业研发机构全覆盖，研发投入占比逐年提高。",
    due_on: date | None = DUE_ON,
    due_kind: DueKind = DueKind.INFERRED,
    status: ClauseStatus = ClauseStatus.CONFIRMED,
    units: tuple[tuple[str, Unit | None, AssignmentRole], ...] = (),
    flags: tuple[str, ...] = (),
    is_task: bool = True,
) -> Clause:
    """Make a clause whose words really stand in its document's text, at the end.

    `units` are rows of (printed name, the unit that is meant or None, role).
    """
    document = document or (section.document if section else make_document())
    position = _next_position(document)
    title = title or f"提升创新能力{position}"
    start, end = _written(document, f"{title}。{body}\n")
    clause = Clause(
        document=document,
        section=section,
        position=position,
        path=[str(position)],
        label=f"（{position}）",
        title=title,
        start_offset=start,
        end_offset=end,
        body_offset=start + len(title) + 1,
        is_task=is_task,
        status=status,
        flags=list(flags),
        due_kind=due_kind,
        due_on=due_on,
        due_phrase=None,
        parsed={},
        units=[
            ClauseUnit(
                position=place, printed_name=name, unit=unit, role=role, start_offset=start, end_offset=start + 1
            )
            for place, (name, unit, role) in enumerate(units)
        ],
    )
    return saved(clause)


def _written(document: PolicyDocument, text: str) -> tuple[int, int]:
    start = len(document.text)
    document.text += text
    return start, len(document.text)


def _next_position(document: PolicyDocument) -> int:
    highest = db.session.scalar(sa.select(sa.func.max(Clause.position)).where(Clause.document_id == document.id))
    return (highest or 0) + 1
