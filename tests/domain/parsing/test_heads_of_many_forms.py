"""Heads and signatures as papers and web pages print them: the same paper in many forms reads the same."""

from datetime import date

import pytest

from tracker.domain.parsing import ParsedDocument, parse_document

TITLE = "某市政府办公室关于印发某市修桥方案的通知"
LETTER = "各县（市、区）政府：\n现印发给你们，请认真落实。\n"
SIGNATURE = "某市政府办公室\n2024年3月1日\n"
PLAN = "某市修桥方案\n一、修桥。加快修桥。（市交通局负责）\n二、修路。加快修路。（市交通局负责）\n"
NUMBER = "某政办发〔2024〕3号"


def facts(document: ParsedDocument) -> tuple[str | None, str | None, str | None, date | None]:
    return document.title, document.document_number, document.issuing_authority, document.signed_on


HEADS = [
    f"{TITLE}\n{NUMBER}\n",
    f"{NUMBER}\n{TITLE}\n",
    f"{TITLE}（{NUMBER}）\n",
    f"{TITLE}\n（{NUMBER}）\n",
    f"{TITLE}  {NUMBER}\n",
    f"{NUMBER} {TITLE}\n{TITLE}\n{NUMBER}\n",
    f"{NUMBER} {TITLE}\n",
    f"{NUMBER}《{TITLE}》\n{TITLE}\n{NUMBER}\n",
    f"{TITLE}(发布日期：2024年03月06日文号：{NUMBER})\n",
    f"特急\n某市政府办公室文件\n{NUMBER}   签发人：张三\n{TITLE}\n",
    f"某市政府办公室文件\n{NUMBER}\n某市政府办公室\n关于印发某市修桥方案\n的   通   知\n",
    f"某市政府办公室文件\n{NUMBER}\n某市政府办公室\n关于印发某市\n修桥方案的通知\n",
    f"某市政府办公室关于印发某市\n修桥\n方案的通知\n{NUMBER}\n",
    f"首页 > 某市政府信息公开\n索 引 号 主题分类 综合政务\n发布机构 某市政府 文  号 {NUMBER}\n{TITLE}\n",
    f"  • 索引号:\n\n    61/2024-1\n  • 发文字号:\n\n    {NUMBER}\n  • 发布日期:\n\n    2024-04-06\n{TITLE}\n",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_head_reads_the_same_in_every_form(head: str) -> None:
    document = parse_document(head + LETTER + SIGNATURE + PLAN)
    assert facts(document) == (TITLE, NUMBER, "某市政府办公室", date(2024, 3, 1))
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]


SIGNATURES = [
    "某市政府办公室\n2024 3 1\n",
    "某市政府办公室      2024年3月1\n",
    "某市政府办公室\n202431\n",
    "某市政府办公室\n2024年3月1日\n",
    "某市政府办公室    2024年3月1日\n",
    "某市政府办公室\n2024 年 3 月 1 日\n",
    "某市政府办公室\n二〇二四年三月一日\n",
    "某市政府办公室\n二○二四年三月一日\n",
    "某市政府办公室（盖章）\n2024年3月1日\n",
    "某市政府办公室\n2024年3月1日\n（此件公开发布）\n",
    "2024年3月1日\n",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_reads_the_same_in_every_form(signature: str) -> None:
    document = parse_document(f"{TITLE}\n发布时间：2024-03-05 10:20\n{NUMBER}\n{LETTER}{signature}{PLAN}")
    assert facts(document) == (TITLE, NUMBER, "某市政府办公室", date(2024, 3, 1))


ISSUERS = [
    ("某市财政局    某市水务局\n某市林业局    某市商务局\n", "某市财政局、某市水务局、某市林业局、某市商务局"),
    ("某市财政局\n某市水务局\n", "某市财政局、某市水务局"),
    ("某市财政局    某市水务局\n", "某市财政局、某市水务局"),
    ("某市农民工工资支付工作\n领导小组办公室\n", "某市农民工工资支付工作领导小组办公室"),
]


@pytest.mark.parametrize(("names", "issuer"), ISSUERS)
def test_several_issuers_and_a_name_over_two_lines(names: str, issuer: str) -> None:
    document = parse_document(f"关于印发某市修桥方案的通知\n{LETTER}{names}2024年3月1日\n{PLAN}")
    assert document.issuing_authority == issuer


def test_the_issuers_that_a_title_parts_by_blanks_are_told_apart() -> None:
    document = parse_document(f"某市财政局 某市水务局 关于印发修桥方案的通知\n{LETTER}{PLAN}")
    assert document.issuing_authority == "某市财政局、某市水务局"


def test_a_letter_without_a_title_has_that_of_what_it_sends() -> None:
    document = parse_document(f"{NUMBER}\n{LETTER}{SIGNATURE}（此件公开发布）\n{PLAN}")
    assert facts(document) == ("某市修桥方案", NUMBER, "某市政府办公室", date(2024, 3, 1))


def test_the_title_of_a_sheet_goes_before_that_of_what_is_sent() -> None:
    sheet = f"索引号： | 0001/2024-1 | |\n文 号： | {NUMBER} | 是否有效： | |\n名 称： | {TITLE} |\n"
    assert parse_document(f"{sheet}{LETTER}{SIGNATURE}（此件公开发布）\n{PLAN}").title == TITLE


def test_a_party_paper_has_its_day_beneath_the_title() -> None:
    document = parse_document(f"中共某市委 某市人民政府\n关于修桥的意见\n（2024年3月1日）\n为修桥，提出意见。\n{PLAN}")
    assert document.signed_on == date(2024, 3, 1)


def test_the_number_of_an_order_may_stand_over_two_lines() -> None:
    document = parse_document(
        f"某市政府令\n第12号\n《某市修桥方案》已经通过，现予公布。\n市长 张三\n2024年3月1日\n{PLAN}"
    )
    assert facts(document) == ("某市修桥方案", "某市政府令第12号", "某市政府", date(2024, 3, 1))


def test_the_name_of_a_link_above_a_paper_is_no_title() -> None:
    links = "下载文字版\n《某市修桥方案》政策解读\n一图读懂《某市修桥方案》\n"
    names = "某市财政局\n某市水务局\n某市林业局\n某市商务局\n某市统计局\n"
    document = parse_document(
        f"{links}{names}关于印发《某市\n修桥方案》的通知\n{NUMBER}\n{LETTER}{names}2024年3月1日\n{PLAN}"
    )
    assert document.title == names.replace("\n", "") + "关于印发《某市修桥方案》的通知"


def test_a_paper_about_explaining_policies_keeps_its_title() -> None:
    assert parse_document(f"关于做好政策解读工作的通知\n{NUMBER}\n{LETTER}{PLAN}").title == "关于做好政策解读工作的通知"


ADDRESSEES = [
    ("各县（市、区）政府，中央、省驻某各单位：", ("各县（市、区）政府", "中央、省驻某各单位")),
    ("机关各处室、局属各单位：", ("机关各处室", "局属各单位")),
    ("某县人民政府：", ("某县人民政府",)),
    ("各有关单位:", ("各有关单位",)),
]


@pytest.mark.parametrize(("line", "names"), ADDRESSEES)
def test_a_letter_names_whom_it_addresses(line: str, names: tuple[str, ...]) -> None:
    assert parse_document(f"{TITLE}\n{NUMBER}\n{line}\n现印发给你们。\n{SIGNATURE}{PLAN}").addressees == names


EFFECTS = [
    ("现予公布，自2024年4月1日起施行。\n市  长\n", date(2024, 4, 1)),
    ("现印发给你们，自2024年4月1日起施行。\n", date(2024, 4, 1)),
    ("本方案自印发之日起施行。\n", date(2024, 3, 1)),
    ("本方案自印发之日起30日后施行。\n", None),
    ("《某条例》自2023年1月1日起施行后，各地反映良好。\n", None),
]


@pytest.mark.parametrize(("sentence", "effective_on"), EFFECTS)
def test_the_day_of_effect_is_that_of_this_paper(sentence: str, effective_on: date | None) -> None:
    assert parse_document(f"{TITLE}\n{NUMBER}\n{sentence}{SIGNATURE}{PLAN}").effective_on == effective_on
