"""Where a story is played."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from flask import Flask

from config import ROOT
from config import test_settings as settings_for_tests
from tests.story.stage import Stage
from tracker import clock, create_app
from tracker.db import db as db_of_product
from tracker.db import transaction
from tracker.services import seeding

pytest.register_assert_rewrite("tests.story.chapters", "tests.story.readings")


@pytest.fixture
def stage(empty_database, tmp_path: Path) -> Iterator[Stage]:
    """The town before its first document: bodies, people and calendar of the seed, in demonstration mode."""
    settings = settings_for_tests(empty_database.url, tmp_path)
    _prepare(create_app(settings))
    stage = Stage({**settings, "DEMO": True})
    yield stage
    with stage.app.app_context():
        db_of_product.engine.dispose()


def _prepare(app: Flask) -> None:
    for words in (["db", "upgrade"], ["seed"]):
        done = app.test_cli_runner().invoke(args=words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
    people = yaml.safe_load((ROOT / "seed" / "users.yaml").read_text(encoding="utf-8"))
    people = [entry for entry in people if entry["government"] != "天台县"]  # one liaison answers for all counties
    with app.app_context():
        with transaction():
            seeding.load_people(people, now=clock.now())
        db_of_product.engine.dispose()
