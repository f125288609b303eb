"""What a web page prints above a paper: tables of particulars, labels in brackets, the way through the page."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import PartKind

BODY = "为推进甲，提出如下安排。\n一、甲。做甲。\n二、乙。做乙。\n"
HEADS = [
    (
        "索  引  号\t0140/2024-57\t分        类\t重点工作\n发文日期\t2024-03-09\n标        题\t2024年全县水务要点\n"
        "文        号\t某水发〔2024〕1号\t主  题  词\n内容概述\n\n2024年全县水务要点\n发布日期：2024-03-09 14:31\n",
        "2024年全县水务要点",
        "某水发〔2024〕1号",
    ),
    (
        "某县人民政府\n索引号：\t0140/2024-58\t生成日期：\t2024-06-18\n文号：\t\t关键字：\t水务\n\n"
        "关于开展2024年供水 集中检修的通知\n信息来源：某县人民政府\n",
        "关于开展2024年供水集中检修的通知",
        None,
    ),
    (
        "[ 索引号 ]\n0140/2024-59\n[ 发文字号 ]\n某水发〔2024〕2号\n[ 发布日期 ]\n2024-04-16\n\n"
        "某县水务局关于印发某方案的通知\n",
        "某县水务局关于印发某方案的通知",
        "某水发〔2024〕2号",
    ),
    (
        "1. 首页\n2. 政务公开\n3. 近期公开\n\n某县人民政府关于印发某方案的通知\n某政发〔2024〕3号\n",
        "某县人民政府关于印发某方案的通知",
        "某政发〔2024〕3号",
    ),
]


@pytest.mark.parametrize(("head", "title", "number"), HEADS)
def test_title_and_number_are_found_below_and_inside_the_head_of_a_web_page(
    head: str, title: str, number: str | None
) -> None:
    document = parse_document(head + BODY)
    assert (document.title, document.document_number) == (title, number)
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]
    assert "".join(document.text[part.start : part.end] for part in document.parts) == document.text


def test_what_is_printed_to_share_a_page_is_no_clause() -> None:
    document = parse_document(f"某县方案\n{BODY}分享：\n\nsw0824+A.pdf\n")
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]


def test_a_table_whose_first_column_is_no_particular_stays_a_table() -> None:
    document = parse_document("任务分解表\n序号\t名称\t责任单位\n1\t建成水厂\t县水务局\n")
    assert [unit.name for unit in document.clauses[0].units] == ["县水务局"]
    assert PartKind.NOISE not in {part.kind for part in document.parts}


def test_a_list_of_work_that_begins_like_a_way_through_a_page_stays_work() -> None:
    document = parse_document("某县方案\n1.首页改版\n2.政务公开\n")
    assert len(document.clauses) == 2


def test_names_with_a_lost_blank_between_them_sign_together() -> None:
    signature = "某省工业厅 ？某省财政厅\n国家税务总局某省税务局\n2024年4月23日\n"
    document = parse_document(f"关于印发某方案的通知\n各市：\n现印发给你们。\n{signature}某方案\n一、甲。做甲。\n")
    assert document.issuing_authority == "某省工业厅、某省财政厅、国家税务总局某省税务局"


def test_a_signature_on_a_line_of_its_own_below_a_sentence_without_numbers_is_read() -> None:
    document = parse_document("某县方案\n建成平台。\n某县人民政府2024年5月6日\n（此件公开发布）\n")
    assert document.issuing_authority == "某县人民政府"


SHEETS = [
    "01. [主题分类] 农业、水利/水务----\n02. [发文机构] ----某县人民政府\n03. [成文日期] 2024-03-09\n"
    "04. [发文字号] 某政发〔2024〕4号\n05. [废止日期] ----\n06. [有效性] 现行有效\n",
    "索引号 0140/2024-61\n发文机关 某县人民政府\n发文字号 某政发〔2024〕4号\n成文日期 2024年3月9日\n标题 \n",
    "索引号：\n0140/2024-62\n发文机关：\n某县人民政府\n发文字号：\n某政发〔2024〕4号\n成文日期：\n2024年3月9日\n有效性：\n有效\n",
    "发文机关： 某县人民政府 成文日期： 2024年3月9日\n发文字号： 某政发〔2024〕4号 发布日期： 2024年3月12日\n",
    "（1）索引号：0140/2024-63\n（2）发文机关：某县人民政府\n（3）发文字号：某政发〔2024〕4号\n（4）成文日期：2024-03-09\n",
    "【发文机关】某县人民政府\n【发文字号】某政发〔2024〕4号\n【成文日期】2024-03-09\n【有效性】有效\n",
]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_of_particulars_is_left_out_and_tells_what_the_paper_does_not(sheet: str) -> None:
    document = parse_document(f"{sheet}\n某县供水行动方案\n{BODY}")
    found = (document.title, document.document_number, document.issuing_authority, str(document.signed_on))
    assert found == ("某县供水行动方案", "某政发〔2024〕4号", "某县人民政府", "2024-03-09")
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]
    noise = [document.text[part.start : part.end] for part in document.parts if part.kind is PartKind.NOISE]
    assert [line for line in sheet.splitlines() if line.strip() and line not in noise] == []


def test_what_the_paper_prints_itself_stands_above_its_sheet() -> None:
    document = parse_document(
        f"{SHEETS[0]}某县水务局关于印发某方案的通知\n某水发〔2024〕9号\n{BODY}某县水务局\n2024年3月7日\n"
    )
    found = (document.document_number, document.issuing_authority, str(document.signed_on))
    assert found == ("某水发〔2024〕9号", "某县水务局", "2024-03-07")


@pytest.mark.parametrize(
    "field", ["实施时间：2024年1月至6月", "来源：群众来信", "公开方式：村务公开栏", "有效期：三年"]
)
def test_a_field_of_the_paper_that_has_the_name_of_a_particular_is_read(field: str) -> None:
    document = parse_document(f"某县方案\n为推进甲，提出如下安排。\n1.甲。做甲。\n2.{field}。\n")
    assert [clause.path for clause in document.clauses] == [("1",), ("2",)]


@pytest.mark.parametrize(
    "line",
    ["首页 / 政务公开 / 重点工作", "> 政府信息公开目录", "返回 某某网 首页 能源", "免责声明：本文仅供参考", "扫码关注"],
)
def test_the_way_through_a_page_and_its_foot_are_left_out(line: str) -> None:
    document = parse_document(f"{line}\n某县供水行动方案\n{BODY}{line}\n")
    assert (document.title, len(document.clauses)) == ("某县供水行动方案", 2)
    assert [part.kind for part in document.parts].count(PartKind.NOISE) == 2


def test_the_note_of_a_sign_in_the_text_is_no_clause() -> None:
    document = parse_document(f"某县方案\n{BODY}三、丙。降低能耗[1]。（责任单位：县水务局）\n[1]不含农业用水。\n")
    assert [clause.path for clause in document.clauses] == [("一",), ("二",), ("三",)]


def test_the_title_of_an_extract_that_follows_the_signature_of_its_letter_is_found() -> None:
    letter = "各有关单位：\n现将方案印发给你们。\n某县水务局\n2024年3月9日\n"
    document = parse_document(f"{letter}某县供水行动方案\n为推进甲，提出如下安排。\n三、丙。做丙。\n四、丁。做丁。\n")
    assert document.title == "某县供水行动方案"
