"""What is work for somebody, and what is not."""

import pytest

from tracker.domain.parsing import parse_document

NOT_WORK = [
    "一、指导思想。以新理念为指导，推动高质量发展。",
    "一、总体要求和主要目标。坚持创新驱动，建成示范区。",
    "一、基本原则\n（一）政府引导，市场主导。发挥政府作用。",
    "一、发展目标\n到2025年，建成示范区。",
    "一、适用范围。本办法适用于全市各单位。",
    "第一条 为规范管理，制定本办法。",
    "第一条 本办法所称数据，是指各类信息。",
    "第一条 本市行政区域内的数据管理，适用本办法。",
    "第一条 数据管理应当遵循统筹规划、依法管理的原则。",
    "第一条 自然人可以从平台在线获取数据。",
    "第一条 违反本办法的，依法给予处分。",
    "第一条 本办法由市数据局负责解释。",
    "第一条 本办法自2024年6月1日起施行。",
    "一、附则\n本政策由市科技局负责解释。",
    "第一章 总则\n第一条 坚持以新思想为统领，完善基础设施，创新治理方式。",
    "第一章 总则\n第一条 严格遵循“以人为本”的基本原则。聚焦突出问题，加强引导。",
    "第一条 文物工作坚持保护为主、合理利用的方针。",
    "一、根据《某法》的规定，结合本县实际，制定本规则。",
    "一、县政府工作的指导思想是，认真执行党的路线方针政策。",
    "一、县政府由县长、副县长组成。",
    "一、县政府实行县长负责制。县长领导县政府的工作。",
    "一、领导小组成员。组长：张三。",
    "一、此前规定与本意见不一致的，以本意见为准。",
    "一、法律法规另有规定的，从其规定。",
    "一、同一项目符合多项政策的，按就高不重复原则执行。",
    "一、甲。允许投资人以知识产权出资。",
    "一、在责任单位中，排名第一的责任单位为牵头单位，不再单列。",
    "一、考核评分。完成得5分，未完成扣3分，基本完成得2分。",
]
WORK = [
    "一、加强组织领导。各部门要落实责任。",
    "一、鼓励社会参与。鼓励企业参与建设。",
    "一、目标责任考核。建立考核制度。",
    "第一条 政务部门应当建立目录。",
    "第一章 总则\n第一条 县科技局负责统筹协调。",
    "一、甲。允许企业先行先试，支持企业建设平台。",
    "一、按照省统一部署，制定本县实施方案并组织落实。",
    "一、项目管理。项目实行包抓负责制，建立台账。",
    "第一条 不得拒绝共享数据。",
    "一、主要目标\n1.地区生产总值增长5%。（责任单位：市统计局）",
    "一、保障措施\n各部门要做好保障。",
]


@pytest.mark.parametrize("text", NOT_WORK)
def test_ideas_goals_scope_and_law_are_no_work(text: str) -> None:
    assert [clause.is_task for clause in parse_document(text + "\n").clauses] == [False]


@pytest.mark.parametrize("text", WORK)
def test_measures_and_duties_are_work(text: str) -> None:
    assert [clause.is_task for clause in parse_document(text + "\n").clauses] == [True]


def test_what_a_campaign_looks_at_is_no_work_but_what_it_does_there_is() -> None:
    document = parse_document(
        "一、整治重点\n（一）重点领域。网络借贷、养老服务等领域。\n（二）重点行为。以高额回报为诱饵的行为。\n"
        "（三）重点环节。开展检查，加强监管，堵住漏洞。\n"
    )
    assert [clause.is_task for clause in document.clauses] == [False, False, True]
