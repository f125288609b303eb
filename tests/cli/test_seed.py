"""`flask seed` and `flask import-document`, as somebody types them."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.factories import make_government
from tracker.domain.units import UnitKind
from tracker.models import Holiday, PolicyDocument, Unit, User

DOCUMENTS = Path(__file__).parents[2] / "seed" / "documents"


class NoHistory:
    """Stands in for the made-up months, which have tests of their own."""

    def __init__(self, _story):
        self.has_begun = False

    def begin(self):
        self.has_begun = True

    def play(self, *, say):
        return not self.has_begun


@pytest.fixture
def run(app, db, monkeypatch):
    def run(*args, demo=False):
        monkeypatch.setitem(app.config, "DEMO", demo)
        monkeypatch.setitem(app.extensions, "demonstration_history", NoHistory)
        return app.test_cli_runner().invoke(args=list(args))

    return run


def count(db, model, *conditions):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


@pytest.mark.slow
def test_production_gets_units_and_calendar_and_nobody(run, db):
    result = run("seed")

    assert result.exit_code == 0, result.output
    assert count(db, Unit, Unit.kind == UnitKind.GROUP) == 3
    assert count(db, Holiday) > 100
    assert count(db, User) == 0
    assert count(db, PolicyDocument) == 0


@pytest.mark.slow
def test_the_demonstration_gets_people_and_documents_once(run, db):
    assert run("seed", demo=True).exit_code == 0
    before = count(db, User), count(db, PolicyDocument)

    again = run("seed", demo=True)

    assert again.exit_code == 0, again.output
    assert (count(db, User), count(db, PolicyDocument)) == before == (62, 5)
    assert count(db, User, User.password_hash.is_not(None)) == 0
    assert count(db, PolicyDocument, sa.not_(PolicyDocument.is_demonstration)) == 0


def test_a_document_is_imported_under_the_government_that_issued_it(run, db):
    government = make_government("台州市")

    result = run("import-document", str(DOCUMENTS / "taizhou_2024_high_tech_zones.txt"))

    assert result.exit_code == 0, result.output
    assert "20 条" in result.output
    assert db.session.scalars(sa.select(PolicyDocument)).one().jurisdiction_id == government.id


def test_a_document_that_does_not_say_whose_it_is_needs_the_name(run, db):
    make_government("江苏省")
    file = str(DOCUMENTS / "jiangsu_2020_high_tech_zones.txt")

    refused = run("import-document", file)
    taken = run("import-document", file, "--government", "江苏省", "--title", "实施意见")

    assert "--government" in refused.output
    assert taken.exit_code == 0, taken.output
    assert db.session.scalars(sa.select(PolicyDocument)).one().title == "实施意见"


def test_a_wrong_government_and_a_second_import_are_refused_with_a_sentence(run, db):
    make_government("台州市")
    file = str(DOCUMENTS / "taizhou_2024_high_tech_zones.txt")

    assert "没有名为“温州市”的政府" in run("import-document", file, "--government", "温州市").output
    run("import-document", file)
    assert "已导入" in run("import-document", file).output
