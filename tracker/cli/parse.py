"""`flask parse`: policy documents → one JSON file each, without storing anything."""

import json
from pathlib import Path

import click

from tracker.adapters.document_reader import read_document
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing import ParsedDocument, parse_document
from tracker.domain.parsing.as_json import to_json


@click.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--json",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the readings, one JSON file for each FILE, named after it; made where it is missing.",
)
def parse(files: tuple[Path, ...], folder: Path | None) -> None:
    """Read policy documents (.txt, .docx, .pdf, .html …) and print what was found; nothing is stored.

    With --json, the clauses go to files: title, units, limits and goals, each with the place in the text it came from.
    """
    unread = []
    for file in files:
        try:
            document = parse_document(read_document(file.read_bytes(), file.name).text)
        except RuleViolation as refusal:
            unread.append(file)
            click.echo(f"{file.name}：{refusal}", err=True)
            continue
        click.echo(f"{file.name}：{summary(document)}")
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / f"{file.stem}.json", document)
    if unread:
        raise click.exceptions.Exit(1)


def summary(document: ParsedDocument) -> str:
    """Return one line that says what was found in a document."""
    with_units = [clause for clause in document.clauses if clause.units]
    pairs = sum(len(clause.units) for clause in with_units)
    flags = "、".join(flag.label for flag in document.flags)
    return (
        f"《{document.title or '无标题'}》章节 {len(document.sections)}，条款 {len(document.clauses)}，"
        f"有责任单位 {len(with_units)}，条款与单位 {pairs} 对{f'；{flags}' if flags else ''}。"
    )


def _write(path: Path, document: ParsedDocument) -> None:
    path.write_text(json.dumps(to_json(document), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


commands: list[click.Command] = [parse]
