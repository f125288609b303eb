"""Paragraphs without numbers beneath a heading line, each with a heading and a mark of its own."""

from tracker.domain.parsing import parse_document

HEAD = "某区水污染防治方案\n一、主要任务\n"
ROAD = "取缔小型企业。全面排查装备水平低的企业，年底前全部取缔。（区甲局牵头，区乙局参与）\n"
FARM = "整治矿山行业。全面禁止矿产开采，严厉打击非法采矿。（区丙局牵头）\n"


def read(text: str) -> list[str]:
    return [
        "|".join(
            (
                "/".join(label or "-" for label in clause.path),
                clause.title or "",
                " ".join(unit.name for unit in clause.lead_units),
                " ".join(unit.name for unit in clause.supporting_units),
            )
        )
        for clause in parse_document(HEAD + text).clauses
    ]


def test_each_paragraph_with_a_heading_and_a_mark_is_a_clause() -> None:
    assert read("1．狠抓重点整治\n" + ROAD + FARM + "2．防治农业污染\n做好防治。\n") == [
        "一/1/-|取缔小型企业|区甲局|区乙局",
        "一/1/-|整治矿山行业|区丙局|",
        "一/2|防治农业污染||",
    ]


def test_one_without_a_heading_between_them_is_a_clause_too() -> None:
    bare = "研究建立监测评价体系，适时提出限制措施。（区丁局牵头）\n"
    assert read("1．调整结构\n" + ROAD + FARM + bare)[-1] == "一/1/-||区丁局|"


def test_marks_on_lines_beneath_such_paragraphs_belong_to_each() -> None:
    text = (
        "1．主要任务\n做好甲事。推进甲项目建设。\n牵头单位：区甲局，配合单位：区乙局\n"
        "做好乙事。推进乙项目建设。\n牵头单位：区丙局\n"
    )
    assert read(text) == ["一/1/-|做好甲事|区甲局|区乙局", "一/1/-|做好乙事|区丙局|"]


def test_one_such_paragraph_alone_stays_with_its_number() -> None:
    assert read("1．狠抓重点整治\n" + ROAD) == ["一/1|狠抓重点整治|区甲局|区乙局"]


def test_the_field_beneath_tasks_beside_goals_is_theirs() -> None:
    part = "（{0}）某行动\n1．行动目标。建成平台。\n2．主要任务\n搭建平台。推进建设。\n牵头单位：区{1}局\n"
    assert read(part.format("一", "甲") + part.format("二", "乙")) == [
        "一/（一）/1|行动目标||",
        "一/（一）/2|主要任务|区甲局|",
        "一/（二）/1|行动目标||",
        "一/（二）/2|主要任务|区乙局|",
    ]
