"""From a file to a document with clauses that wait for review."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from tracker.adapters.document_reader import ReadDocument, read_document
from tracker.adapters.file_store import FileStore
from tracker.db import db
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import safe_name
from tracker.domain.ledgers import ledger_rows
from tracker.domain.parsing import ParsedDocument, parse_document
from tracker.domain.parsing.as_json import to_json
from tracker.domain.parsing.model import ParsedClause, ParsedSection, ParsedUnit
from tracker.domain.review_flags import ReviewFlag, clause_flags, parsed_clause_flags
from tracker.domain.unit_names import NameRegistry
from tracker.models import Clause, ClauseUnit, Goal, PolicyDocument, Section, Unit, User
from tracker.queries.units import name_registry
from tracker.services import audit

_AFTER_LABEL = "\N{IDEOGRAPHIC COMMA}.\N{FULLWIDTH FULL STOP} "
OPENING_LENGTH = 24  # characters that stand for a title that a clause does not have


class AlreadyImported(RuleViolation):
    """The same file is in the system under the same government, not withdrawn; `document` is it."""

    def __init__(self, document: PolicyDocument) -> None:
        super().__init__(f"这份文件已导入：《{document.title}》。")
        self.document = document


@dataclass(frozen=True)
class PreparedDocument:
    """A file that has been read and parsed, not stored yet. Reading takes time and needs no database."""

    data: bytes
    filename: str
    source: ReadDocument
    parsed: ParsedDocument


def prepare(data: bytes, filename: str) -> PreparedDocument:
    """Return the reading of a file; raise UnreadableDocument with a sentence for the user. Keep out of transactions.

    Of the name, which the sender chooses, only what is fit for a header and a folder is kept.
    """
    filename = safe_name(filename)
    source = read_document(data, filename)
    return PreparedDocument(data, filename, source, parse_document(source.text))


def import_document(
    prepared: PreparedDocument,
    *,
    government: Unit,
    store: FileStore,
    title: str | None = None,
    is_demonstration: bool = False,
    actor: User | None,
    now: datetime,
    today: date,
) -> PolicyDocument:
    """Store the file, its text and every clause read from it; return the document, in review.

    `title` stands in for one that the text lacks. Raise AlreadyImported for the same bytes a second time,
    unless the first document was withdrawn; what comes with the demonstration comes once. A goal year before `today`
    makes the document backlog (存量).
    """
    digest = store.put(prepared.data)
    if known := same_file(government, digest, also_withdrawn=is_demonstration):
        raise AlreadyImported(known)
    document = _document(prepared, government, digest, title, today)
    document.is_demonstration = is_demonstration
    document.imported_by, document.imported_at = actor, now
    db.session.add(document)
    sections = [_section(document, position, s) for position, s in enumerate(prepared.parsed.sections, start=1)]
    names = name_registry(government)
    readings = to_json(prepared.parsed)["clauses"]
    cells = ledger_rows(prepared.parsed.text)
    previous = None
    for position, (clause, reading) in enumerate(zip(prepared.parsed.clauses, readings, strict=True), start=1):
        section = None if clause.section_index is None else sections[clause.section_index]
        if clause.start in cells:
            reading["ledger"] = cells[clause.start]
        row = _clause(document, section, position, clause, reading, names, today)
        if section is not None and section is not previous:
            row.flags = list(
                dict.fromkeys([*row.flags, *section.flags])
            )  # the heading is looked at with its first clause
        db.session.add(row)
        previous = section
    audit.record(
        actor, "import_document", document, now,
        filename=prepared.filename, sha256=digest, government=government.full_name, clauses=len(readings),
    )  # fmt: skip
    return document


def same_file(government: Unit, digest: str, *, also_withdrawn: bool = False) -> PolicyDocument | None:
    """Return the document of this government that came from the very same bytes, or None.

    One that was withdrawn does not count, unless it is asked for as well.
    """
    query = sa.select(PolicyDocument).where(
        PolicyDocument.jurisdiction_id == government.id, PolicyDocument.source_sha256 == digest
    )
    if not also_withdrawn:
        query = query.where(PolicyDocument.status != DocumentStatus.WITHDRAWN)
    return db.session.scalar(query.order_by(PolicyDocument.id.desc()).limit(1))


def _document(
    prepared: PreparedDocument, government: Unit, digest: str, title: str | None, today: date
) -> PolicyDocument:
    parsed, source = prepared.parsed, prepared.source
    values = to_json(parsed)
    is_backlog = parsed.goal_year is not None and parsed.goal_year < today.year
    flags = [flag.value for flag in parsed.flags]
    if is_backlog:
        flags.append(ReviewFlag.GOAL_YEAR_PAST.value)
    if title and not parsed.title:
        flags.append(ReviewFlag.TITLE_GIVEN.value)
    return PolicyDocument(
        jurisdiction=government,
        title=parsed.title or title or prepared.filename,
        document_number=parsed.document_number,
        issuing_authority=parsed.issuing_authority,
        signed_on=parsed.signed_on,
        published_on=parsed.published_on,
        effective_on=parsed.effective_on,
        goal_year=parsed.goal_year,
        is_backlog=is_backlog,
        status=DocumentStatus.IN_REVIEW,
        text=parsed.text,
        parts=[[part["kind"], part["start"], part["end"]] for part in values["parts"]],
        spans=values["spans"],
        flags=flags,
        references=values["references"],
        source_sha256=digest,
        source_filename=prepared.filename,
        source_format=source.format,
        source_warnings=list(source.warnings),
    )


def _section(document: PolicyDocument, position: int, section: ParsedSection) -> Section:
    title = section.title or ""
    if section.label and title.startswith(section.label):
        title = title.removeprefix(section.label).lstrip(_AFTER_LABEL)
    row = Section(
        document=document,
        position=position,
        label=section.label,
        number=section.number,
        title=title,
        start_offset=section.start,
        end_offset=section.end,
        flags=[flag.value for flag in section.flags],
    )
    db.session.add(row)
    return row


def _clause(
    document: PolicyDocument,
    section: Section | None,
    position: int,
    clause: ParsedClause,
    reading: dict[str, Any],
    names: NameRegistry,
    today: date,
) -> Clause:
    printed_on = document.signed_on or today
    units = [
        _unit(place, unit, names.resolve(unit.name, printed_on=printed_on, today=today))
        for place, unit in enumerate(clause.units)
    ]
    return Clause(
        document=document,
        section=section,
        position=position,
        path=list(clause.path),
        label=clause.label,
        title=clause.title or opening(clause.body),
        start_offset=clause.start,
        end_offset=clause.end,
        body_offset=clause.body_start,
        is_task=clause.is_task,
        status=ClauseStatus.PARSED,
        flags=clause_flags(
            parsed_clause_flags(clause),
            [(unit.unit_id, unit.role) for unit in units],
            is_task=clause.is_task,
            lead_is_explicit=clause.lead_is_explicit,
            due_kind=clause.due_kind,
        ),
        lead_is_explicit=clause.lead_is_explicit,
        due_kind=clause.due_kind,
        due_on=clause.due_on,
        due_phrase=clause.due_phrase,
        due_start_offset=clause.due_start,
        due_end_offset=clause.due_end,
        parsed=reading,
        units=units,
        goals=_goals(clause),
    )


def _unit(position: int, unit: ParsedUnit, unit_id: int | None) -> ClauseUnit:
    return ClauseUnit(
        position=position,
        printed_name=unit.name,
        unit_id=unit_id,
        role=unit.role,
        start_offset=unit.start,
        end_offset=unit.end,
    )


def _goals(clause: ParsedClause) -> list[Goal]:
    return [
        Goal(
            position=place,
            indicator=goal.indicator,
            operator=goal.operator,
            target_value=float(goal.value),
            upper_value=None if goal.upper_value is None else float(goal.upper_value),
            is_best_effort=goal.is_best_effort,
            is_rank=goal.is_rank,
            unit_of_measure=goal.unit_of_measure,
            target_year=goal.target_year,
            scope=goal.scope,
            start_offset=goal.start,
            end_offset=goal.end,
        )
        for place, goal in enumerate(clause.goals)
    ]


def opening(body: str) -> str:
    """Return the first words of a clause, as its title where it has none."""
    words = "".join(body.split())
    return words if len(words) <= OPENING_LENGTH else words[: OPENING_LENGTH - 1] + "…"
