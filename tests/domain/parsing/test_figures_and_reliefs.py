"""Figures compared together or with a whole, rarer units of measure, and dates until which a relief holds."""

import pytest

from tracker.domain.parsing import parse_document

HEAD = "某县2024年工作方案\n"

FIGURES = [
    ("推进12家绿色工厂创建，实施40座泵站改造。", ["绿色工厂创建=12家", "泵站改造=40座"]),
    ("疏解一般制造业企业30家，腾退土地不少于200公顷。", ["疏解一般制造业企业=30家", "腾退土地>=200公顷"]),
    ("示范区扩区至60平方公里，签约项目25个。", ["示范区=60平方公里", "签约项目=25个"]),
    ("到2026年，建成充电桩3万个（含公用桩）以上。", ["建成充电桩>=3万个"]),
    ("到2026年，建成85以上座超充站。", ["超充站>=85座"]),
    ("累计完成节能改造（节能率不低于15%）37万平方米以上。", ["累计完成节能改造>=37万平方米"]),
    ("新建停车位5000个（其中公共停车位800个）。", ["新建停车位=5000个"]),
    ("到2026年，供电煤耗降至297克标准煤/千瓦时。", ["供电煤耗<=297克标准煤/千瓦时"]),
    ("6月底前新建泵站12座。", ["新建泵站=12座"]),
    ("到2026年，宽带普及率、设备联网率分别超过90%、75%。", ["宽带普及率>=90%", "设备联网率>=75%"]),
    ("到2026年，单位能耗、水耗分别下降3%和5%。", ["单位能耗下降=3%", "水耗下降=5%"]),
    ("确保调节能力达到最大负荷的5%。", ["调节能力>=5%"]),
    ("力争2026年底前，充电车位配建比例不低于总车位的20％。", ["充电车位配建比例>=20%"]),
    ("到2026年，并网容量达到85万千伏安。", ["并网容量>=85万千伏安"]),
    ("到2026年，年用水总量控制在2000万标方以内。", ["年用水总量<=2000万标方"]),
    ("到2026年，空气优良天数达到300天以上。", ["空气优良天数>=300天"]),
    ("新建灌溉机井200口，推出图集3份。", ["新建灌溉机井=200口", "推出图集=3份"]),
    ("PM2.5年均浓度降至35微克/立方米以下。", ["PM2.5年均浓度<=35微克/立方米"]),
    ("名单公示5天以上。", []),
    ("80%的学校达到省级标准。", ["学校达到省级标准=80%"]),
    ("到2027年，100%的村小、教学点建设达标。", ["村小=100%"]),
    ("60%以上的专利由企业申请。", ["专利由企业申请>=60%"]),
    ("到2027年，各乡镇有1所中心卫生院。", ["各乡镇中心卫生院=1所"]),
    ("到2027年，公共服务项目达到9大类28项。", ["公共服务项目>=28项"]),
    ("目前80%的学校已达到省级标准。", []),
    ("80%的产品达到标准的企业可优先入库。", []),
]


def test_years_told_one_after_the_other_each_have_their_figure() -> None:
    document = parse_document(f"{HEAD}一、目标\n2026年、2027年调节能力分别达到16万千瓦、22万千瓦。\n二、任务\n修路。\n")
    found = [(goal.target_year, str(goal.value)) for goal in document.clauses[0].goals]
    assert found == [(2026, "16"), (2027, "22")]


@pytest.mark.parametrize(("sentence", "goals"), FIGURES)
def test_a_comparison_holds_for_each_figure_and_for_a_share_of_a_whole(sentence: str, goals: list[str]) -> None:
    clause = parse_document(f"{HEAD}一、甲。{sentence}\n").clauses[0]
    assert [f"{g.indicator}{g.operator.value}{g.value}{g.unit_of_measure}" for g in clause.goals] == goals


LIMITS = [
    ("2030年前，对集中供热企业免收容量电费。", None),
    ("2027年12月31日前，对购置新能源汽车的，免征购置税。", None),
    ("2026年底前继续减半征收场地租金。", None),
    ("2026年底前对新落户企业给予房租补贴。", None),
    ("6月底前，对先进单位给予表彰奖励。", "2024-06-30"),
    ("2026年底前，对老旧管网完成更新。", "2026-12-31"),
    ("计划用三年时间（2024年至2026年）全面完成改造。", "2026-12-31"),
    ("支持对象为三年内（2024年至2026年）的新办企业。", None),
]


@pytest.mark.parametrize(("sentence", "limit"), LIMITS)
def test_the_last_day_of_a_relief_is_no_limit_for_work(sentence: str, limit: str | None) -> None:
    due = parse_document(f"{HEAD}一、甲。{sentence}\n").clauses[0].due_on
    assert (due and due.isoformat()) == limit
