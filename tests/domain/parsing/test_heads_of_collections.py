"""Heads of papers in books, in minutes, on web pages of one line; who issued, and from when a paper holds."""

import pytest

from tracker.domain.parsing import parse_document

BODY = "一、修路。做好修路工作。\n二、建桥。做好建桥工作。\n"
TITLE = "某市人民政府办公室关于印发某市2023年政务公开工作要点的通知"

BOOKS = [
    f"9. {TITLE}（2023年5月22日）\n某政发〔2023〕51号\n",
    "9. 某市人民政府办公室关于印发某市2023 年政\n务公开工作要点的通知（2023 年5 月22 日）\n某政发〔2023〕51 号\n",
    "9. 某市人民政府办公室关于印发某市\n2023\n年政务公开工作要点的通知\n（2023 年5 月22\n日）\n某政发〔2023〕51 号\n",
    f"（二）某省\n1. {TITLE}（2023年5月22日）\n某政发〔2023〕51号\n",
]


@pytest.mark.parametrize("head", BOOKS)
def test_the_number_of_a_paper_in_a_book_is_no_number_of_a_clause(head: str) -> None:
    found = parse_document(f"{head}各县（市、区）人民政府：\n现将要点印发给你们。\n{BODY}")
    assert (found.title, found.document_number) == (TITLE, "某政发〔2023〕51号")
    assert found.issuing_authority == "某市人民政府办公室"
    assert [clause.path for clause in found.clauses] == [("一",), ("二",)]


def test_minutes_have_the_title_below_their_red_head_and_the_body_it_names() -> None:
    head = (
        "某市人民政府专题会议纪要\n〔2026〕15号\n关于研究修路有关问题的会议纪要\n2026年4月8日，副市长主持召开会议。\n"
    )
    found = parse_document(head + BODY)
    assert (found.title, found.issuing_authority) == ("关于研究修路有关问题的会议纪要", "某市人民政府")
    assert found.document_number == "某市人民政府专题会议纪要〔2026〕15号"


def test_minutes_without_a_second_title_keep_their_head() -> None:
    assert parse_document(f"某市人民政府专题会议纪要\n会议议定：\n{BODY}").title == "某市人民政府专题会议纪要"


TITLES = [
    (
        "某省新一轮“四减四增”三年行动方案(2021一2023年)(送审稿)为加快调整结构，制定本方案。" + BODY.replace("\n", ""),
        "某省新一轮“四减四增”三年行动方案(2021一2023年)(送审稿)",
    ),
    (
        f"首页 政务公开 {TITLE} 时间：2023-03-30 15:53 各相关单位： 现将要点印发给你们。 {BODY}".replace("\n", " "),
        TITLE,
    ),
    (f"学校公告\n党政办\n{TITLE}\n{BODY}", TITLE),
    (
        f"关于选拔第七批拔尖人才、\n学术带头人及其后备人才的通知\n各县（市、区）：\n{BODY}",
        "关于选拔第七批拔尖人才、学术带头人及其后备人才的通知",
    ),
    (
        "国务院办公厅关于印发重点任务分工方案的通知国办发〔2020〕43号\n各省、自治区、直辖市人民政府：\n" + BODY,
        "国务院办公厅关于印发重点任务分工方案的通知",
    ),
    (
        "各学校：\n现将方案印发给你们。\n某市教育局\n2026年4月20日\n（联系科室：教育科）\n2026年某市招生工作方案\n"
        + BODY,
        "2026年某市招生工作方案",
    ),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_is_told_from_what_stands_around_it(text: str, title: str) -> None:
    assert parse_document(text).title == title


def test_a_title_in_a_book_needs_no_word_of_issue_and_its_day_is_no_signature() -> None:
    found = parse_document(
        f"某市落实优化营商环境工作\n方案的通知（2023年3月29日）\n某政发〔2023〕14号\n为做好工作，制定方案。\n{BODY}"
    )
    assert (found.title, found.signed_on) == ("某市落实优化营商环境工作方案的通知", None)


def test_the_name_of_a_site_is_no_part_of_the_title() -> None:
    text = f"关于制止违规融资的通知_中国政府采购网\n某财〔2017〕87号\n各市财政局：\n现将有关事项通知如下：\n{BODY}"
    assert parse_document(text).title == "关于制止违规融资的通知"


def test_a_number_in_square_brackets_before_the_title_is_the_number() -> None:
    text = f"[某委督〔2014〕1号]关于印发《2014年度目标任务》的通知\n各县（区）：\n现印发你们。\n{BODY}"
    found = parse_document(text)
    assert (found.title, found.document_number) == ("关于印发《2014年度目标任务》的通知", "某委督〔2014〕1号")


ISSUERS = [
    ("某市发展和改革委员会等关于印发《某市行动计划》的通知\n某发改〔2024〕1081号\n" + BODY, "某市发展和改革委员会"),
    ("某市政务服务办关于印发某市2023年工作要点的通知\n各区：\n" + BODY, "某市政务服务办"),
    (
        "农业农村部\n国家发展改革委\n中国人民银行\n文件\n某发〔2021〕5号\n关于印发《某意见》的通知\n各省：\n" + BODY,
        "农业农村部、国家发展改革委、中国人民银行",
    ),
    ("某市人民政府文件\n某政发〔2021〕5号\n关于做好防汛工作的通知\n各县：\n" + BODY, "某市人民政府"),
    ("某区工作要点\n" + BODY + "某区领导小组办公室（区商务局代章）\n2026年4月2日\n", "某区领导小组办公室"),
]


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_the_issuer_is_named_without_what_is_added(text: str, issuer: str) -> None:
    assert parse_document(text).issuing_authority == issuer


@pytest.mark.parametrize("words", ["各政策举措自印发之日起执行", "本方案自印发之日起施行", "自印发之日起施行"])
def test_a_paper_that_holds_from_its_issue_takes_effect_on_the_day_of_signing(words: str) -> None:
    found = parse_document(f"某市工作方案\n{BODY}三、其他。做好其他。\n{words}。\n某市人民政府\n2023年1月20日\n")
    assert str(found.effective_on) == "2023-01-20"
