"""The migrations and the models must tell the same story, forwards and back, on each database."""

import ast
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.migrations.conftest import run
from tracker.db import Base
from tracker.db import db as db_of_product

pytestmark = pytest.mark.slow

MIGRATIONS = Path(__file__).parents[2] / "migrations"
LONGEST_REVISION = 32  # alembic_version.version_num on PostgreSQL


def test_upgrading_an_empty_database_gives_what_the_models_say(empty_app):
    run(empty_app, "upgrade")

    with db_of_product.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_check_that_the_models_make_is_in_the_database(empty_app):
    run(empty_app, "upgrade")

    inspector = sa.inspect(db_of_product.engine)
    for table in Base.metadata.sorted_tables:
        wanted = {str(check.name) for check in table.constraints if isinstance(check, sa.CheckConstraint)}
        assert wanted <= {check["name"] for check in inspector.get_check_constraints(table.name)}, table.name


def test_every_migration_can_be_undone_and_done_again(empty_app):
    run(empty_app, "upgrade")
    run(empty_app, "downgrade", "base")
    assert set(sa.inspect(db_of_product.engine).get_table_names()) <= {"alembic_version"}

    run(empty_app, "upgrade")
    assert "task" in sa.inspect(db_of_product.engine).get_table_names()


def test_each_step_can_be_taken_back_alone(empty_app):
    for script in reversed(list(ScriptDirectory(MIGRATIONS).walk_revisions())):
        run(empty_app, "upgrade", script.revision)
        run(empty_app, "downgrade", script.down_revision or "base")
        run(empty_app, "upgrade", script.revision)


def test_upgrading_twice_changes_nothing(empty_app):
    run(empty_app, "upgrade")
    run(empty_app, "upgrade")

    run(empty_app, "check")


def test_migrations_are_numbered_in_one_line():
    scripts = ScriptDirectory(MIGRATIONS)
    revisions = [script.revision for script in reversed(list(scripts.walk_revisions()))]

    assert len(scripts.get_heads()) == 1
    assert [revision[:4] for revision in revisions] == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    assert max(map(len, revisions)) <= LONGEST_REVISION


def test_migrations_are_named_as_sentences_and_import_nothing_of_ours():
    for path in sorted((MIGRATIONS / "versions").glob("*.py")):
        text = path.read_text()
        imported = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom | ast.Import)]
        assert re.fullmatch(r"\d{4}_[a-z]+(?:_[a-z0-9]+)+\.py", path.name), path.name
        assert not any("tracker" in ast.unparse(node) for node in imported), path.name
