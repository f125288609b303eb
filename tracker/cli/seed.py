"""`flask seed`: what an installation begins with."""

from pathlib import Path
from typing import Any

import click
import yaml
from flask.cli import with_appcontext

from tracker import clock
from tracker.cli.import_document import import_file
from tracker.cli.settings import extension, setting
from tracker.db import transaction
from tracker.queries import people
from tracker.services import seeding
from tracker.services.document_import import AlreadyImported


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Load seed/: units with their names, and the calendar of working days. Repeating it changes nothing.

    With DEMO=1 also the demonstration's people and, where seed/ has a history.yaml, its documents through the real
    importer and its made-up months; without one it begins empty.
    """
    folder, now = Path(setting("SEED_DIR")), clock.now()
    with transaction():
        new_units = seeding.load_units(_read(folder / "units.yaml"), now=now)
        days = seeding.load_holidays(_read(folder / "holidays.yaml"))
    click.echo(f"单位：新增 {new_units} 个；日历：{days} 天。")
    if not setting("DEMO"):
        return
    with transaction():
        new_people = seeding.load_people(_read(folder / "users.yaml"), now=now)
    click.echo(f"演示人员：新增 {new_people} 人。")
    if not (folder / "history.yaml").exists():
        return
    history = extension("demonstration_history")(_read(folder / "history.yaml"))
    history.begin()
    new_documents = [_import(folder / "documents", entry) for entry in _read(folder / "documents.yaml")]
    click.echo(f"演示文件：新增 {sum(new_documents)} 份。")
    if history.play(say=click.echo):
        click.echo("演示历史：已按真实规则生成此前几个月的签收、填报、审核、快照、名单和邮件。")


def _import(folder: Path, entry: dict[str, str]) -> bool:
    """Return whether the document was new."""
    actor = people.person_named(entry["by"])
    try:
        import_file(
            folder / entry["file"],
            entry["government"],
            title=entry.get("title"),
            actor=actor,
            is_demonstration=True,
        )
    except AlreadyImported:
        return False
    return True


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


commands = [seed]
