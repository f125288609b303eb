"""Numbers, headings and what stands between them."""

import pytest

from tracker.domain.parsing import ParsedDocument, parse_document
from tracker.domain.parsing.model import Flag, PartKind


def paths(text: str) -> list[str]:
    return ["/".join(label or "-" for label in clause.path) for clause in parse_document(text).clauses]


def kinds(document: ParsedDocument) -> list[PartKind]:
    return [part.kind for part in document.parts if part.kind is not PartKind.BLANK]


NUMBERINGS = [
    ("一、甲。做甲。\n二、乙。做乙。\n", "一 二"),
    ("一、甲\n（一）子。做子。\n(二)丑。做丑。\n二、乙\n（三）寅。做寅。\n", "一/（一） 一/（二） 二/（三）"),
    (
        "一、甲\n（一）子\n1.天。做天。\n2．地。做地。\n3、人。做人。\n4﹒和。做和。\n",
        "一/（一）/1 一/（一）/2 一/（一）/3 一/（一）/4",
    ),
    ("一、甲\n1.天。做天。\n二、乙\n2.地。做地。\n", "一/1 二/2"),
    ("一、甲\n1.天。做天。\n二、乙\n1.地。做地。\n", "一/1 二/1"),
    ("１．天。做天。\n２．地。做地。\n", "1 2"),
    ("一、甲\n（1）天。做天。\n（2）地。做地。\n", "一/（1） 一/（2）"),
    ("一、甲\n①天。做天。\n②地。做地。\n", "一/① 一/②"),
    ("第一章 总则\n第一条 各部门应当做甲。\n第二条 各部门应当做乙。\n", "第一章/第一条 第一章/第二条"),
    ("第一章　总则　　第一条　各部门应当做甲。\n　　第二条　各部门应当做乙。\n", "第一章/第一条 第一章/第二条"),
    ("第一条 各部门应当：\n（一）做甲；\n（二）做乙。\n第二条 各部门应当做丙。\n", "第一条 第二条"),
    ("一、甲。有下列情形：\n（一）子；\n（二）丑。\n二、乙。做乙。\n", "一 二"),
    ("一、甲。做甲。\n一、乙。做乙。\n", "一 一"),
    ("十一、甲。做甲。\n十二、乙。做乙。\n", "十一 十二"),
    ("一、甲。做甲。（一）子。做子。（二）丑。做丑。二、乙。做乙。", "一/（一） 一/（二） 二"),
    ("一、甲（一）子。做子。（二）丑。做丑。二、乙（三）寅。做寅。", "一/（一） 一/（二） 二/（三）"),
    ("（一）子。一是做甲；二是做乙；三是做丙。\n", "（一）/一是 （一）/二是 （一）/三是"),
    ("（一）子。一是做甲；二是做乙。（责任单位：市科技局）\n", "（一）"),
    ("第一产业增长3%。\n", ""),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERINGS)
def test_numbers_give_the_path_of_a_clause(text: str, expected: str) -> None:
    assert paths(text) == expected.split()


def test_a_heading_that_lost_its_number_gets_it_back_and_is_flagged() -> None:
    document = parse_document(
        "一、甲\n（一）子。做子。\n（二）丑。做丑。\n推动产业集聚\n（一）寅。做寅。\n三、丙\n（一）卯。做卯。\n"
    )
    assert [(section.label, section.title) for section in document.sections] == [
        ("一", "甲"),
        ("二", "推动产业集聚"),
        ("三", "丙"),
    ]
    assert document.sections[1].flags == (Flag.MISSING_NUMBER,)
    assert document.clauses[2].path == (None, "（一）")
    assert document.clauses[2].label == "二（一）"


def test_a_number_used_twice_is_flagged() -> None:
    document = parse_document("一、甲。做甲。\n二、乙。做乙。\n二、丙。做丙。\n")
    assert [Flag.DUPLICATE_NUMBER in clause.flags for clause in document.clauses] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "after_a_gap"),
    [
        ("一、甲。做甲。\n二、乙。做乙。\n四、丁。做丁。\n", [False, False, True]),
        ("二、乙。做乙。\n三、丙。做丙。\n", [False, False]),
        ("一、甲\n（一）子。做子。\n二、乙\n（一）丑。做丑。\n（三）卯。做卯。\n", [False, False, True]),
        ("一、甲\n（一）子。做子。\n二、乙\n（二）丑。做丑。\n三、丙\n（四）卯。做卯。\n", [False, False, True]),
        ("一、甲。做甲。\n三、丙。做丙。\n三、丁。做丁。\n", [False, True, False]),
    ],
)
def test_what_follows_a_number_that_is_left_out_is_flagged(text: str, after_a_gap: list[bool]) -> None:
    assert [Flag.NUMBER_GAP in clause.flags for clause in parse_document(text).clauses] == after_a_gap


def test_headings_without_numbers_stand_above_the_numbers_beneath_them() -> None:
    document = parse_document("主要任务\n1.天。做天。\n2.地。做地。\n保障措施\n3.人。做人。\n")
    assert [section.title for section in document.sections] == ["主要任务", "保障措施"]
    assert paths(document.text) == ["-/1", "-/2", "-/3"]


def test_a_heading_without_children_is_a_clause_with_its_body_on_the_next_line() -> None:
    clause = parse_document("一、保障措施\n各部门要做好保障。\n").clauses[0]
    assert (clause.title, clause.body.strip()) == ("保障措施", "各部门要做好保障。")


def test_a_heading_with_children_is_a_clause_only_when_it_has_a_mark_of_its_own() -> None:
    assert paths("一、甲（责任单位：市科技局）\n1.天。做天。\n2.地。做地。\n") == ["一", "一/1", "一/2"]


def test_titles_end_at_the_first_stop_and_long_sentences_are_no_titles() -> None:
    document = parse_document(
        "1.加强领导。各部门要落实。\n2.各部门要加强领导。抓好落实。\n"
        "3.建设平台：形成网络。\n4.建设平台。（责任单位：市科技局）\n"
    )
    assert [clause.title for clause in document.clauses] == ["加强领导", None, "建设平台", None]


def test_an_unnumbered_paragraph_after_the_last_mark_is_a_clause_of_its_own() -> None:
    text = (
        "一、甲。做甲。（市科技局负责）\n二、乙。做乙。（市科技局负责）\n"
        "各地各部门要抓好落实。\n某市人民政府\n2024年5月6日\n"
    )
    assert paths(text) == ["一", "二", "-"]


def test_a_closing_call_such_as_no_other_clause_has_is_a_clause_of_its_own() -> None:
    text = "一、甲。做甲。\n二、乙。做乙。\n三、丙。做丙。\n四、丁。做丁。\n各地各部门要抓好落实。\n"
    assert paths(text) == ["一", "二", "三", "四", "-"]


def test_signature_effect_and_imprint_are_no_clauses() -> None:
    document = parse_document(
        "一、甲。做甲。\n本意见自2024年6月1日起施行。\n某市人民政府\n2024年5月6日\n（此件公开发布）\n抄送：市委各部门。\n"
    )
    assert paths(document.text) == ["一"]
    assert kinds(document) == [
        PartKind.CLAUSE,
        PartKind.EFFECT,
        PartKind.SIGNATURE,
        PartKind.SIGNATURE,
        PartKind.IMPRINT,
        PartKind.IMPRINT,
    ]


def test_what_stands_in_a_box_is_no_clause() -> None:
    text = "一、甲\n（一）子。做子。\n专栏1 重点工程\n1.建设100个社区。\n2.改造50家单位。\n（二）丑。做丑。\n"
    document = parse_document(text)
    assert paths(text) == ["一/（一）", "一/（二）"]
    assert kinds(document).count(PartKind.BOX) == 3


def test_several_documents_in_a_file_are_kept_apart() -> None:
    text = (
        "某市人民政府办公室关于印发两个方案的通知\n各县区：\n现将方案印发给你们。\n某市人民政府办公室\n2024年5月6日\n"
        "某市服务提升方案\n为提升服务，制定本方案。\n一、甲。做甲。\n二、乙。做乙。\n"
        "某市收费整治方案\n为整治收费，制定本方案。\n一、丙。做丙。\n"
    )
    document = parse_document(text)
    assert [clause.name_of_file_part for clause in document.clauses] == ["某市服务提升方案"] * 2 + ["某市收费整治方案"]
    assert document.title == "某市人民政府办公室关于印发两个方案的通知"


def test_a_list_of_annexes_is_no_clause() -> None:
    assert paths("一、甲。做甲。\n附件：1.任务分工表\n2.指标体系表\n某市人民政府\n2024年5月6日\n") == ["一"]


def test_lines_broken_by_a_printer_are_joined() -> None:
    body = "加快建设高水平创新平台推动科技创新和产业创新深度融合发展取得新成效新进展"
    text = f"一、总体要求\n{body}\n" + "".join(
        f"（{number}）推进平台建设。{body[:26]}\n{body}。（责任单位：省市场监管局（省知\n识产权局）、省科\n—{page}—\n技厅）\n"
        for page, number in enumerate("一二三四五六", start=1)
    )
    document = parse_document(text)
    assert [unit.name for unit in document.clauses[1].units] == ["省市场监管局（省知识产权局）", "省科技厅"]
    assert {clause.title for clause in document.clauses[1:]} == {"推进平台建设"}
    assert PartKind.NOISE in kinds(document)


def test_a_number_alone_on_its_line_belongs_to_the_words_beneath_it() -> None:
    document = parse_document(
        "某县2024年工作方案\n一、\n总体要求\n坚持统筹。\n二、\n重点任务\n1.\n建成平台。\n2.\n修好道路。\n"
    )
    assert [section.title for section in document.sections] == ["总体要求", "重点任务"]
    assert [(clause.path, clause.body) for clause in document.clauses[1:]] == [
        (("二", "1"), "建成平台。"),
        (("二", "2"), "修好道路。"),
    ]


def test_items_of_an_article_with_headings_of_their_own_are_clauses() -> None:
    steps = "（一）自查评分。各单位对照细则自查。\n（二）部门评审。牵头部门逐项评审打分。\n"
    document = parse_document(f"某区考核办法\n第一条 为做好考核，制定本办法。\n第二条 考核采取以下步骤：\n{steps}")
    assert [clause.path for clause in document.clauses] == [("第一条",), ("第二条", "（一）"), ("第二条", "（二）")]


def test_page_numbers_of_a_converter_stand_in_no_name() -> None:
    document = parse_document(
        "一、推进改革。做好数据共享。（市政务\n# Page 12:\n局、市财政局负责）\n二、其他。做好其他。\n"
    )
    assert [unit.name for unit in document.clauses[0].units] == ["市政务局", "市财政局"]


def test_a_mark_that_a_printer_broke_is_read_whole_in_texts_that_are_not_broken_elsewhere() -> None:
    first = "一、搭建平台。\n提供产品。\n（牵头单位：市发展改革委、市金融监\n管局）\n"
    second = "二、公开信息。〔责任单位：市财政局，时限要求：\n6月底〕\n"
    document = parse_document(f"某市2030年工作要点\n{first}{second}")
    assert [[unit.name for unit in clause.units] for clause in document.clauses] == [
        ["市发展改革委", "市金融监管局"],
        ["市财政局"],
    ]
