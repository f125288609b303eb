"""Records of labelled lines, rarer counts, lists in sentences, and what is no work though it has a number."""

import pytest

from tracker.domain.parsing import parse_document


def read(text: str) -> list[str]:
    """Return each clause as path | title | leads | supporters | T or - for work or not."""
    return [
        "|".join(
            (
                "/".join(label or "-" for label in clause.path),
                clause.title or "",
                " ".join(unit.name for unit in clause.lead_units),
                " ".join(unit.name for unit in clause.supporting_units),
                "T" if clause.is_task else "-",
            )
        )
        for clause in parse_document(text).clauses
    ]


RECORD = "督办事项：加快甲工程\n交办时间：2026年3月5日\n承办单位：市住建局\n协办单位：市财政局\n办结时限：9月30日\n"
PAPERS = [
    (
        RECORD + "\n" + RECORD.replace("甲", "乙"),
        ["-|加快甲工程|市住建局|市财政局|T", "-|加快乙工程|市住建局|市财政局|T"],
    ),
    (
        "某通知\n一、提案第1号\n督办领导：王某副市长\n主办单位：市发改委\n会办单位：市财政局\n",
        ["一|提案第1号|市发改委|市财政局|T"],
    ),
    (
        "某方案\n一、甲工程\n目标任务：做甲。\n牵头单位：市水利局\n时间进度：6月底前完成。\n二、乙工程\n做乙。\n",
        ["一|甲工程|市水利局||T", "二|乙工程|||T"],
    ),
    (
        "某市关于修路的通知\n一是扩投资。增投资，由发展局牵头，建设局参与。\n二是促消费。办展会，由商务局负责。\n",
        ["一是|扩投资|发展局|建设局|T", "二是|促消费|商务局||T"],
    ),
    (
        "某方案\n第一，扩投资。由市发改委负责。\n第二，促消费。由市商务局负责。\n",
        ["第一|扩投资|市发改委||T", "第二|促消费|市商务局||T"],
    ),
    (
        "某市关于修路的通知\n行动1 准入行动\n举措1 推行甲。\n牵头单位 省甲局\n"
        "举措2 推行乙。\n牵头单位 省乙局\n行动2 审批行动\n举措3 推行丙。\n牵头单位 省丙厅\n",
        ["行动1/举措1||省甲局||T", "行动1/举措2||省乙局||T", "行动2/举措3||省丙厅||T"],
    ),
    (
        "某工程\nⅠ、甲工程\nⅠ-1 做甲。责任单位：市甲局\nⅠ-2 做乙。责任单位：市乙局\n"
        "Ⅱ、乙工程\nⅡ-1 做丙。责任单位：市丙局\n",
        ["Ⅰ/Ⅰ-1||市甲局||T", "Ⅰ/Ⅰ-2||市乙局||T", "Ⅱ/Ⅱ-1||市丙局||T"],
    ),
    (
        "12. 某市人民政府关于印发修路\n方案的通知（2023年3月9日）\n现印发给你们。\n一、甲。做甲。（市甲局负责）\n",
        ["一|甲|市甲局||T"],
    ),
    ("某通知\n一、甲。做甲。\n附：1、某推荐表；\n2、某汇总表。\n某局\n2024年5月6日\n", ["一|甲|||T"]),
    (
        "某纪要\n一、以上由市督查室负责督办，每月报告。\n参加人员：市政府刘某。\n",
        ["一|||市督查室||T".replace("|||", "||")],
    ),
    (
        "某清单\n一、污水混流，水质较差。\n责任单位：市水利局\n整改措施：\n1.查管网。\n2.改管网。\n",
        ["一|污水混流，水质较差|市水利局||T", "一/1||||T", "一/2||||T"],
    ),
    ("某方案\n一、落实政策，给予奖励。市甲局、市乙局负责。\n", ["一||市甲局|市乙局|T"]),
    ("某通知\n一、逐一整改，6月30日前到位。市甲局负责抽检，某水务集团负责改造。\n", ["一||市甲局|某水务集团|T"]),
]
WORDS = [
    (
        "由社会事业处牵头，组织相关处室，联合某分局、某局筹备组、各工作队、相关值班人员，开展整治。",
        "社会事业处",
        "相关处室 某分局 某局筹备组 各工作队 相关值班人员",
    ),
    ("划定以下区域：一是甲平台，二是乙路边。", "", ""),
    ("具体标准由市甲部门另行制定。", "", ""),
    ("公布由教育局核定的计划。", "", ""),
    ("开展三方面排查，其中：市甲局牵头排查结构；市乙局牵头排查经营。", "市甲局 市乙局", ""),
    ("牵头单位要会同配合单位编制指南。", "", ""),
    ("由市甲局牵头，可会同监察机关及相关部门，组织调查。", "市甲局", "监察机关 相关部门"),
    ("由市甲局于5月10日前拨付；不足部分由某集团负责筹措。", "市甲局", "某集团"),
    ("由市甲局牵头，\n市乙局、\n市丙局配合，\n对标推进。", "市甲局", "市乙局 市丙局"),
    ("做好服务。（市甲局、乙纪委、机关党委等处室负责）", "市甲局", "乙纪委 机关党委"),
    ("做好服务。（市甲局、江北区、经开区、中国移动）", "市甲局", "江北区 经开区 中国移动"),
    ("做好服务。（责任单位：市甲局，完成时间：9月；市乙局，完成时间：12月）", "市甲局", "市乙局"),
    ("做好服务。（此项工作由市甲局负总责，市乙局保障经费）", "市甲局", "市乙局"),
    ("做好服务。（市甲局、各区按管辖权限负责）", "市甲局", "各区"),
    ("做好服务。（市甲局 市乙局 各县区政府）", "市甲局", "市乙局 各县区政府"),
    ("做好服务。★市甲局、市乙局", "市甲局", "市乙局"),
]
NO_WORK = [
    "一、招生原则\n（一）适龄优先。小班为3周岁，优先满足适龄幼儿需求。",
    "一、选拔范围、对象及规模\n工作满一年的都可以参加选拔，人数为100名左右。",
    "一、重点整治区域\n根据《某方案》，将周边区域划分为两大网格：甲网格、乙网格。",
    "第一条 个人违反本办法第二条规定，提供虚假资料的，应当停止优待。",
]


@pytest.mark.parametrize(("text", "expected"), PAPERS)
def test_clauses_of_rarer_papers(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("words", "leads", "supporters"), WORDS)
def test_who_is_named_in_a_list_or_a_sentence(words: str, leads: str, supporters: str) -> None:
    (clause,) = read(f"某方案\n一、做事。{words}\n")
    assert clause == f"一|做事|{leads}|{supporters}|T"


@pytest.mark.parametrize("text", NO_WORK)
def test_conditions_areas_and_liability_are_no_work(text: str) -> None:
    assert {clause.is_task for clause in parse_document("某办法\n" + text + "\n").clauses} == {False}


def test_the_foot_of_a_web_page_still_names_nobody() -> None:
    text = "某方案\n一、甲。做甲。（市甲局负责）\n主办单位：某市人民政府\n承办单位：某中心\n技术支持：某公司\n"
    assert read(text) == ["一|甲|市甲局||T"]
