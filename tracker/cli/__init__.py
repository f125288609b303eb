"""Commands for the one who runs the installation. Each module lists its `commands`."""

from flask import Flask

from tracker.cli import accounts, archives, database, import_document, integrity, parse, seed

MODULES = [accounts, archives, database, integrity, seed, import_document, parse]


def register(app: Flask) -> None:
    for module in MODULES:
        for command in module.commands:
            app.cli.add_command(command)
