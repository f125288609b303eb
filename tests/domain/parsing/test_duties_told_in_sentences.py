"""Duties told in sentences: A负责… line by line, offices as headings, duties listed in an article."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import DueKind


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
    (
        "某省护河方案\n一、治理畜禽养殖污染\n由省农业厅承办，省环保厅、供销社协办。工作目标：规模养殖场治理率达90%以上。主要措施：\n"
        "（一）由省环保厅负责，供销社配合，加强巡查。\n二、宣传\n组织一次宣传。\n",
        [
            "一 | 治理畜禽养殖污染 | 省农业厅 省环保厅 供销社",
            "一/（一） |  | 省环保厅 供销社",
            "二 | 宣传 | ",
        ],
    ),
    (
        "某区重点工作分解表\n序号\n重点工作任务\n主要责任单位\n协同配合单位\n一、主要目标\n4\n河道保洁率提高到95%。\n区水务局\n区城管局。\n"
        "二、产业发展\n三、民生保障\n57\n新建公园两处。\n区住建局\n区财政局，各镇人民政府。\n",
        ["4 |  | 区水务局 区城管局", "57 |  | 区住建局 区财政局 各镇人民政府"],
    ),
    (
        "某市护河意见\n一、减少审批\n1.深化改革。（1）整合证照。按规定清理（2类）事项。（市工商局牵头负责）"
        "（2）网上登记。推行全程网办。（市工商局牵头，市财政局配合）\n2.规范审批。（3）清理事项。实行清单管理。（市发改委负责）\n",
        [
            "一/1/（1） | 整合证照 | 市工商局",
            "一/1/（2） | 网上登记 | 市工商局 市财政局",
            "一/2/（3） | 清理事项 | 市发改委",
        ],
    ),
    (
        "某市护河意见\n一、减少审批\n1.深化改革。（1）整合证照。（2）网上登记。（市工商局牵头负责）\n2.规范审批。实行清单管理。\n",
        ["一/1 | 深化改革 | 市工商局", "一/2 | 规范审批 | "],
    ),
    (
        "某市护河方案\n一、任务\n（一）清理河面。\n全面推进河面清理，建立打捞队伍。\n1.打捞。清除漂浮物。\n2.巡查。每周一次。\n",
        ["一/（一）/- |  | ", "一/（一）/1 | 打捞 | ", "一/（一）/2 | 巡查 | "],
    ),
    ("第三条 旅游主管部门依法实施行业检查。\n", ["第三条 |  | "]),
]


@pytest.mark.parametrize(("text", "clauses"), PASSAGES)
def test_duties_told_in_sentences_are_clauses(text: str, clauses: list[str]) -> None:
    assert read(text) == clauses


LIMITS = [
    ("县财政局负责，年内持续推进", None),
    ("县财政局负责，6月底前出台政策，年内持续推进", "2024-06-30"),
    ("县财政局负责，年内完成", "2024-12-31"),
]


@pytest.mark.parametrize(("mark", "due_on"), LIMITS)
def test_what_goes_on_all_year_ends_on_no_day(mark: str, due_on: str | None) -> None:
    clause = parse_document(f"某县2024年工作要点\n1.建立资金机制，直达镇村。（{mark}）\n").clauses[0]
    assert (clause.due_on and clause.due_on.isoformat()) == due_on
    assert clause.due_kind is (DueKind.EXPLICIT if due_on else DueKind.ONGOING)


TITLES = [
    (
        "某市护河2024年方案（征求意见稿）为持续改善河道面貌，制订本方案。一、目标2024年，河道清洁。二、任务1.清淤。",
        "某市护河2024年方案（征求意见稿）",
    ),
    ("某市今年为民办12个方面实事\n一、新购置公交车20辆\n", "某市今年为民办12个方面实事"),
    (
        "名 称： | 某市政府关于护河的通知 |\n各县政府：\n现印发方案。\n"
        "某市政府\n2024年1月2日\n（此件公开发布）\n一、清淤。\n",
        "某市政府关于护河的通知",
    ),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles_of_drafts_of_lists_and_of_particulars(text: str, title: str) -> None:
    assert parse_document(text).title == title
