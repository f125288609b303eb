"""Lists of annexes, tables that begin late, damaged numbers of articles, stages, ideas, and counts that go on."""

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedClause

HEAD = "某县2024年工作方案\n"


def clauses(text: str) -> tuple[ParsedClause, ...]:
    return parse_document(HEAD + text).clauses


def units(text: str) -> list[tuple[list[str], list[str]]]:
    """Leads and supporters of each clause."""
    return [
        ([unit.name for unit in clause.lead_units], [unit.name for unit in clause.supporting_units])
        for clause in clauses(text)
    ]


ANNEX_LISTS = [
    "一、建平台。建成平台。\n附件：\n1.平台建设基本条件\n2.平台建设指标体系\n",
    "附件：\n1.某县工作方案\n2.养护技术要求\n某县人民政府\n2024年7月4日\n附件1\n某县工作方案\n一、建平台。建成平台。\n",
]


@pytest.mark.parametrize("text", ANNEX_LISTS)
def test_names_of_annexes_beneath_a_bare_label_are_no_clauses(text: str) -> None:
    assert [clause.path for clause in clauses(text)] == [("一",)]


def test_an_annex_of_sentences_is_no_list_of_names() -> None:
    text = "一、建平台。建成平台。\n附件：\n1.建成平台。\n2.修好道路。\n"
    assert [clause.path for clause in clauses(text)] == [("一",), ("1",), ("2",)]


def test_a_paper_that_is_an_annex_alone_has_the_title_of_the_annex() -> None:
    document = parse_document("附件\n某县工作任务清单\n序号\t任务\t责任单位\n1\t建成平台\t县科技局\n")
    assert document.title == "某县工作任务清单"


def test_an_extract_of_a_stacked_table_begins_late_and_skips_numbers() -> None:
    text = (
        "附表1\n任务分工表\n序号\n事项\n工作措施\n责任单位\n建立机制\n30\n健全运营模式\n"
        "建立以市场化竞争为主的项目管理机制\n市交通委、市经济信息化委\n31\n支持有实力的企业承接项目\n"
        "市交通委、各项目实施主体\n34\n加强引导\n用好现有资金扶持政策，支持项目发展\n市发展改革委\n"
    )
    found = clauses(text)
    assert [clause.path[-1] for clause in found] == ["30", "31", "34"]
    assert [clause.title for clause in found] == ["健全运营模式", None, "加强引导"]
    assert units(text) == [
        (["市交通委"], ["市经济信息化委"]),
        (["市交通委"], ["各项目实施主体"]),
        (["市发展改革委"], []),
    ]


def test_a_number_of_an_article_with_one_wrong_character_counts() -> None:
    text = (
        "第一章 职责\n第一条 各部门应当建立目录。\n条二条 目录管理机关为县档案局，负责目录的编制。\n"
        "笫三条 各部门应当报送目录。\n"
    )
    assert [clause.path[-1] for clause in clauses(text)] == ["第一条", "第二条", "第三条"]
    assert units(text)[1] == (["县档案局"], [])


def test_who_leads_may_be_said_between_a_heading_and_its_numbers() -> None:
    text = "一、组织保障\n县发改局、县工信局会同有关部门，针对堵点加强协调。\n（一）建平台\n建成平台。\n"
    assert [clause.path for clause in clauses(text)] == [("一", None), ("一", "（一）")]
    assert units(text)[0] == (["县发改局", "县工信局"], ["有关部门"])


def test_who_sits_in_a_mechanism_to_be_founded_is_given_no_work() -> None:
    assert units("一、建机制。成立由市交通委牵头，市财政局等部门共同参与的推进机制，统筹推进。\n") == [([], [])]
    assert units("一、建机制。由市交通委牵头，建立推进机制。\n") == [(["市交通委"], [])]


def test_a_star_before_a_number_is_no_part_of_the_words() -> None:
    found = clauses("一、重点任务\n★1.建平台。建成平台。\n2.修道路。修好道路。\n★3.育企业。培育企业。\n")
    assert [(clause.path, clause.title) for clause in found] == [
        (("一", "1"), "建平台"),
        (("一", "2"), "修道路"),
        (("一", "3"), "育企业"),
    ]


NO_WORK = [
    "一、总体原则\n（一）因地制宜\n根据现场条件选择位置。\n",
    "一、园区类型\n建设主体为省级开发区，建设范围可为园区整体。\n",
    "一、目标任务\n1.以党的建设为主线，以改革创新为动力，以基层为重心，大力加强党的建设。\n",
]


@pytest.mark.parametrize("text", NO_WORK)
def test_principles_scope_and_guiding_aims_are_no_work(text: str) -> None:
    assert [clause.is_task for clause in clauses(text)] == [False]


def test_work_under_a_heading_of_aims_and_tasks_stays_work() -> None:
    assert [clause.is_task for clause in clauses("一、目标任务\n1.以项目为抓手，推进平台建设。\n")] == [True]


DUE = [
    ("一、总结阶段\n2024年12月，各镇总结工作。\n", date(2024, 12, 31)),
    ("一、建机制。建立制度。2025年，制定出台办法。\n", date(2025, 12, 31)),
    ("一、建机制。建立制度。2025年，制定了办法。\n", None),
    ("一、建机制。建立制度。2023年，出台办法。\n", None),
]


@pytest.mark.parametrize(("text", "due_on"), DUE)
def test_the_month_of_a_stage_and_a_year_to_come_are_limits(text: str, due_on: date | None) -> None:
    stated = [clause.due_on if clause.due_phrase else None for clause in clauses(text)]
    assert stated == [due_on]


GOALS = [
    ("新增观赏点位40个，总计达100个；特色道路10条，总计达30条。", [40, 100, 10, 30]),
    ("到2025年，新增装机达到120MW，力争达到180MW。", [120, 180]),
    ("新增充电设施260根以上。", [260]),
    ("推动30座公园与社区融合，修复20座公园水体。", [30, 20]),
    ("打造60个以上的应用案例。", [60]),
    ("实现雨水主管满管率低于50%。", [50]),
    ("保障电量供给35亿千瓦时左右。", [35]),
    ("2025年底前实现重点区域600米以下空域覆盖。", []),
    ("支持60个以上的企业给予奖励。", []),
]


@pytest.mark.parametrize(("text", "values"), GOALS)
def test_counts_that_go_on_and_further_units_are_goals(text: str, values: list[int]) -> None:
    assert [goal.value for clause in clauses(f"一、建平台。{text}\n") for goal in clause.goals] == [
        *map(Decimal, values)
    ]
