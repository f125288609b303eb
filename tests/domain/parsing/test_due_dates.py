"""Time limits: RULES of date words, and what only looks like a limit. The document is signed on 2024-03-05."""

from datetime import date

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import DueKind, ParsedClause

ONGOING = "长期"


def clause(sentence: str) -> ParsedClause:
    return parse_document(
        f"某市工作方案\n一、建设平台。{sentence}\n二、其他。做好其他。\n某市人民政府\n2024年3月5日\n"
    ).clauses[0]


SENTENCES = [
    ("2024年12月底前完成建设。", "2024-12-31"),
    ("2024年底前完成建设。", "2024-12-31"),
    ("2025年6月30日前完成建设。", "2025-06-30"),
    ("力争在2025年前建成。", "2025-12-31"),
    ("6月底前完成建设。", "2024-06-30"),
    ("年底前完成建设。", "2024-12-31"),
    ("年内制定出台管理办法。", "2024-12-31"),
    ("今年年底前建成。", "2024-12-31"),
    ("上半年完成招标。", "2024-06-30"),
    ("三季度末前完成验收。", "2024-09-30"),
    ("2024年一季度前完成验收。", "2024-03-31"),
    ("10月上旬前完成。", "2024-10-10"),
    ("10月中旬前完成。", "2024-10-20"),
    ("10月下旬前完成。", "2024-10-31"),
    ("2月底前完成。", "2024-02-29"),
    ("到2025年底，基本实现全覆盖。", "2025-12-31"),
    ("到2027年，形成完善的制度体系。", "2027-12-31"),
    ("到“十五五”末，形成完善的制度体系。", "2030-12-31"),
    ("不迟于2024年8月15日完成。", "2024-08-15"),
    ("在本方案印发之日起30日内制定细则。", "2024-04-04"),
    ("本方案印发后3个月内完成备案。", "2024-06-05"),
    ("明年6月底前完成。", "2025-06-30"),
    ("２０２４年１２月底前完成建设。", "2024-12-31"),
    ("二〇二四年十二月底前完成建设。", "2024-12-31"),
    ("请于6月20日18：00前报送。", "2024-06-20"),
    ("请于6月20日18时前报送。", "2024-06-20"),
    ("请于6月20日（星期四）下午5点前报送。", "2024-06-20"),
    ("原则上9月底前完成。", "2024-09-30"),
    ("10月底完工。", "2024-10-31"),
    ("2024年9月上旬，完成评估。", "2024-09-10"),
    ("2024年9月至12月，组织开展评估。", "2024-12-31"),
    ("9月—12月组织开展评估。", "2024-12-31"),
    ("2024年度内完成。", "2024-12-31"),
    ("今年内基本完成。", "2024-12-31"),
    ("力争2025年建成投用。", "2025-12-31"),
    ("2025年，全面完成改造。", "2025-12-31"),
    ("“十四五”末，形成完善的制度体系。", "2025-12-31"),
    ("本月底前完成整改。", "2024-03-31"),
    ("2024年6月30日前提交报告。", "2024-06-30"),
    ("9月1日新学期开学前投入使用。", "2024-09-01"),
    ("2024年完成规划编制，2025年启动建设，2026年建成投用。", "2026-12-31"),
]


@pytest.mark.parametrize(("sentence", "due_on"), SENTENCES)
def test_a_sentence_states_a_limit(sentence: str, due_on: str) -> None:
    found = clause(sentence)
    assert (found.due_kind, found.due_on) == (DueKind.EXPLICIT, date.fromisoformat(due_on))
    assert found.due_phrase is not None
    assert found.due_phrase in found.text


NO_LIMITS = [
    "2019年1月1日至12月31日，可返还保险费。",
    "从2024年5月1日起执行新标准。",
    "自2024年6月1日起施行新标准，有效期至2026年12月31日。",
    "收到申请之日起7个工作日内答复。",
    "每年12月底前报送情况。",
    "每半年组织一次评估。",
    "截至2023年底，已建成10个平台。",
    "到2025年，研发投入占比达到3%以上。",
    "持续推进平台改造和扩容。",
    "2024年度计划另行下达。",
    "2023年以来成效明显，要继续保持。",
    "“十四五”期间加大投入。",
    "每年6月底、12月底前分别报送总结。",
    "6月30日前未完成整改的，予以通报。",
    "到“十四五”末，建成公路200公里。",
    "2023年12月31日前已开工的项目按原规定办理。",
    "推进改造，住宅重点改造2023年之前建成的项目。",
    "对转让已于2025年1月8日前注册登记车辆的给予补贴。",
    "延续实施降低费率政策至2024年底。",
    "将阶段性提高预留份额政策延续到2024年12月31日。",
    "推广节水。对年内接待游客的旅行社给予奖励。",
    "推广节水，对第一季度投产的企业每家给予奖励。",
    "经办机构在企业年度内申报时核实。",
    "2024年9月1日至12月31日，按原标准执行。",
]


@pytest.mark.parametrize("sentence", NO_LIMITS)
def test_other_dates_are_no_limits(sentence: str) -> None:
    assert clause(sentence).due_kind not in (DueKind.EXPLICIT, DueKind.ONGOING)


FIELDS = [
    ("2024年6月底前", ["2024-06-30"]),
    ("2024年9月底", ["2024-09-30"]),
    ("2024年12月", ["2024-12-31"]),
    ("2024年", ["2024-12-31"]),
    ("12月31日", ["2024-12-31"]),
    ("第三季度", ["2024-09-30"]),
    ("全年", ["2024-12-31"]),
    ("本年度内", ["2024-12-31"]),
    ("前三季度", ["2024-09-30"]),
    ("2024年前三季度", ["2024-09-30"]),
    ("十二月底前", ["2024-12-31"]),
    ("'十四五'末", ["2025-12-31"]),
    ("“十五五”期间", ["2030-12-31"]),
    ("印发后3个月内", ["2024-06-05"]),
    ("2024年6月底、12月底前", ["2024-06-30", "2024-12-31"]),
    ("2024—2026年", ["2026-12-31"]),
    ("2024-06-30", ["2024-06-30"]),
    ("2024.6.30", ["2024-06-30"]),
    ("2024/6/30前", ["2024-06-30"]),
    ("2024.9", ["2024-09-30"]),
    ("2024.6.30，2024.12.31", ["2024-06-30", "2024-12-31"]),
    ("2024年12月取得阶段性成果并持续推进", ["2024-12-31", ONGOING]),
    ("2024年7月底前，以后每年持续实施", ["2024-07-31", ONGOING]),
    ("6月底前取得阶段性成效，12月底前完成", ["2024-06-30", "2024-12-31"]),
    ("持续推进", [ONGOING]),
    ("长期坚持", [ONGOING]),
]


@pytest.mark.parametrize(("value", "expected"), FIELDS)
def test_a_field_for_the_limit_takes_any_date_word(value: str, expected: list[str]) -> None:
    for notation in (
        f"\n完成时限：{value}",
        f"（责任单位：市科技局；完成时限：{value}）",
        f"责任单位：市科技局 时间节点：{value}。",
    ):
        found = clause(f"做好工作。{notation}")
        assert [m.due_on.isoformat() if m.due_on else ONGOING for m in found.milestones] == expected
        assert found.due_kind is (DueKind.ONGOING if expected == [ONGOING] else DueKind.EXPLICIT)
        assert found.due_on == max((m.due_on for m in found.milestones if m.due_on), default=None)


def test_a_field_for_the_limit_goes_before_a_vague_word_of_its_clause() -> None:
    assert clause("年内清理规定。（责任单位：市科技局；完成时限：11月）").due_on == date(2024, 11, 30)


@pytest.mark.parametrize(("value", "expected"), FIELDS)
def test_a_cell_of_a_table_reads_as_a_field_does(value: str, expected: list[str]) -> None:
    table = f"序号\t任务\t牵头单位\t完成时限\n1\t建平台\t市科技局\t{value}\n2\t修路\t市交通局\t{value}\n"
    for found in parse_document(f"某市任务分解表\n{table}某市人民政府\n2024年3月5日\n").clauses:
        assert [m.due_on.isoformat() if m.due_on else ONGOING for m in found.milestones] == expected


@pytest.mark.parametrize("value", ["2024-2026", "2024-13-01", "2024.6.31", "12024.6.30"])
def test_figures_that_are_no_date_give_no_limit(value: str) -> None:
    assert clause(f"做好工作。\n完成时限：{value}").milestones == ()


def test_a_term_that_comes_back_is_recurring_and_has_no_date() -> None:
    found = clause("做好工作。\n完成时限：每年12月底前")
    assert (found.due_kind, found.due_on, found.due_phrase) == (DueKind.RECURRING, None, "每年12月底前")


def test_without_a_limit_the_goal_year_of_the_document_is_inferred() -> None:
    document = parse_document("一、主要目标。到2027年，建成平台。\n二、建设平台。加快建设。\n")
    assert document.goal_year == 2027
    assert (document.clauses[1].due_kind, document.clauses[1].due_on) == (DueKind.INFERRED, date(2027, 12, 31))


def test_a_missing_year_is_the_one_in_the_title() -> None:
    text = "某市2025年工作要点\n一、建设平台。6月底前完成。\n某市人民政府\n2024年12月20日\n"
    assert parse_document(text).clauses[0].due_on == date(2025, 6, 30)


def test_only_work_carries_a_limit() -> None:
    document = parse_document("一、主要目标。2025年底前，基本建成平台。\n二、建设平台。加快建设。\n")
    assert document.clauses[0].due_kind is DueKind.NONE


STAGES = [
    ("动员阶段（2024年3月）。各镇制定方案。", date(2024, 3, 31)),
    ("整治阶段（2024年4月至9月）。集中整治。", date(2024, 9, 30)),
    ("整治阶段。4月16日至9月20日，集中整治。", date(2024, 9, 20)),
]


@pytest.mark.parametrize(("text", "expected"), STAGES)
def test_a_stage_ends_with_the_period_of_its_title_or_at_its_head(text: str, expected: date) -> None:
    document = parse_document(f"某市2024年整治方案\n一、{text}\n二、其他。做其他。\n")
    assert document.clauses[0].due_on == expected


def test_a_later_date_without_a_year_has_the_year_named_before_it_in_its_sentence() -> None:
    assert clause("2025年6月底前启动，12月底前完成。").due_on == date(2025, 12, 31)


def test_a_day_in_brackets_behind_a_heading_is_the_limit_of_its_clause() -> None:
    steps = "（一）动员部署（2023年6月2日前）。制定方案。\n（二）总结提高（12月底前)。梳理经验。\n"
    clauses = parse_document(f"某市专项行动方案\n一、步骤\n{steps}某市人民政府\n2023年5月8日\n").clauses
    assert [clause.due_on for clause in clauses] == [date(2023, 6, 2), date(2023, 12, 31)]
