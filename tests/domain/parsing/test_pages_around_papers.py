"""What a web page prints before and after a paper, long lists in sentences, and titles of ideas."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedClause

HEAD = "某县工作方案\n"


def units_of(clause: ParsedClause) -> tuple[list[str], list[str]]:
    return [unit.name for unit in clause.lead_units], [unit.name for unit in clause.supporting_units]


TRAILS = [
    "1. 当前位置：\n2. 首页\n3. / 政务公开\n4. / 政策文件\n",
    "1. 首页\n2. > 政务公开\n3. > 重点工作\n",
    "1、您的位置：\n2、网站首页\n3、信息公开\n",
]


@pytest.mark.parametrize("trail", TRAILS)
def test_a_numbered_way_through_the_page_is_no_clause(trail: str) -> None:
    document = parse_document(f"{trail}{HEAD}一、甲。做甲。\n二、乙。做乙。\n")
    assert (document.title, [clause.path for clause in document.clauses]) == ("某县工作方案", [("一",), ("二",)])


FEET = [
    "相关附件\n- 任务分工表.wps\n",
    "政策性文件留言咨询\n（注：1.只接收咨询；2.留言时请注明名称）\n",
    "评论回复\n王某：同意 ［2026-07-10］\n提交回复返回\n",
    "我要纠错\n（注：1.请写明地点；2.请留电话。）\n",
]


@pytest.mark.parametrize("foot", FEET)
def test_remarks_of_readers_beneath_a_paper_are_no_clauses(foot: str) -> None:
    document = parse_document(f"{HEAD}一、甲。做甲。\n二、乙。做乙。\n{foot}")
    assert [clause.text for clause in document.clauses] == ["一、甲。做甲。", "二、乙。做乙。"]


MANY = "省教育局、省民政局、省水利局、省文化局、省体育局、省卫生局、省气象局、省粮食局、省档案局、省统计局"


def test_a_list_of_many_units_in_a_sentence_is_read_whole() -> None:
    sentence = f"各项重点，由所涉及的{MANY}等省级主管部门（单位）牵头完成报告，其他相关部门（单位）配合。"
    clause = parse_document(f"{HEAD}一、自查。{sentence}\n二、乙。做乙。\n").clauses[0]
    assert units_of(clause) == (MANY.split("、"), ["其他相关部门（单位）"])


def test_a_verb_without_a_sign_before_it_is_no_part_of_the_name() -> None:
    mark = "〔省水利厅、省民政厅等按职责分工负责，各市（州）人民政府推动落实〕"
    clause = parse_document(f"{HEAD}一、甲。做甲。{mark}\n二、乙。做乙。\n").clauses[0]
    assert units_of(clause) == (["省水利厅"], ["省民政厅", "各市（州）人民政府"])


@pytest.mark.parametrize(
    "words", ["打造由龙头企业牵头、产学研深度融合的创新联合体。", "构建由县科技局牵头、企业参与的创新平台。"]
)
def test_who_sits_in_what_is_founded_has_no_work_by_it(words: str) -> None:
    clause = parse_document(f"{HEAD}一、甲。{words}\n二、乙。做乙。\n").clauses[0]
    assert clause.units == ()


@pytest.mark.parametrize("title", ["准确把握绿色发展的总体要求", "明确指导思想", "坚持的基本原则"])
def test_a_title_that_ends_with_ideas_heads_no_work(title: str) -> None:
    document = parse_document(f"{HEAD}一、{title}\n以新发展理念为指导，全面推进绿色转型。\n二、修路。修村道。\n")
    assert [clause.is_task for clause in document.clauses] == [False, True]
