"""One file that was sent becomes a document, a question to the person who sent it, or a sentence that says why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import safe_name
from tracker.domain.jurisdictions import guess_government, names_a_place
from tracker.models import PolicyDocument, Unit
from tracker.queries import documents, units
from tracker.queries.documents import ClauseCounts
from tracker.services import document_import, document_versions
from tracker.services.document_import import AlreadyImported, PreparedDocument
from tracker.web.access import current_viewer, signed_in_user
from tracker.web.files import file_store
from tracker.web.forms.document_uploads import ImportForm
from tracker.web.held_files import HeldFile, hold
from tracker.web.sent_files import SentFile


@dataclass(frozen=True)
class Question:
    """Whose paper is it? Asked where the issuer does not tell; the file waits under `held`."""

    held: str
    title: str | None
    issuing_authority: str | None
    usual_id: int


@dataclass(frozen=True)
class Outcome:
    """What became of one file: exactly one of document, question and refusal."""

    filename: str
    document: PolicyDocument | None = None
    is_known: bool = False
    counts: ClauseCounts | None = None
    size: int = 0
    question: Question | None = None
    refusal: str | None = None


def take_in(sent: SentFile, form: ImportForm) -> Outcome:
    """Read and import one file as the form says; nothing is raised that a rule refuses."""
    name, data = safe_name(sent[0]), sent[1]
    if isinstance(data, RuleViolation):
        return Outcome(name, refusal=str(data))
    try:
        prepared = document_import.prepare(data, name)  # outside any transaction: reading takes time
        government = _government(form, prepared)
        if government is None:
            return Outcome(name, size=len(data), question=_question(prepared, form))
        return _outcome(name, _import(form, prepared, government))
    except AlreadyImported as known:
        return _outcome(name, known.document, is_known=True)
    except RuleViolation as refusal:
        return Outcome(name, refusal=str(refusal))


def _import(form: ImportForm, prepared: PreparedDocument, government: Unit) -> PolicyDocument:
    earlier = form.earlier
    with transaction(*([earlier] if earlier else [])):
        document = document_import.import_document(
            prepared,
            government=government,
            store=file_store(),
            title=form.given_title,
            actor=signed_in_user(),
            now=clock.now(),
            today=clock.today(),
        )
        if earlier:
            document_versions.supersede(document, earlier, actor=signed_in_user(), now=clock.now())
    return document


def _government(form: ImportForm, prepared: PreparedDocument) -> Unit | None:
    """The earlier version's, the one chosen, or the one that issued the paper; None where that is open.

    An office of one place takes what names no place for its own.
    """
    if form.earlier:
        return form.earlier.jurisdiction
    allowed = units.governments(current_viewer().office_government_ids)
    parsed, names = prepared.parsed, units.government_names([unit.id for unit in allowed])
    wanted = form.chosen_government_id or guess_government(
        parsed.issuing_authority, parsed.title, parsed.document_number, names
    )
    if wanted is None and len(allowed) == 1 and not names_a_place(parsed.issuing_authority):
        return allowed[0]
    return next((unit for unit in allowed if unit.id == wanted), None)


def _question(prepared: PreparedDocument, form: ImportForm) -> Question:
    actor = signed_in_user()
    return Question(
        held=hold(HeldFile(prepared.filename, prepared.data), actor.id),
        title=prepared.parsed.title or form.given_title,
        issuing_authority=prepared.parsed.issuing_authority,
        usual_id=_usual_government_id(units.governments(current_viewer().office_government_ids)),
    )


def _usual_government_id(allowed: Sequence[Unit]) -> int:
    home = signed_in_user().home_unit
    own = home.jurisdiction_id if home else None
    return next((unit.id for unit in allowed if unit.id == own), allowed[0].id)


def _outcome(name: str, document: PolicyDocument, *, is_known: bool = False) -> Outcome:
    size = file_store().size(document.source_sha256)
    return Outcome(name, document, is_known, documents.clause_counts(document), size)
