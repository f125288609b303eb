"""What holds a count is no unit, whom A会同B names, and which sentences of articles give work."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag, ParsedClause

ARTICLES = "某市储备粮管理办法\n第一章 总则\n第一条 为加强管理，制定本办法。\n"
YEARS = "某区更新责任清单\n序号\t任务内容\t2024年目标\t2025年目标\t牵头单位\n"


def names(clause: ParsedClause) -> tuple[list[str], list[str]]:
    return [unit.name for unit in clause.lead_units], [unit.name for unit in clause.supporting_units]


def last_clause(text: str) -> ParsedClause:
    return parse_document(text).clauses[-1]


PARTNERS = [
    ("某市财政局会同某市发改委（某市粮食局）负责安排补贴。", ["某市财政局"], ["某市发改委（某市粮食局）"]),
    (
        "根据需要，由市发改委（市粮食局）会同市财政局、农发行某市分行制定分解计划。",
        ["市发改委（市粮食局）"],
        ["市财政局", "农发行某市分行"],
    ),
    (
        "入库成本由市财政局会同市发改委（市粮食局）、农发行某市分行进行核定。",
        ["市财政局"],
        ["市发改委（市粮食局）", "农发行某市分行"],
    ),
]


@pytest.mark.parametrize(("sentence", "leading", "supporting"), PARTNERS)
def test_who_acts_together_with_whom_keeps_its_brackets(
    sentence: str, leading: list[str], supporting: list[str]
) -> None:
    assert names(last_clause(ARTICLES + f"第二条 {sentence}\n")) == (leading, supporting)


WORK = [
    ("农发行某市分行按照国家有关规定，及时、足额发放贷款，并实施信贷监管。", True),
    ("出现下列情况之一的，市人民政府可以批准动用储备粮：（一）市场异常波动的；（二）发生灾害的。", False),
]


@pytest.mark.parametrize(("sentence", "is_work"), WORK)
def test_what_is_done_is_work_and_what_may_be_done_is_none(sentence: str, is_work: bool) -> None:
    assert last_clause(ARTICLES + f"第二条 {sentence}\n").is_task is is_work


def test_items_that_an_article_announces_as_contents_belong_to_it() -> None:
    items = "（一）工商执照。经营范围含有运营等内容。\n（二）安全运行。按照质量要求组织施工。\n"
    document = parse_document(ARTICLES + "第二条 运营企业承诺内容：\n" + items + "第三条 企业应当接入平台。\n")
    assert [clause.path[-1] for clause in document.clauses] == ["第一条", "第二条", "第三条"]


FIELDS = [
    ("〔责任单位：各市、县（市、区）\n市场监管局（知识产权局）〕", ["各市、县（市、区）市场监管局（知识产权局）"]),
    ("责任单位：市财政局、市司法局等市级各有关部\n门", ["市财政局", "市司法局"]),
]


@pytest.mark.parametrize(("field", "units"), FIELDS)
def test_names_that_a_printer_broke_are_whole(field: str, units: list[str]) -> None:
    clause = parse_document(f"某省实施方案\n一、加强监管。完善制度。\n{field}\n二、做好服务。开展活动。\n").clauses[0]
    assert [unit.name.replace("\n", "") for unit in clause.units] == units


NOBODY = [
    "电网公司、有关配网企业指定业务部门负责摸底工作，于5月18日前报送联系人。",
    "要加强领导。要抓紧落实。要压实责任。要按时完成。省级财政部门要会同医保部门做好资金工作。",
]


@pytest.mark.parametrize("sentence", NOBODY)
def test_sentences_that_tell_kinds_of_departments_name_no_unit(sentence: str) -> None:
    assert last_clause(f"某省实施方案\n一、甲。做好甲。\n二、加强领导。{sentence}\n").units == ()


def test_a_line_of_counts_beneath_a_row_belongs_to_its_goals_and_not_to_its_units() -> None:
    rows = (
        "1\t推动农机更新\t更新农机40台\t更新农机50台\t区农业局\n到2027年新建设施12座；新增设备2台，14艘渔船减船转产\n"
    )
    document = parse_document(YEARS + rows + "2\t推动车辆更新\t更新车辆5辆\t更新车辆6辆\t区交通局\n")
    assert [names(clause) for clause in document.clauses] == [(["区农业局"], []), (["区交通局"], [])]
    assert {12, 14} <= {int(goal.value) for goal in document.clauses[0].goals}


def test_a_cell_that_holds_counts_names_nobody_and_the_row_is_flagged() -> None:
    rows = "1\t推动农机更新\t更新农机40台\t更新农机50台\t14艘渔船减船转产、新建设施12座\n"
    clause = last_clause(YEARS + rows + "2\t推动车辆更新\t更新车辆5辆\t更新车辆6辆\t区交通局\n")
    first = parse_document(YEARS + rows).clauses[0]
    assert first.units == ()
    assert Flag.NO_UNIT in first.flags
    assert names(clause) == (["区交通局"], [])


def test_the_words_of_a_row_with_goals_of_several_years_begin_with_the_first() -> None:
    rows = "1\t更新电梯\t—\t改造60台老旧住宅电梯和相关设备\t区住建局\n"
    rows += "2\t更新车辆\t更新5辆车\t更新16辆公交车辆\t区交通局\n"
    bodies = [clause.body for clause in parse_document(YEARS + rows).clauses]
    assert bodies == ["改造60台老旧住宅电梯和相关设备", "更新5辆车"]
