"""Fields with numbers of their own, fields of a problem beneath its measures, and other lines that belong to a task."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedClause, ParsedDocument


def units_of(clause: ParsedClause) -> tuple[list[str], list[str]]:
    return [unit.name for unit in clause.lead_units], [unit.name for unit in clause.supporting_units]


def read(body: str) -> ParsedDocument:
    return parse_document(f"某市2030年实施方案\n{body}")


def test_numbered_fields_beneath_a_heading_are_one_task() -> None:
    clauses = read(
        "一、工程内容\n（一）就业工程\n1.目标任务：新增就业6.5万人。\n2.责任单位：市人社局（牵头）、市财政局\n3.完成时限：2030年11月底\n"
        "（二）助餐工程\n1.目标任务：新建食堂150个；\n2.牵头单位：市民政局\n3.配合单位：市财政局\n4.时间安排：6月底前全部建成。\n"
    ).clauses
    assert [(clause.path, clause.title, units_of(clause), str(clause.due_on)) for clause in clauses] == [
        (("一", "（一）"), "就业工程", (["市人社局"], ["市财政局"]), "2030-11-30"),
        (("一", "（二）"), "助餐工程", (["市民政局"], ["市财政局"]), "2030-06-30"),
    ]


def test_fields_beside_measures_with_items_are_those_of_the_heading() -> None:
    clauses = read(
        "（一）助餐工程\n1.工作措施：\n（1）建食堂。\n（2）送餐上门。\n2.责任单位：市民政局\n（二）供水工程\n1.工作措施：修管网。\n2.责任单位：市水利局\n"
    ).clauses
    assert [(clause.path, units_of(clause)[0]) for clause in clauses] == [
        (("（一）",), ["市民政局"]),
        (("（一）", "1", "（1）"), []),
        (("（一）", "1", "（2）"), []),
        (("（二）",), ["市水利局"]),
    ]


PROBLEMS = (
    "一、问题及措施\n问题一：把关不力。2028年，违规上马项目12个。\n整改措施：\n1.立行立改。\n2.完善制度。\n"
    "责任单位：省发改委、省工信厅\n督导单位：省监察厅\n整改时限：2030年12月底\n"
    "问题二：水质下降。\n整改措施：实施截污。\n牵头单位：省环境厅\n责任单位：某市政府\n整改时限：2031年6月底\n"
)


def test_the_fields_beneath_the_measures_of_a_problem_are_its_own() -> None:
    clauses = read(PROBLEMS).clauses
    assert [(clause.path, units_of(clause), str(clause.due_on)) for clause in clauses if clause.units] == [
        (("一", "问题一"), (["省发改委"], ["省工信厅"]), "2030-12-31"),
        (("一", "问题二"), (["省环境厅"], ["某市政府"]), "2031-06-30"),
    ]
    assert [clause.path for clause in clauses if not clause.units] == [("一", "问题一", "1"), ("一", "问题一", "2")]


def test_a_last_paragraph_that_asks_for_reports_stands_alone() -> None:
    items = "".join(f"（{number}）第{number}项工作要管好，每季度检查一次。\n" for number in "一二三四五")
    clause = read(f"{items}各市、省直各部门贯彻落实情况于2030年12月10日前报省政府办公厅。\n").clauses[-1]
    assert (clause.path, str(clause.due_on)) == ((None,), "2030-12-10")


@pytest.mark.parametrize("sign", ["◈", "● ", "🔹", "■", "➤ "])
def test_an_ornament_before_a_number_belongs_to_the_number(sign: str) -> None:
    document = read("".join(f"{sign}{n}. 修好第{n}段路。（某政发〔2029〕9号，市交通局负责）\n" for n in range(1, 4)))
    assert [(clause.path, units_of(clause)[0]) for clause in document.clauses] == [
        ((str(n),), ["市交通局"]) for n in range(1, 4)
    ]


def test_words_explained_in_an_annex_are_no_work() -> None:
    clauses = read("一、修路。修村道。\n附件1\n名词解释\n1.双师型教师：指有两种能力的教师。\n").clauses
    assert [clause.is_task for clause in clauses] == [True, False]


def test_who_decides_a_detail_deep_in_a_clause_has_no_work_by_it() -> None:
    before = "扩大来源。引导人才下沉。加大招聘力度。合理分配经费。"
    clause = read(f"一、签约。{before}团队统一管理，由各区卫生行政部门确定签约机构。\n二、乙。做乙。\n").clauses[0]
    assert clause.units == ()
    clause = read("一、签约。签约机构由各区卫生行政部门确定。\n二、乙。做乙。\n").clauses[0]
    assert units_of(clause)[0] == ["各区卫生行政部门"]


def test_circled_items_run_on_in_a_paragraph_are_parted_by_their_marks() -> None:
    clauses = read(
        "（一）扩大投资。①推进项目300个。（市发改委，★；市工信局）②新开工项目120个。责任部门：市发改委、各县区政府③建项目库。责任部门：市统计局\n"
        "（二）促进消费。④办促销活动。责任部门：*市商务局、市文旅局 ⑤发消费券。责任部门：市商务局\n"
    ).clauses
    assert [(clause.path[-1], units_of(clause)) for clause in clauses] == [
        ("①", (["市发改委"], ["市工信局"])),
        ("②", (["市发改委"], ["各县区政府"])),
        ("③", (["市统计局"], [])),
        ("④", (["市商务局"], ["市文旅局"])),
        ("⑤", (["市商务局"], [])),
    ]


def test_a_call_on_all_units_at_the_end_stands_alone_though_one_clause_has_two_paragraphs() -> None:
    items = "（一）归集数据。汇总信息。\n县数据局负责对账。\n" + "".join(
        f"（{n}）做好{n}。抓好落实。\n" for n in "二三四五"
    )
    closing = "推广报告，是提质增效的重要举措。各单位要高度重视，做好推广应用工作，确保改革落地见效。"
    clauses = read(f"{items}{closing}\n").clauses
    assert ([clause.path for clause in clauses][-1], clauses[-1].text.strip()) == ((None,), closing)


def test_who_is_in_charge_may_be_named_after_a_quotation() -> None:
    clause = read("一、异议。“信用”平台提供申诉渠道，县发改局负责推送申诉。\n二、乙。做乙。\n").clauses[0]
    assert units_of(clause) == (["县发改局"], [])
