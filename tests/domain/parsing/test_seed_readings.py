"""The five seed documents against readings made by hand (expected/*.json)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.source import ROOT
from tracker.domain.parsing import ParsedDocument, parse_document
from tracker.domain.parsing.model import DueKind, Flag, PartKind
from tracker.domain.parsing.text.compact import without_white_space

EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.json"), key=lambda path: path.stem)
COUNTS = {  # chapters, clauses, clauses with units, clause × unit pairs
    "jiaxing_2022_high_tech_zones": (7, 21, 19, 81),
    "taizhou_2024_high_tech_zones": (7, 20, 18, 86),
    "jiangsu_2020_high_tech_zones": (8, 24, 0, 0),
    "jiangsu_2018_one_zone_one_industry": (6, 18, 0, 0),
    "zhejiang_2021_policy_reading_web": (4, 12, 0, 0),
}


def read(name: str) -> ParsedDocument:
    return parse_document((ROOT / "seed" / "documents" / f"{name}.txt").read_bytes().decode())


def expected(name: str) -> dict[str, Any]:
    return dict(json.loads((Path(__file__).parent / "expected" / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", COUNTS)
def test_a_seed_has_its_number_of_chapters_clauses_and_assignments(name: str) -> None:
    document = read(name)
    with_units = [clause for clause in document.clauses if clause.units]
    assert COUNTS[name] == (
        len(document.sections),
        len(document.clauses),
        len(with_units),
        sum(len(clause.units) for clause in with_units),
    )


@pytest.mark.parametrize("name", COUNTS)
def test_labels_titles_and_units_are_those_a_reader_finds(name: str) -> None:
    read_by_hand = [(c["label"], c["title"], c["units"]) for c in expected(name)["clauses"]]
    assert [(c.label, c.title, [unit.name for unit in c.units]) for c in read(name).clauses] == read_by_hand


@pytest.mark.parametrize("name", COUNTS)
def test_chapters_are_those_a_reader_finds_and_a_lost_number_is_flagged(name: str) -> None:
    sections = [(s.label, s.title, Flag.MISSING_NUMBER in s.flags) for s in read(name).sections]
    assert sections == [(c["label"], c["title"], c["number_is_missing"]) for c in expected(name)["chapters"]]


@pytest.mark.parametrize("name", COUNTS)
def test_metadata_are_as_printed_and_nothing_is_made_up(name: str) -> None:
    document, by_hand = read(name), expected(name)["document"]
    found = {field: getattr(document, field) for field in by_hand}
    assert {field: value.isoformat() if isinstance(value, date) else value for field, value in found.items()} == by_hand
    assert [flag.value for flag in document.flags] == expected(name)["flags"]


@pytest.mark.parametrize("name", COUNTS)
def test_ideas_principles_and_goals_are_no_tasks(name: str) -> None:
    assert [clause.label for clause in read(name).clauses if not clause.is_task] == expected(name)["not_work"]


@pytest.mark.parametrize("name", COUNTS)
def test_the_first_unit_named_leads_by_default_and_says_so(name: str) -> None:
    for clause in read(name).clauses:
        assert [unit.name for unit in clause.lead_units] == [unit.name for unit in clause.units[:1]]
        assert not clause.lead_is_explicit
        assert (Flag.LEAD_DEFAULT in clause.flags) is bool(clause.units)


def test_limits_of_the_city_papers_are_inferred_from_their_goal_year() -> None:
    for name, year in (("jiaxing_2022_high_tech_zones", 2025), ("taizhou_2024_high_tech_zones", 2027)):
        tasks = [clause for clause in read(name).clauses if clause.is_task]
        assert {(clause.due_on, clause.due_kind) for clause in tasks} == {(date(year, 12, 31), DueKind.INFERRED)}
        assert all(Flag.DUE_INFERRED in clause.flags for clause in tasks)


def test_the_goals_of_the_jiaxing_paper_are_read_with_operator_unit_and_year() -> None:
    goals = next(clause for clause in read("jiaxing_2022_high_tech_zones").clauses if clause.label == "一（二）").goals
    assert [(g.operator.value, str(g.value), g.unit_of_measure, g.target_year) for g in goals] == [
        (">=", "8", "%", 2025),
        (">=", "1.3", "万亿元", 2025),
        (">=", "20", "万元", 2025),
        (">=", "45", "万元", 2025),
        (">=", "58", "%", 2025),
        (">=", "50", "%", 2025),
        (">=", "80", "%", 2025),
        ("≈", "50", "万元/人", 2025),
        ("<=", "40", "位", 2025),
        ("<=", "30", "位", 2025),
        ("=", "5", "家", 2025),
        ("<=", "20", "位", 2025),
    ]
    assert [goal.is_best_effort for goal in goals if goal.is_rank] == [True, False, False]


def test_conditions_and_permissions_of_the_jiaxing_paper_are_no_goals() -> None:
    clauses = {clause.label: clause for clause in read("jiaxing_2022_high_tech_zones").clauses}
    for label in ("二（二）", "四（一）", "七（三）"):  # 最长期限5年, 不超过3类, 首次进入全国前50位的
        assert clauses[label].goals == ()


def test_damaged_numbers_of_referenced_documents_are_kept_as_printed_and_flagged() -> None:
    references = [r for r in read("jiangsu_2018_one_zone_one_industry").references if r.document_number]
    assert [(r.document_number, r.flags) for r in references] == [
        ("国科发高〔201790号", (Flag.NUMBER_DAMAGED,)),
        ("苏发〔201719号", (Flag.NUMBER_DAMAGED,)),
    ]


def test_the_adverts_around_a_web_page_are_shown_as_noise_and_give_no_clause() -> None:
    document = read("zhejiang_2021_policy_reading_web")
    last = max(clause.end for clause in document.clauses)
    after = [part.kind for part in document.parts if part.start >= last]
    assert set(after) == {PartKind.NOISE, PartKind.BLANK}
    assert "公众号" not in "".join(clause.text for clause in document.clauses)


@pytest.mark.parametrize("name", COUNTS)
def test_every_field_points_at_the_words_it_came_from(name: str) -> None:
    document = read(name)
    for clause in document.clauses:
        assert document.text[clause.start : clause.end] == clause.text
        assert document.text[clause.body_start : clause.end] == clause.body
        for unit in clause.units:
            assert without_white_space(document.text[unit.start : unit.end]) == unit.name
    assert "".join(document.text[part.start : part.end] for part in document.parts) == document.text
