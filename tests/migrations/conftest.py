"""An empty database of its own for each test, and the commands that change it."""

import pytest

from config import test_settings as settings_for_tests
from tracker import create_app
from tracker.db import db as db_of_product


@pytest.fixture
def empty_app(empty_database, tmp_path):
    app = create_app(settings_for_tests(empty_database.url, tmp_path))
    with app.app_context():
        yield app
        db_of_product.engine.dispose()


def run(app, *arguments):
    done = app.test_cli_runner().invoke(args=["db", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
