"""A stranger can find out what each command does."""

import click
import pytest

WANTED = {
    "db",
    "seed",
    "parse",
    "import-document",
    "run-scheduler",
    "run-due",
    "clock",
    "create-admin",
    "reset-password",
    "audit-verify",
    "verify-archive",
}


def _commands(group, prefix=""):
    for name, command in group.commands.items():
        yield f"{prefix}{name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} ")


@pytest.fixture(scope="module")
def commands(app):
    return dict(_commands(app.cli))


def test_the_promised_commands_are_there(commands):
    assert set(commands) >= WANTED


def test_every_command_says_what_it_does(commands):
    silent = [name for name, command in commands.items() if not command.help]
    assert not silent, f"Give a docstring to the commands: {silent}"


def test_every_option_says_what_it_is_for(commands):
    silent = [
        f"{name} --{option.name}"
        for name, command in commands.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert not silent, f"Add help= to: {silent}"
