"""Who leads where support has a sentence of its own, limits inside marks, and clauses that only tell who may apply."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedClause


def clause(text: str) -> ParsedClause:
    return parse_document(f"某市2025年工作方案\n{text}\n").clauses[0]


FORMULAS = [
    # the words, who leads, who supports
    ("一、市税务局牵头，推进登记办税。市住建局、市民政局参加。", "市税务局", "市住建局 市民政局"),
    ("一、保障用地。市资源局牵头负责，市林草局按职责配合。", "市资源局", "市林草局"),
    ("一、加强考核。由市安委办负责考核，结果由市委组织部备案。", "市安委办", ""),
    ("一、主管。市科技局是创新券的主管部门，负责制定政策；市财政局负责资金。", "市科技局", "市财政局"),
    ("一、开展培训。责任单位及完成时限：市人社局，6月底前", "市人社局", ""),
    ("一、修路。牵头单位为市交通局，配合单位为市财政局、市公安局。", "市交通局", "市财政局 市公安局"),
    ("一、修路。市交通局为牵头单位，市财政局、市公安局为配合单位。", "市交通局", "市财政局 市公安局"),
    ("一、修路。责任单位是市交通局、市财政局。", "市交通局", "市财政局"),
    ("一、修路。牵头单位市交通局，配合单位市财政局。", "市交通局", "市财政局"),
    ("一、修路。加快建设。责任单位 市交通局 市财政局", "市交通局", "市财政局"),
    ("一、修路。（市交通局抓总，市财政局落实）", "市交通局", "市财政局"),
    ("一、修路。以市交通局为主，市财政局配合。", "市交通局", "市财政局"),
    ("一、修路。（市交通局负总责，市财政局会办）", "市交通局", "市财政局"),
    ("一、修路。（市交通局牵头，会同市财政局、市公安局）", "市交通局", "市财政局 市公安局"),
    ("一、修路。（市交通局负责实施，市财政局负责资金保障）", "市交通局", "市财政局"),
    ("一、修路。市交通局作为牵头单位，要会同市财政局抓好落实。", "市交通局", "市财政局"),
    ("一、修路。由市政府办牵头，市交通局具体负责，市财政局协助。", "市政府办", "市交通局 市财政局"),
    ("一、修路。（指导单位：市交通局；落实单位：各县政府）", "各县政府", ""),
    ("一、修路。（市交通局、市财政局，排名第一的为牵头单位）", "市交通局", "市财政局"),
    ("一、修路。责任单位各负其责，抓好落实。", "", ""),
    (
        "一、供水。县水务局和县住建局为全县改造的总牵头单位，乡镇水务站为辖区改造的牵头单位、村委会为责任单位。",
        "县水务局 县住建局 乡镇水务站",
        "村委会",
    ),
    ("一、供水。改造资金由县财政局和县水投公司共同承担。", "县财政局", "县水投公司"),
    ("一、评选。先进工作者由县工会评选推荐。", "县工会", ""),
    ("一、完成时限：9月底前；责任单位：市数据局。建成平台。", "市数据局", ""),
]


@pytest.mark.parametrize(("text", "leads", "supporting"), FORMULAS)
def test_support_may_have_a_sentence_of_its_own(text: str, leads: str, supporting: str) -> None:
    found = clause(text)
    assert [unit.name for unit in found.lead_units] == leads.split()
    assert [unit.name for unit in found.supporting_units] == supporting.split()


LIMITS = [
    # the mark, the day, the words
    ("（市数据局；2025年6月）", "2025-06-30", "2025年6月"),
    ("（责任单位：市数据局，三季度）", "2025-09-30", "三季度"),
    ("（市数据局负责，长期坚持）", "None", "长期坚持"),
    ("责任单位：市数据局 完成时限：6月底前", "2025-06-30", "6月底前"),
]


@pytest.mark.parametrize(("mark", "day", "words"), LIMITS)
def test_a_date_inside_a_mark_is_a_limit(mark: str, day: str, words: str) -> None:
    found = clause(f"一、优化服务。优化服务。{mark}")
    assert (str(found.due_on), found.due_phrase) == (day, words)
    assert [unit.name for unit in found.units] == ["市数据局"]


NO_WORK = [
    "一、申领创新券的企业应当同时符合下列条件：注册满一年，投入占比不低于3%。",
    "一、享受政策的企业须在本市注册纳税。",
    "一、有下列情形之一的，不予支持：提供虚假材料的。",
    "一、考核结果分为优秀、良好、较差三个等次。",
    "一、重点工作（60分）。完成年度任务。",
]
WORK = [
    "一、新建公园应当符合设计规范。",
    "一、任何部门不得变相设置审批事项。",
    "一、享受政策的企业由市科技局认定并公布。",
]


@pytest.mark.parametrize(("text", "is_task"), [*((t, False) for t in NO_WORK), *((t, True) for t in WORK)])
def test_a_clause_that_tells_who_may_apply_or_how_points_are_given_is_no_work(text: str, is_task: bool) -> None:
    found = clause(text)
    assert found.is_task is is_task
    assert not found.goals
