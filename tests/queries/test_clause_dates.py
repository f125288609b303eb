"""The several dates of a clause are kept with it, each with its words and its place."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from tests.factories import make_clause, make_government, make_user
from tracker.adapters.file_store import FileStore
from tracker.domain.parsing.model import DueKind
from tracker.domain.roles import Role
from tracker.models import Clause
from tracker.queries.clause_dates import clause_dates
from tracker.services import clause_shapes
from tracker.services.document_import import import_document, prepare

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
PAPER = """试点市人民政府关于建设平台的意见

一、建设平台。2026年6月底前出台方案。2026年9月底前完成招标，2027年底前建成并持续推进。（责任单位：市科技局）
二、引育人才。加快引育人才。（责任单位：市人才委）

试点市人民政府
2026年1月2日
"""


@pytest.fixture
def clauses(app, db):
    document = import_document(
        prepare(PAPER.encode(), "意见.txt"),
        government=make_government("试点市"),
        store=FileStore(app.config["DATA_DIR"] / "files"),
        actor=make_user(Role.SUPERVISOR),
        now=NOW,
        today=NOW.date(),
    )
    db.session.flush()
    return db.session.scalars(
        sa.select(Clause).where(Clause.document_id == document.id).order_by(Clause.position)
    ).all()


def test_every_date_of_a_clause_is_kept_with_its_words_and_place(clauses):
    first = clauses[0]

    dates = clause_dates(first)

    assert [(each.due_on, each.phrase) for each in dates] == [
        (date(2026, 6, 30), "2026年6月底前"),
        (date(2026, 9, 30), "2026年9月底前"),
        (date(2027, 12, 31), "2027年底前"),
    ]
    assert [first.document.text[each.start : each.end] for each in dates] == [each.phrase for each in dates]


def test_a_clause_without_dates_has_none_whatever_is_inferred(clauses):
    assert clause_dates(clauses[1]) == []


def test_after_a_split_each_part_has_the_dates_of_its_own_words(clauses, db):
    first = clauses[0]
    at = first.document.text.index("2026年9月底前")

    second = clause_shapes.split(first, at, version=first.version, actor=make_user(Role.SUPERVISOR), now=NOW)
    db.session.flush()

    assert [each.due_on for each in clause_dates(first)] == [date(2026, 6, 30)]
    assert [each.due_on for each in clause_dates(second)] == [date(2026, 9, 30), date(2027, 12, 31)]


def test_a_reading_that_kept_no_dates_still_gives_the_printed_limit(db):
    clause = make_clause(due_kind=DueKind.EXPLICIT, due_on=date(2026, 6, 30))
    clause.due_phrase = "6月底前"
    clause.due_start_offset, clause.due_end_offset = clause.body_offset, clause.body_offset + 4

    assert clause_dates(clause) == [(date(2026, 6, 30), "6月底前", clause.body_offset, clause.body_offset + 4)]


def test_an_inferred_limit_is_no_date_of_the_clause(db):
    assert clause_dates(make_clause(due_kind=DueKind.INFERRED, due_on=date(2027, 12, 31))) == []
