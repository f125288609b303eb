"""`flask import-document`: a policy document from a file."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from tracker import clock
from tracker.cli.settings import file_store
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.jurisdictions import guess_government
from tracker.models import PolicyDocument, Unit, User
from tracker.queries import documents as document_queries
from tracker.queries import units as unit_queries
from tracker.services import document_import
from tracker.services.document_import import PreparedDocument


@click.command("import-document")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--government", "government_name", help="Whose paper it is, such as 台州市; default: as its issuer says.")
@click.option("--title", help="Title for a document that has none in its text.")
@with_appcontext
def import_document(file: Path, government_name: str | None, title: str | None) -> None:
    """Read FILE (.txt, .docx, .pdf, .html …) and store it with its clauses, ready for review in the product.

    Prints what was found. The same file a second time is refused.
    """
    try:
        document = import_file(file, government_name, title=title)
    except RuleViolation as refusal:
        raise click.ClickException(str(refusal)) from None
    counts = document_queries.clause_counts(document)
    click.echo(
        f"《{document.title}》已导入{document.jurisdiction.name}：条款 {counts.clauses} 条，其中任务 "
        f"{counts.tasks} 条，责任 {counts.units} 项，需要人工核对 {counts.flagged} 条。"
    )


def import_file(
    file: Path,
    government_name: str | None,
    *,
    title: str | None = None,
    actor: User | None = None,
    is_demonstration: bool = False,
) -> PolicyDocument:
    """Import a file and return the document; raise RuleViolation where it cannot be read or was imported before."""
    prepared = document_import.prepare(file.read_bytes(), file.name)
    with transaction():
        return document_import.import_document(
            prepared,
            government=_government(government_name, prepared),
            store=file_store(),
            title=title,
            is_demonstration=is_demonstration,
            actor=actor,
            now=clock.now(),
            today=clock.today(),
        )


def _government(name: str | None, prepared: PreparedDocument) -> Unit:
    if name:
        found = unit_queries.government_named(name)
    else:
        parsed = prepared.parsed
        guess = guess_government(
            parsed.issuing_authority, parsed.title, parsed.document_number, unit_queries.government_names()
        )
        found = next(iter(unit_queries.governments([guess])), None) if guess else None
    if found is None:
        raise RuleViolation(
            f"没有名为“{name}”的政府。" if name else "看不出是哪一级政府的文件，请用 --government 指明。"
        )
    return found


commands = [import_document]
