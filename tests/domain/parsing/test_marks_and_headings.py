"""Marks in heading lines, fields run together, duty lists, and formulas inside sentences."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedClause


def clauses(text: str) -> tuple[ParsedClause, ...]:
    return parse_document(text).clauses


def read(clause: ParsedClause) -> str:
    """Path, title, leads and supporters of a clause in one line."""
    path = "/".join(label or "-" for label in clause.path)
    leads = "+".join(unit.name for unit in clause.lead_units)
    supporters = "+".join(unit.name for unit in clause.supporting_units)
    return f"{path} {clause.title or '-'} | {leads} | {supporters}"


HEADING_MARKS = [
    (
        "二、任务\n（一）修桥行动（牵头单位：市交通局；配合单位：市财政局）\n加固危桥，改善通行。\n（二）种树行动（市林业局负责）\n绿化荒山。\n",
        ["二/（一） 修桥行动 | 市交通局 | 市财政局", "二/（二） 种树行动 | 市林业局 | "],
        "加固危桥，改善通行。",
    ),
    (
        "二、任务\n（一）修桥行动（责任单位：市交通局）。加固危桥。\n（二）种树行动（责任单位：市林业局）。绿化荒山。\n",
        ["二/（一） 修桥行动 | 市交通局 | ", "二/（二） 种树行动 | 市林业局 | "],
        "加固危桥。",
    ),
    (
        "二、任务\n（一）修桥行动。〔市交通局牵头，市财政局配合〕\n加固危桥。\n（二）种树行动。〔市林业局负责〕\n绿化荒山。\n",
        ["二/（一） 修桥行动 | 市交通局 | 市财政局", "二/（二） 种树行动 | 市林业局 | "],
        "加固危桥。",
    ),
]


@pytest.mark.parametrize(("text", "expected", "body"), HEADING_MARKS)
def test_after_a_mark_in_the_heading_line_comes_the_body(text: str, expected: list[str], body: str) -> None:
    found = clauses(text)
    assert [read(clause) for clause in found] == expected
    assert found[0].body.strip() == body


def test_work_given_between_a_heading_and_its_numbers_is_a_clause() -> None:
    found = clauses("一、任务\n各县区要逐项列出清单，于5月底前报送。\n（一）甲。做甲。\n（二）乙。做乙。\n")
    assert [clause.path for clause in found] == [("一", None), ("一", "（一）"), ("一", "（二）")]


def test_an_introduction_that_gives_no_work_is_no_clause() -> None:
    found = clauses("一、任务\n交通事业近年发展很快。\n（一）甲。做甲。\n（二）乙。做乙。\n")
    assert [clause.path for clause in found] == [("一", "（一）"), ("一", "（二）")]


def test_a_sentence_with_only_fields_after_it_is_the_body() -> None:
    clause = clauses("1．公路通车里程增长7%以上。\n责任领导：赵六\n牵头单位：市交通局\n2．其他。做其他。\n")[0]
    assert clause.title is None
    assert read(clause) == "1 - | 市交通局 | "
    assert [str(goal.value) for goal in clause.goals] == ["7"]


def test_a_half_width_full_stop_between_words_ends_a_title() -> None:
    clause = clauses("(一)建设平台.加快平台建设,完善2.0版功能.\n(二)其他.做其他.\n")[0]
    assert (clause.title, clause.body.strip()) == ("建设平台", "加快平台建设,完善2.0版功能.")


RUN_TOGETHER = (
    "一、任务（一）修路1.修村道。拓宽村道。牵头单位：市交通局 配合单位：市财政局 完成时限：2024年6月底前"
    "2.修县道。加固县道。牵头单位：市公路局 配合单位：市财政局 完成时限：持续推进（二）种树3.绿化荒山。广种松柏。"
    "牵头单位：市林业局配合单位：市水利局完成时限：2024年11月二、保障（一）抓落实。建立台账。"
)


def test_after_the_value_of_a_field_the_count_goes_on_without_a_line_break() -> None:
    found = clauses(RUN_TOGETHER)
    assert [read(clause) for clause in found] == [
        "一/（一）/1 修村道 | 市交通局 | 市财政局",
        "一/（一）/2 修县道 | 市公路局 | 市财政局",
        "一/（二）/3 绿化荒山 | 市林业局 | 市水利局",
        "二/（一） 抓落实 |  | ",
    ]
    assert [str(clause.due_on) for clause in found[:3]] == ["2024-06-30", "None", "2024-11-30"]


DUTIES = [
    "一、职责分工\n（一）区教育局。负责校车管理。\n（二）区公安局、区城管局。整治停车。\n（三）各乡镇（街道）。抓好落实。\n",
    "一、部门职责\n（一）区教育局\n负责校车管理。\n（二）区公安局、区城管局\n整治停车。\n（三）各乡镇（街道）\n抓好落实。\n",
    "一、其他事项\n（一）区教育局：负责校车管理。\n（二）区公安局、区城管局：整治停车。\n（三）各乡镇（街道）：抓好落实。\n",
]


@pytest.mark.parametrize("text", DUTIES)
def test_units_that_head_their_duties_are_responsible(text: str) -> None:
    assert [read(clause) for clause in clauses(text)] == [
        "一/（一） 区教育局 | 区教育局 | ",
        "一/（二） 区公安局、区城管局 | 区公安局 | 区城管局",
        "一/（三） 各乡镇（街道） | 各乡镇（街道） | ",
    ]


FORMULAS = [
    ("养护计划由县交通局会同县财政局编制。", "县交通局", "县财政局"),
    ("建设平台，由市科技局负责；加强监管，由市市场局牵头、市公安局配合。", "市科技局 市市场局", "市公安局"),
    ("成立领导小组，市林业局、市水利局牵头建立调度机制。", "市林业局 市水利局", ""),
    ("由市财政局牵头，会同市教育局、市审计局制定办法。", "市财政局", "市教育局 市审计局"),
    ("由区工信局牵头，区税务局、区金融局，各乡镇（街道）配合。", "区工信局", "区税务局 区金融局 各乡镇（街道）"),
    ("由市科技局会同甲地大学、乙地植物园组建研究院。", "市科技局", "甲地大学 乙地植物园"),
    ("区民政局要会同区妇联每季度走访一次。", "区民政局", "区妇联"),
    ("坚持依法治理，部门牵头推进。", "", ""),
]


@pytest.mark.parametrize(("sentence", "leads", "supporters"), FORMULAS)
def test_a_formula_counts_inside_a_sentence_too(sentence: str, leads: str, supporters: str) -> None:
    clause = clauses(f"一、加强统筹。{sentence}\n二、其他。做其他。\n")[0]
    assert [unit.name for unit in clause.lead_units] == leads.split()
    assert [unit.name for unit in clause.supporting_units] == supporters.split()


MARKS = [
    ("〔责任单位：市水利局 市财政局 市教育局〕", "市水利局", "市财政局 市教育局"),
    ("〔责任单位：市发展改革 委 市财政局〕", "市发展改革委", "市财政局"),
    ("（教育部牵头，公安部等参加）", "教育部", "公安部"),
    ("（自然资源部牵头，公安部及各有关省级人民政府配合）", "自然资源部", "公安部 各有关省级人民政府"),
    ("★责任单位：市水利局；▲配合单位：市财政局。", "市水利局", "市财政局"),
    ("（市水利局、市财政局）", "市水利局", "市财政局"),
    ("\n【责任单位】市水利局\n【配合单位】市财政局\n【完成时限】2024年6月底", "市水利局", "市财政局"),
    ("（责任单位：市水利局，各区县党委和政府）", "市水利局", "各区县党委和政府"),
]


@pytest.mark.parametrize(("mark", "leads", "supporters"), MARKS)
def test_marks_of_rarer_forms_are_read(mark: str, leads: str, supporters: str) -> None:
    clause = clauses(f"一、修渠。修好水渠。{mark}\n二、其他。做其他。\n")[0]
    assert [unit.name for unit in clause.lead_units] == leads.split()
    assert [unit.name for unit in clause.supporting_units] == supporters.split()


def test_units_in_brackets_before_the_full_stop_are_a_mark_but_other_names_are_not() -> None:
    found = clauses(
        "一、修渠。修好水渠（市水利局、市财政局）。\n二、放权。权限下放到县（市、区）。\n"
        "三、合并。并入市发展改革委（市能源局）。\n四、联动。依托院所（高校、企业）。\n"
    )
    assert [[unit.name for unit in clause.units] for clause in found] == [["市水利局", "市财政局"], [], [], []]


def test_names_of_public_bodies_as_titles_are_units_but_other_names_are_not() -> None:
    found = clauses("一、任务\n1.市财政局、市审计局。保障资金。\n2.各镇街。抓好落实。\n3.县域经济示范区。加快建设。\n")
    assert [[unit.name for unit in clause.units] for clause in found] == [["市财政局", "市审计局"], ["各镇街"], []]


def test_in_run_on_text_the_first_chapter_begins_after_the_title_of_the_paper() -> None:
    found = clauses(
        "某县发展若干措施一、创新。做好创新。（责任单位：县科技局）二、环境（一）减材料。减少材料。（二）减时间。缩短时间。"
    )
    assert [clause.path for clause in found] == [("一",), ("二", "（一）"), ("二", "（二）")]
