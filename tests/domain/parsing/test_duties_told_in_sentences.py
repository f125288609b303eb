"""Duties told in sentences: A负责… line by line, offices as headings, duties listed in an article."""

import pytest

from tracker.domain.parsing import parse_document


def read(text: str) -> list[str]:
    """Each clause as path | title | units, the lead first."""
    return [
        " | ".join(
            ("/".join(label or "-" for label in c.path), c.title or "", " ".join(unit.name for unit in c.units)),
        )
        for c in parse_document(text).clauses
        if c.is_task
    ]


PASSAGES = [
    (
        "为做好河道保洁，现将各单位任务明确如下：\n县水务局负责全县河道巡查，督促整改存在问题。\n城关分局负责船只登记。\n"
        "县教育局要加强学生护河教育，每学期组织一次活动。\n",
        ["- |  | 县水务局", "- |  | 城关分局", "- |  | "],
    ),
    ("会议强调河道保洁十分重要。\n县水务局要加强巡查。\n县教育局要加强宣传。\n", []),
    (
        "某市河道保洁责任制办法\n第一条 各县人民政府应当履行下列职责：\n"
        "（一）组织巡查，落实保洁经费。每年报告一次情况。\n（二）建立保洁队伍。明确保洁标准。\n"
        "第二条 有下列情形之一的，应当及时补录：\n（一）河道改线的；\n（二）新建水库的。\n",
        ["第一条/（一） |  | ", "第一条/（二） |  | ", "第二条 |  | "],
    ),
    (
        "某县河道保洁职责划分\n一、职责划分\n（一）青川县政府\n对全县河道保洁负总责。\n（二）乡镇政府（街道办事处）\n对辖区河道保洁直接负责。\n"
        "（三）县水务综合监管部门\n在县政府领导下，对保洁工作进行监督检查。\n",
        ["一/（一） | 青川县政府 | 青川县政府", "一/（二） | 乡镇政府（街道办事处） | 乡镇政府（街道办事处）"]
        + ["一/（三） | 县水务综合监管部门 | 县水务综合监管部门"],
    ),
    ("第一条 人民防空主管部门负责人民防空工程的检查。\n", ["第一条 |  | 人民防空主管部门"]),
    (
        "某市保洁方案\n一、清理河面。清除漂浮物。（市水务局、市城管局牵头督导，市财政局参与）\n",
        ["一 | 清理河面 | 市水务局 市城管局 市财政局"],
    ),
    (
        "某市保洁方案\n一、清理河面。清除漂浮物。（责任单位：市水务局，各市、特区、区人民政府）\n",
        ["一 | 清理河面 | 市水务局 各市、特区、区人民政府"],
    ),
]


@pytest.mark.parametrize(("text", "clauses"), PASSAGES)
def test_duties_told_in_sentences_are_clauses(text: str, clauses: list[str]) -> None:
    assert read(text) == clauses
