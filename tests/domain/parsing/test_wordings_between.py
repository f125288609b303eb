"""Wordings that stand between: words between a unit and its verb, lists of duties, damaged heads, sayings, validity."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag, PartKind

HEAD = "某县2024年工作方案\n"

FORMULAS = [
    # the sentence, who leads, who supports
    ("县科技局应当根据全县规划和实际需要，会同县财政局组织编制规划。", "县科技局", "县财政局"),
    ("县科技局按照有关规定，会同县财政局编制规划。", "县科技局", "县财政局"),
    ("具体由县委编办会县有关部门以清单形式办理。", "县委编办", "县有关部门"),
    ("所需资金由县人民政府依次从以下渠道筹措。", "县人民政府", ""),
    ("办法由县财政局制订，报县人民政府审批。", "县财政局", ""),
    ("工程由县商务局、县工商局按职责分工负责组织实施。", "县商务局", "县工商局"),
    ("县科技局会同县发展改革局、某新区管委会编制规划。", "县科技局", "县发展改革局 某新区管委会"),
    ("对需由省级行政机关统一协调管理的事项，不再下放。", "", ""),
    ("政策不变（某新区设立前，由县管委会、县政府依法实施）。", "", ""),
    ("产品由企业提供，由市场选择。", "", ""),
]


@pytest.mark.parametrize(("sentence", "leads", "supporting"), FORMULAS)
def test_a_formula_counts_with_words_between_unit_and_verb(sentence: str, leads: str, supporting: str) -> None:
    clause = parse_document(f"{HEAD}一、加强统筹。{sentence}\n").clauses[0]
    assert [unit.name for unit in clause.lead_units] == leads.split()
    assert [unit.name for unit in clause.supporting_units] == supporting.split()


def test_duties_of_units_in_an_article_are_clauses_of_their_own() -> None:
    document = parse_document(
        "某县公园办法\n第一条 各部门职责如下：\n（一）县科技局：负责甲。\n（二）县财政局、县审计局：负责乙。\n"
        "第二条 下列事项应当公开：\n（一）甲；\n（二）乙。\n"
    )
    assert ["/".join(label or "" for label in clause.path) for clause in document.clauses] == [
        "第一条/（一）",
        "第一条/（二）",
        "第二条",
    ]
    assert [unit.name for unit in document.clauses[1].units] == ["县财政局", "县审计局"]


def test_items_that_only_name_cases_give_nobody_work() -> None:
    document = parse_document(
        "某县文物办法\n第一条 相关部门履行下列职责时，应当征询意见：\n"
        "（一）县建设局会同有关部门确定范围；\n（二）其他情形。\n"
    )
    assert not document.clauses[0].units


LIMITS = [
    ("6月底前参加，在3年内补齐。", "2024-06-30"),
    ("政策实施至2024年4月30日。", "None"),
    ("严格按照“年初建账、年底交账”的制度抓好落实。", "None"),
    ("压减材料。（责任单位：县科技局，全年）", "2024-12-31"),
    ("年底前建成平台。", "2024-12-31"),
]


@pytest.mark.parametrize(("sentence", "limit"), LIMITS)
def test_stretches_of_years_lives_of_policies_and_sayings_are_no_limits(sentence: str, limit: str) -> None:
    assert str(parse_document(f"{HEAD}一、甲。{sentence}\n").clauses[0].due_on) == limit


def test_a_paper_without_a_date_of_its_own_takes_the_year_of_the_latest_paper_its_opening_cites() -> None:
    document = parse_document(
        "为落实《规划》（某政发〔2015〕3号）和《意见》（某政发〔2016〕13号），制定如下措施。\n一、甲。5月底前建成平台。\n"
    )
    assert str(document.clauses[0].due_on) == "2016-05-31"


GOALS = [
    ("一、甲。开工项目330个以上，竣工220个以上。\n", ["330", "220"]),
    ("一、主要目标\n到2024年，人均预期寿命提高到79.5岁。\n", ["79.5"]),
    ("一、甲。审批时间控制在100个工作日以内。\n", ["100"]),
    ("一、甲。每增加到位投资5000万元增加1名指标。\n", []),
    ("一、甲。新增发放创业担保贷款3亿元。\n", ["3"]),
    ("一、甲。培育市场5个，国家级示范企业20家。\n", ["5", "20"]),
    ("一、甲。培育市场5个，惠及周边企业20家。\n", ["5"]),
    ("一、甲。给予10万元创业担保贷款。\n", []),
    ("一、任务\n1.实施企业培育计划，新增企业200家。由县科技局牵头，县税务局配合。\n2.乙。做乙。\n", ["200"]),
]


@pytest.mark.parametrize(("text", "values"), GOALS)
def test_goals_of_rarer_verbs_and_measures_are_read(text: str, values: list[str]) -> None:
    assert [str(goal.value) for goal in parse_document(HEAD + text).clauses[0].goals] == values


HEADS: list[tuple[str, str | None, str | None]] = [
    (
        "某县政府关于印发《意见》的通知 (某政发〔2010〕10号) 各镇政府： 做好工作。 一、甲。 二、乙。",
        "通知",
        "某政发〔2010〕10号",
    ),
    ("某政发〔202412\n某县政府关于印发方案的通知\n一、甲。做甲。\n", "通知", "某政发〔2024〕12号"),
    ("某县政府办公室\n关于印发某县三年攻坚行动\n实施方案（2021—2023年）的通知\n各镇：\n一、甲。做甲。\n", "通知", None),
    (
        "各镇：\n请执行。\n附件：1.重点工作责任分解\n2.实事责任分解\n某县政府\n2024年5月2日\n附件1\n重点工作责任分解\n一、甲。做甲。\n附件2\n实事责任分解\n一、乙。做乙。\n",
        "重点工作责任分解",
        None,
    ),
]


@pytest.mark.parametrize(("text", "ending", "number"), HEADS)
def test_heads_that_lost_breaks_brackets_or_titles_are_read(text: str, ending: str, number: str | None) -> None:
    document = parse_document(text)
    assert (document.title or "").endswith(ending)
    assert document.document_number == number
    assert all(clause.title != "实事责任分解" for clause in document.clauses)


def test_a_number_that_was_completed_is_flagged() -> None:
    assert Flag.NUMBER_DAMAGED in parse_document("某政发〔202412\n某县政府关于印发方案的通知\n一、甲。做甲。\n").flags


def test_names_of_bodies_run_together_above_a_date_are_parted() -> None:
    text = "一、甲。做甲。\n某某区发展和改革委员会某某区建设和管理委员会\n2024年5月2日\n"
    assert parse_document(text).issuing_authority == "某某区发展和改革委员会、某某区建设和管理委员会"


def test_how_long_a_policy_is_valid_is_no_clause() -> None:
    document = parse_document(
        HEAD + "一、甲。做甲。\n上述政策措施有明确期限规定的，从其规定；未明确的，有效期至2024年12月31日。\n"
    )
    assert len(document.clauses) == 1
    assert document.parts[-2].kind is PartKind.EFFECT


def test_units_one_a_line_in_a_table_of_stacked_cells_are_parted() -> None:
    document = parse_document(
        HEAD + "序号\n\n民生实事\n\n责任单位\n\n完成时限\n\n1\n\n建成平台。\n\n县科技局\n\n县财政局\n\n12月底前\n"
    )
    assert [unit.name for unit in document.clauses[0].units] == ["县科技局", "县财政局"]


def test_numbers_printed_as_one_character_count_like_any_other() -> None:
    document = parse_document(HEAD + "㈠建平台。做甲。\n⒈甲。做甲。\n⒉乙。做乙。\n㈡建园区。\n⑴丙。做丙。\n")
    paths = ["/".join(label or "" for label in clause.path) for clause in document.clauses]
    assert paths == ["（一）/1", "（一）/2", "（二）/（1）"]
