"""A file becomes a document whose clauses wait for review."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml

from tests.conftest import NOW, TODAY
from tests.factories import make_government, make_unit, make_user
from tracker.adapters.document_reader import UnreadableDocument
from tracker.adapters.file_store import FileStore
from tracker.db import db as database
from tracker.db import transaction
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing.model import DueKind
from tracker.domain.roles import Role
from tracker.models import Assignment, AuditEntry, Clause, ClauseUnit, PolicyDocument, Unit
from tracker.queries.units import government_named
from tracker.services import document_details, document_import, seeding
from tracker.services.document_details import DocumentDetails
from tracker.services.document_import import AlreadyImported

SEED = Path(__file__).parents[2] / "seed"

PAPER = """试点市人民政府关于促进园区发展的实施意见

各县（市、区）政府：
为促进园区发展，提出如下意见。
一、重点任务
（一）建设平台。到2027年，建设重点实验室10家以上。（责任单位：市科技局、试点市财政局）
（二）引育人才。实施人才计划。（责任单位：市人才委）
（三）扩大投资。鼓励企业扩大投资。
二、保障措施
（一）加强领导。加强对园区的指导。（牵头单位：市科技局；配合单位：市财政局）

试点市人民政府
2026年3月2日
"""


@pytest.fixture
def government(db):
    government = make_government("试点市")
    make_unit("市科技局", government)
    make_unit("市财政局", government)
    return government


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path)


@pytest.fixture
def seeded(db):
    with transaction():
        seeding.load_units(yaml.safe_load((SEED / "units.yaml").read_text(encoding="utf-8")), now=NOW)


def _imported(government, store, text=PAPER, today=TODAY, **more):
    prepared = document_import.prepare(text.encode(), "意见.txt")
    with transaction():
        return document_import.import_document(
            prepared, government=government, store=store, actor=None, now=NOW, today=today, **more
        )


def _clauses(document):
    return {clause.title: clause for clause in _all(sa.select(Clause).where(Clause.document_id == document.id))}


def _all(query):
    return database.session.scalars(query).all()


def test_the_document_waits_for_review_with_its_bytes_kept(government, store):
    document = _imported(government, store)

    assert document.status is DocumentStatus.IN_REVIEW
    assert document.title == "试点市人民政府关于促进园区发展的实施意见"
    assert document.signed_on == date(2026, 3, 2)
    assert store.read(document.source_sha256).decode() == PAPER


def test_every_clause_points_at_its_own_words(government, store):
    document = _imported(government, store)

    for clause in _clauses(document).values():
        assert clause.status is ClauseStatus.PARSED
        assert clause.title in document.text[clause.start_offset : clause.end_offset]
        for unit in clause.units:
            assert document.text[unit.start_offset : unit.end_offset] == unit.printed_name


def test_units_are_found_by_short_name_and_with_the_citys_name_in_front(government, store):
    clause = _clauses(_imported(government, store))["建设平台"]

    assert [unit.unit.name for unit in clause.units] == ["市科技局", "市财政局"]
    assert "unit_unknown" not in clause.flags


def test_an_unknown_unit_is_flagged_and_not_guessed(government, store):
    clause = _clauses(_imported(government, store))["引育人才"]

    assert [unit.unit_id for unit in clause.units] == [None]
    assert "unit_unknown" in clause.flags


def test_a_clause_that_names_nobody_is_flagged(government, store):
    clause = _clauses(_imported(government, store))["扩大投资"]

    assert "no_unit" in clause.flags


def test_a_lead_that_the_text_names_is_not_called_a_default(government, store):
    clauses = _clauses(_imported(government, store))

    assert "lead_default" in clauses["建设平台"].flags
    assert "lead_default" not in clauses["加强领导"].flags


def test_the_limit_comes_from_the_goal_year_and_says_so(government, store):
    clause = _clauses(_imported(government, store))["加强领导"]

    assert (clause.due_on, clause.due_kind) == (date(2027, 12, 31), DueKind.INFERRED)
    assert "due_inferred" in clause.flags


@pytest.mark.parametrize(
    ("today", "is_backlog"), [(date(2027, 12, 31), False), (date(2028, 1, 1), True)], ids=["last day", "day after"]
)
def test_a_document_whose_goal_year_has_passed_is_backlog(government, store, today, is_backlog):
    document = _imported(government, store, today=today)

    assert document.is_backlog is is_backlog
    assert ("goal_year_past" in document.flags) is is_backlog


def test_the_same_file_twice_is_refused_and_names_the_first(government, store):
    first = _imported(government, store)

    with pytest.raises(AlreadyImported, match="已导入") as refusal:
        _imported(government, store)

    assert refusal.value.document.id == first.id


def test_a_heading_without_its_number_is_looked_at_with_its_first_clause(government, store):
    between = "培育产业\n（一）做强产业。培育主导产业。（责任单位：市科技局）\n（二）聚集要素。集聚要素。\n三、保障"
    text = PAPER.replace("二、保障", between)
    clauses = _clauses(_imported(government, store, text=text))

    assert [title for title, clause in clauses.items() if "missing_number" in clause.flags] == ["做强产业"]


def test_another_government_may_import_the_same_file(government, store):
    _imported(government, store)

    assert _imported(make_government("别处市"), store).jurisdiction.name == "别处市"


def test_a_paper_is_not_moved_to_a_government_that_has_the_same_file(government, store):
    first, second = _imported(government, store), _imported(make_government("别处市"), store)
    details = DocumentDetails(*(getattr(second, field.name) for field in fields(DocumentDetails)))
    actor = make_user(Role.SUPERVISOR)

    with pytest.raises(RuleViolation, match=f"已有同一份文件：《{first.title}》"), transaction(second):
        document_details.amend_details(second, details, government=government, actor=actor, now=NOW, today=TODAY)


def test_a_title_given_by_hand_stands_in_only_where_the_text_has_none(government, store):
    with_own = _imported(government, store, title="人工标题")
    without = _imported(government, store, text=PAPER.split("\n", 2)[2], title="人工标题")

    assert with_own.title.startswith("试点市人民政府")
    assert without.title == "人工标题"
    assert "title_given" in without.flags


def test_an_unreadable_file_is_refused_with_a_sentence():
    with pytest.raises(UnreadableDocument, match="程序文件"):
        document_import.prepare(b"MZ\x90\x00" + b"\x00" * 200, "意见.docx")


def test_the_import_is_in_the_audit_trail(government, store):
    document = _imported(government, store)

    entry = _all(sa.select(AuditEntry).where(AuditEntry.action == "import_document"))[-1]
    assert (entry.subject_type, entry.subject_id) == ("PolicyDocument", document.id)


SEEDS = [
    # file, government, clauses, with units, clause × unit, bodies, backlog
    ("jiaxing_2022_high_tech_zones.txt", "嘉兴市", 21, 19, 81, 22, True),
    ("taizhou_2024_high_tech_zones.txt", "台州市", 20, 18, 86, 22, False),
    ("jiangsu_2020_high_tech_zones.txt", "江苏省", 24, 0, 0, 0, True),
    ("jiangsu_2018_one_zone_one_industry.txt", "江苏省", 18, 0, 0, 0, False),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "name", "clauses", "with_units", "pairs", "bodies", "backlog"), SEEDS)
def test_the_seed_documents_give_their_known_counts(
    seeded, store, file, name, clauses, with_units, pairs, bodies, backlog
):
    text = (SEED / "documents" / file).read_text(encoding="utf-8")
    document = _imported(government_named(name), store, text=text)

    found = _all(sa.select(Clause).where(Clause.document_id == document.id))
    units = [unit for clause in found for unit in clause.units]
    assert (len(found), sum(bool(c.units) for c in found), len(units)) == (clauses, with_units, pairs)
    assert len({unit.unit_id for unit in units}) == bodies
    assert [unit.printed_name for unit in units if unit.unit_id is None] == []
    assert document.is_backlog is backlog


@pytest.mark.slow
def test_two_cities_science_bureaus_are_two_bodies(seeded, store):
    for file, name, *_ in SEEDS[:2]:
        text = (SEED / "documents" / file).read_text(encoding="utf-8")
        _imported(government_named(name), store, text=text)

    bodies = {unit.unit.full_name for unit in _all(sa.select(ClauseUnit).where(ClauseUnit.printed_name == "市科技局"))}
    assert bodies == {"嘉兴市科学技术局", "台州市科学技术局"}


@pytest.mark.slow
def test_a_body_that_has_ended_stands_for_its_successor(seeded, store):
    text = (SEED / "documents" / SEEDS[0][0]).read_text(encoding="utf-8")
    _imported(government_named("嘉兴市"), store, text=text)

    row = _all(sa.select(ClauseUnit).where(ClauseUnit.printed_name == "嘉兴银保监分局"))[0]
    assert row.unit.name == "国家金融监督管理总局嘉兴监管分局"


@pytest.mark.slow
def test_loading_units_a_second_time_changes_nothing(seeded):
    before = len(_all(sa.select(Unit)))

    with transaction():
        new = seeding.load_units(yaml.safe_load((SEED / "units.yaml").read_text(encoding="utf-8")), now=NOW)

    assert (new, len(_all(sa.select(Unit)))) == (0, before)


def test_nothing_is_made_into_a_task_before_review(government, store):
    make_user(Role.SUPERVISOR, government=government)
    _imported(government, store)

    assert _all(sa.select(Assignment)) == []
    assert len(_all(sa.select(PolicyDocument))) == 1
