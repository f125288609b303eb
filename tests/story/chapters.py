"""The chapters of the story: each moves the clock, lets people do their work at the pages, and says what they see.

市科技局 reports every month, 市财政局 signs and then says nothing, the other twenty report once and fall silent.
"""

from collections import Counter

from config import ROOT
from tests.story.readings import LEADER, OFFICE, SECOND, liaisons, lights, mails_on, rungs_of, units_shown
from tests.story.stage import Stage
from tests.support.visitor import Visitor

PAPER = ROOT / "seed" / "documents" / "taizhou_2024_high_tech_zones.txt"
SCIENCE, FINANCE, EDUCATION = "taizhou-science", "taizhou-finance", "taizhou-education"
SCIENCE_PARTS, FINANCE_PARTS, ALL_PARTS = 16, 4, 86
ONCE = 40  # per cent that the other units report, in September and never again

#: What 市科技局 reports: month → (day, per cent, what was done).
MONTHS = {
    "2026-09": ("2026-09-22", 4, "9月制定任务分解表，召开动员会1次，22家责任单位参加，建立联络员制度。"),
    "2026-10": ("2026-10-20", 11, "新认定市级企业研究院6家，走访园区企业48家，兑现创新券320万元。"),
    "2026-11": ("2026-11-20", 18, "组织高新技术企业申报第二批，受理材料135份，举办对接活动3场，签约项目9个。"),
    "2026-12": (
        "2026-12-18",
        24,
        "完成年度研发投入统计，规模以上工业企业研发费用同比增长11.2%，入库科技型中小企业210家。",
    ),
    "2027-01": ("2027-01-20", 30, "下达新一年重点研发计划28项，安排资金4600万元，启动孵化器绩效评价，整改问题5个。"),
}


def a_paper_is_issued_on_a_friday(stage: Stage) -> None:
    stage.clock("2026-09-11T15:00")
    office = stage.visitor(OFFICE).open("/documents/new")

    office.send_file(PAPER.read_bytes(), PAPER.name)
    assert "台科〔2024〕22号" in office.text
    assert "列为任务 0" in office.text
    office.press("确认全部无标记条款").press("确认文件")

    figures = {label: office.figure(label) for label in ("任务", "责任", "责任单位", "通知")}
    assert figures == {"任务": 18, "责任": ALL_PARTS, "责任单位": 22, "通知": 23}
    assert "2026年9月14日 星期一 08:30" in office.text
    assert {row[3] for row in office.rows("任务")} == {"2027-12-31 推定"}
    office.press("交办", approving_leader="沈市长")
    assert "已交办 18 项任务、86 项责任" in office.text


def each_liaison_gets_one_mail_on_monday_morning(stage: Stage) -> None:
    stage.clock("2026-09-14T08:29")
    assert stage.deliveries() == []

    stage.clock("2026-09-14T08:30")
    told = [(to, day, time) for to, day, time, _ in stage.deliveries() if not to.startswith(LEADER)]
    assert Counter(told) == dict.fromkeys(
        [(f"{name}@taizhou.example", "2026-09-14", "08:30") for name in liaisons(stage)], 1
    )
    assert len(told) == 23
    parts = {mail["To"]: mail.get_body(("plain",)).get_content().count("/tasks/") for mail in stage.mails()}
    assert parts[f"{SCIENCE}@taizhou.example"] == SCIENCE_PARTS
    assert parts[f"{FINANCE}@taizhou.example"] == FINANCE_PARTS
    assert parts[f"{SECOND}@taizhou.example"] == SCIENCE_PARTS
    assert sum(parts[to] for to, _, _ in told) == ALL_PARTS + SCIENCE_PARTS


def every_unit_signs(stage: Stage) -> None:
    stage.clock("2026-09-14T10:00")
    for name in liaisons(stage, first_of_each=True):
        person = stage.visitor(name).open("/")
        waiting = person.figure("待签收")
        person.follow("去签收")
        person.press("签收所选", assignment=person.choices("assignment"))
        assert f"已签收 {waiting} 项任务" in person.text
    office = stage.visitor(OFFICE).open("/register?status=in_progress")
    assert f"共 {ALL_PARTS} 条" in office.text


def all_but_one_report_in_september(stage: Stage) -> None:
    science_reports(stage, "2026-09")
    for name in liaisons(stage, first_of_each=True):
        if name not in (SCIENCE, FINANCE):
            report_every_part(stage.visitor(name), ONCE, "印发工作方案，明确责任人12名，完成阶段目标4项。")
    office_accepts(stage, SCIENCE_PARTS + ALL_PARTS - SCIENCE_PARTS - FINANCE_PARTS)

    stage.clock("2026-09-30T17:00")  # the last day on which September's report is not late
    assert lights(stage) == {"达进度": ALL_PARTS}


def the_silent_one_turns_yellow_over_the_holiday(stage: Stage) -> None:
    stage.clock("2026-10-08T09:00")

    assert lights(stage) == {"达进度": ALL_PARTS - FINANCE_PARTS, "滞后": FINANCE_PARTS}
    assert units_shown(stage, "light=yellow") == {"市财政局": FINANCE_PARTS}
    assert rungs_of(stage, "市财政局") == {"提醒函"}
    assert rungs_of(stage, "市科技局") == set()
    assert not [day for _, day, _, _ in stage.deliveries() if "2026-10-01" <= day <= "2026-10-07"]


def the_make_up_saturday_sends(stage: Stage) -> None:
    stage.clock("2026-10-09T10:00")
    stage.visitor(EDUCATION).open("/").follow("开始填报本期进展")
    stage.visitor(EDUCATION).press("提交", percent_complete=45, summary="新增校企合作项目7个，培养研究生36名。")
    stage.clock("2026-10-09T18:30")
    office = stage.visitor(OFFICE).open("/queue?kind=report").follow("开始办理")
    office.press("退回", comment="请补充项目名单。")
    assert "已退回，单位会收到通知" in office.text
    assert mails_on(stage, "2026-10-09", EDUCATION) == []

    stage.clock("2026-10-10T12:00")
    assert [time for time, _ in mails_on(stage, "2026-10-10", EDUCATION)] == ["08:30"]
    stage.visitor(EDUCATION).open("/").follow("修改被退回的进展")
    summary = "新增校企合作项目7个（名单见附件），培养研究生36名。"
    stage.visitor(EDUCATION).press("提交", percent_complete=45, summary=summary)
    office_accepts(stage, 1)


def the_next_months_climb_the_ladder(stage: Stage) -> None:
    for month in ("2026-10", "2026-11"):
        science_reports(stage, month)
        office_accepts(stage, SCIENCE_PARTS)
        assert units_shown(stage, "light=green")["市科技局"] == SCIENCE_PARTS
    stage.clock("2026-11-25T17:00")
    assert rungs_of(stage, "市财政局") == {"提醒函"}

    stage.clock("2026-11-26T09:00")  # the second yellow snapshot, and three reporting days without a beginning
    assert rungs_of(stage, "市财政局") == {"提醒函", "督办函"}
    assert units_shown(stage, "light=red") == {"市财政局": FINANCE_PARTS}

    science_reports(stage, "2026-12")
    office_accepts(stage, SCIENCE_PARTS)
    stage.clock("2026-12-28T09:00")  # red in one snapshot is not enough
    assert "督促警告名单" not in stage.visitor(OFFICE).open("/notices").text


def two_red_snapshots_make_a_draft(stage: Stage) -> None:
    science_reports(stage, "2027-01")
    office_accepts(stage, SCIENCE_PARTS)
    stage.clock("2027-01-26T10:00")

    office = stage.visitor(OFFICE).open("/notices").follow("台州市2027年1月督促警告名单")
    assert f"名单（{FINANCE_PARTS} 行）" in office.text
    assert office.text.count("市财政局") >= FINANCE_PARTS
    assert "市科技局" not in office.text
    assert "从未填报" in office.text
    assert rungs_of(stage, "市财政局") == {"提醒函", "督办函", "督促警告"}
    assert [time for time, _ in mails_on(stage, "2027-01-26", FINANCE)] == ["08:30"]


def the_unit_explains_and_the_leader_approves(stage: Stage) -> None:
    finance = stage.visitor(FINANCE).open("/")
    assert finance.figure("待说明名单") == FINANCE_PARTS
    for address in finance.links("督促警告名单："):
        finance.open(address).press("提交说明", explanation="专项资金管理办法正在修订，3月底前印发。")
    assert "待说明名单" not in finance.open("/").text

    stage.clock("2027-01-27T09:30")
    office = stage.visitor(OFFICE).open("/notices").follow("督促警告名单")
    address = office.address
    assert not office.sees_button("印发")
    office.press("送审")
    leader = stage.visitor(LEADER).open("/").follow("督促警告名单")
    assert leader.text.count("专项资金管理办法正在修订") == FINANCE_PARTS
    assert not office.open(address).sees_button("批准")
    leader.press("批准", comment="同意。请财政局抓紧。")
    assert "已批准" in leader.text

    stage.clock("2027-01-28T09:30")
    office.open(address).press("印发")
    assert "台督警〔2027〕1号" in office.text
    stage.clock("2027-01-28T09:31")
    assert len(mails_on(stage, "2027-01-28", FINANCE)) == 1
    assert "台督警〔2027〕1号" in stage.visitor(FINANCE).open(address).text
    assert stage.visitor(SCIENCE).client.get(address).status_code == 404


def nothing_is_doubled_and_the_trail_is_whole(stage: Stage) -> None:
    days = Counter((to, day) for to, day, _, _ in stage.deliveries())
    assert not {key: count for key, count in days.items() if count > 1}
    assert not [(day, time) for _, day, time, _ in stage.deliveries() if not "08:00" <= time < "18:00"]
    for moment in ("2027-01-28T09:31", "2026-12-26T00:00", "2026-10-10T08:30", "2027-01-28T09:31"):
        counts = stage.run_due(moment)
        assert not [found for found in counts.values() if isinstance(found, dict) and any(found.values())], counts
    assert "审计链完整" in stage.run("audit-verify")


def science_reports(stage: Stage, month: str) -> None:
    day, percent, summary = MONTHS[month]
    stage.clock(f"{day}T10:00")
    person = stage.visitor(SCIENCE).open("/").follow("开始填报本期进展")
    person.send_file(f"市科技局{month}工作台账。".encode(), f"{month}工作台账.txt")
    for _ in range(SCIENCE_PARTS):
        person.press("提交并填下一项", percent_complete=percent, summary=summary)
    assert "本期已全部填报" in person.text


def report_every_part(person: Visitor, percent: float, summary: str) -> None:
    person.open("/").follow("开始填报本期进展")
    while "本期已全部填报" not in person.text:
        person.press("提交并填下一项", percent_complete=percent, summary=summary)


def office_accepts(stage: Stage, number: int) -> None:
    office = stage.visitor(OFFICE).open("/queue")
    assert f"全部 {number}" in office.text
    while office.sees_button("采纳所选"):
        office.press("采纳所选", act="accept", item=office.choices("item"))
    assert "没有待办理的事项" in office.text
