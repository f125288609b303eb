"""Notations that few papers use: bars between cells, no numbers at all, counts across headings, short names."""

import pytest

from tracker.domain.parsing import ParsedDocument, parse_document

HEAD = "某县2024年工作方案\n"


def read(text: str) -> list[str]:
    """Each clause as path | title | leads | supporters | limit."""
    return [
        " | ".join(
            (
                "/".join(label or "-" for label in clause.path),
                clause.title or "",
                " ".join(unit.name for unit in clause.lead_units),
                " ".join(unit.name for unit in clause.supporting_units),
                str(clause.due_on or ""),
            )
        )
        for clause in parse_document(HEAD + text).clauses
    ]


NOTATIONS = [
    (
        "| 序号 | 任务 | 牵头单位 | 配合单位 | 时限 |\n|:-|--|--|--|--|\n| 1 | 建成平台 | 县科技局 | | 9月底前 |\n",
        ["1 |  | 县科技局 |  | 2024-09-30"],
    ),
    (
        "序号 | 任务 | 责任单位\n1 | 建成平台，\n修好道路 | 县科技局、县财政局\n2 | 整治水体 | 县环保局\n",
        ["1 |  | 县科技局 | 县财政局 | ", "2 |  | 县环保局 |  | "],
    ),
    (
        "序号 |\n任务 |\n责任单位 |\n时限 |\n1 |\n建成平台，修好 道路。 |\n县科技局 |\n全年 |\n",
        ["1 |  | 县科技局 |  | 2024-12-31"],
    ),
    (
        "任务1：建平台。建成平台。责任单位：县科技局\n任务2：育企业。培育企业。责任单位：县工信局\n",
        ["任务1 | 建平台 | 县科技局 |  | ", "任务2 | 育企业 | 县工信局 |  | "],
    ),
    ("第一部分 任务\n一、建平台。建成平台。（县科技局负责）\n", ["第一部分/一 | 建平台 | 县科技局 |  | "]),
    (
        "一、总则\n1.目标。做甲。\n二、任务\n（一）产业。实施如下项目：\n2.甲项目。做甲。\n（二）科技。实施项目：\n3.乙项目。做乙。\n",
        ["一/1 | 目标 |  |  | ", "二/（一）/2 | 甲项目 |  |  | ", "二/（二）/3 | 乙项目 |  |  | "],
    ),
    (
        "一、任务\n1.甲。做甲。\n2.6月底前建成平台。（县科技局负责）\n3.5G基站建设。建成基站。\n",
        ["一/1 | 甲 |  |  | ", "一/2 |  | 县科技局 |  | 2024-06-30", "一/3 | 5G基站建设 |  |  | "],
    ),
    (
        "建设平台\n建成数据平台，推动数据资源共享共用开放。（县科技局负责）\n培育企业\n培育科技企业，推动企业创新发展壮大。（县工信局负责）\n",
        ["- | 建设平台 | 县科技局 |  | ", "- | 培育企业 | 县工信局 |  | "],
    ),
    (
        "一、甲。由县工信局牵头，科技、财政等部门配合。\n二、乙。科技、财政部门配合，由县工信局牵头。\n",
        ["一 | 甲 | 县工信局 | 科技 财政 | ", "二 | 乙 | 县工信局 | 科技 财政部门 | "],
    ),
    (
        "一、甲。做甲。\n主要责任单位：县住建局\n其他责任单位：县财政局、县审计局\n",
        ["一 | 甲 | 县住建局 | 县财政局 县审计局 | "],
    ),
]


@pytest.mark.parametrize(("text", "expected"), NOTATIONS)
def test_rarer_notations_are_read(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_a_clause_takes_nothing_from_a_table_between_its_lines() -> None:
    document = parse_document(
        HEAD + "一、甲。做甲。\n序号\t任务\t责任单位\n1\t做乙\t县科技局\n以上任务请抓好落实。\n二、丙。做丙。\n"
    )
    assert [[unit.name for unit in clause.units] for clause in document.clauses] == [[], ["县科技局"], [], []]


HEADS: list[tuple[str, str, str | None]] = [
    ("某县2024年重点任务（某政发〔2024〕2号）\n一、甲。做甲。\n", "某县2024年重点任务", "某政发〔2024〕2号"),
    ("市人民政府令第9号\n某市公园办法\n第一条 各区应当做甲。\n", "某市公园办法", "市人民政府令第9号"),
    (
        "某市人民政府\n关于印发某市工作方案\n等文件的通知\n一、甲。做甲。\n",
        "某市人民政府关于印发某市工作方案等文件的通知",
        None,
    ),
    ("各区政府：\n请执行。\n某市人民政府\n2024年4月1日\n某市工作方案\n一、甲。做甲。\n", "某市工作方案", None),
    ("关于推进某事的实施意见为深入贯彻精神，提出意见。一、甲。做甲。二、乙。做乙。", "关于推进某事的实施意见", None),
]


@pytest.mark.parametrize(("text", "title", "number"), HEADS)
def test_titles_and_numbers_stand_in_many_places(text: str, title: str, number: str | None) -> None:
    document = parse_document(text)
    assert (document.title, document.document_number) == (title, number)


def signed(ending: str) -> ParsedDocument:
    return parse_document(f"某市某县人民政府令\n某县公园办法\n第一条 各镇应当做甲。\n{ending}\n2024年4月1日\n")


def test_bodies_parted_by_white_space_sign_together_and_a_person_signs_for_the_body_above() -> None:
    assert signed("某县科技局　某县财政局").issuing_authority == "某县科技局、某县财政局"
    assert signed("县长 张三").issuing_authority == "某市某县人民政府"
