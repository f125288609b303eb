"""Responsibility tables, and what stands around a document on a web page or a printed page."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import DueKind, Flag, ParsedDocument, PartKind


def noise(document: ParsedDocument) -> str:
    return "".join(document.text[part.start : part.end] for part in document.parts if part.kind is PartKind.NOISE)


def test_rows_of_a_responsibility_table_are_clauses() -> None:
    document = parse_document(
        "某市工作方案\n一、甲。做甲。\n附件\n任务分工表\n序号\t重点任务\t具体措施\t牵头单位\t配合单位\t完成时限\n"
        "1\t完善设施\t新建小区按标准配建设施，推进全覆盖。\t市住建局\t市民政局、市财政局\t2024年12月\n"
        "2\t\t盘活存量资源，改造利用闲置厂房。\t\t\t持续推进\n"
    )
    first, second = document.clauses[1:]
    assert (first.path, first.title, first.body) == (("附件", "1"), "完善设施", "新建小区按标准配建设施，推进全覆盖。")
    assert [unit.name for unit in first.lead_units] == ["市住建局"]
    assert [unit.name for unit in first.supporting_units] == ["市民政局", "市财政局"]
    assert str(first.due_on) == "2024-12-31"
    assert [unit.name for unit in second.lead_units] == ["市住建局"]
    assert second.due_kind is DueKind.ONGOING


def test_a_duty_table_names_the_unit_first_and_white_space_parts_units() -> None:
    document = parse_document(
        "附件\n部门职责\n部  门\t重点领域\t备注\n市人社局 医保中心\t提高保险水平。\t无\n各镇（街道）\t落实策略。\t\n"
    )
    assert [clause.path for clause in document.clauses] == [("附件", None)] * 2
    assert [[unit.name for unit in clause.units] for clause in document.clauses] == [
        ["市人社局", "医保中心"],
        ["各镇（街道）"],
    ]


def test_cells_of_tabbed_rows_may_be_broken_over_lines() -> None:
    document = parse_document(
        "某市工作方案\n附件\n分工表\n序号\t重点任务\t牵头单位\t完成时限\n1\t推进平台建设，\n完善功能。\t市科技局、\n市财政局\t2024年6月\n"
        "2\t加强培训。\t市人社局\t2024年9月\n"
    )
    assert [clause.body for clause in document.clauses] == ["推进平台建设，完善功能。", "加强培训。"]
    assert [[unit.name for unit in clause.units] for clause in document.clauses] == [
        ["市科技局", "市财政局"],
        ["市人社局"],
    ]
    assert [str(clause.due_on) for clause in document.clauses] == ["2024-06-30", "2024-09-30"]


def test_the_columns_of_a_ledger_are_told_by_their_names_in_any_order() -> None:
    document = parse_document(
        "某市2026年重点工作台账\n序号\t工作来源\t协办部门\t主要任务\t牵头领导\t责任单位\t时间节点\t具体进展\n"
        "1\t政府报告\t市财政局\t新建路灯500盏\t张三\t市建设局\t2026年9月\t已开工\n"
    )
    (clause,) = document.clauses
    assert (document.title, clause.title, clause.body) == ("某市2026年重点工作台账", None, "新建路灯500盏")
    assert [unit.name for unit in clause.lead_units] == ["市建设局"]
    assert [unit.name for unit in clause.supporting_units] == ["市财政局"]
    assert str(clause.due_on) == "2026-09-30"


LAID_OUT = """某市工作方案
附件
重点任务分工表
 序号          重点任务                         牵头单位            配合单位            完成时限

                                                              市财政局、市人力
        推进企业开办“一件事”，整合各
  1                                        市市场监管局       资源社会保障局、  2024 年 6 月
        类许可事项，实现一表申请。
                                                              市税务局

        推进新生儿出生“一件事”，优化                          市公安局、市医保
  2                                        市卫生健康委                          2024 年 9 月
        办理流程。                                             局
        推进不动产登记“一件事”，压减     市自然资源和规     市税务局、各县      持续推进
  3     办理时间，实现一窗受理、集成        划局               （市、区）政府
        服务。
"""


def test_a_table_laid_out_by_a_printer_is_read_by_the_position_of_its_columns() -> None:
    document = parse_document(LAID_OUT)
    assert [clause.path for clause in document.clauses] == [("附件", "1"), ("附件", "2"), ("附件", "3")]
    assert [clause.body for clause in document.clauses] == [
        "推进企业开办“一件事”，整合各类许可事项，实现一表申请。",
        "推进新生儿出生“一件事”，优化办理流程。",
        "推进不动产登记“一件事”，压减办理时间，实现一窗受理、集成服务。",
    ]
    assert [[unit.name for unit in clause.units] for clause in document.clauses] == [
        ["市市场监管局", "市财政局", "市人力资源社会保障局", "市税务局"],
        ["市卫生健康委", "市公安局", "市医保局"],
        ["市自然资源和规划局", "市税务局", "各县（市、区）政府"],
    ]
    assert [clause.due_kind for clause in document.clauses] == [DueKind.EXPLICIT, DueKind.EXPLICIT, DueKind.ONGOING]


STACKED = """某市工作清单
附件
序号
重点任务
牵头单位
配合单位
完成时限
1
推进数字化改革，建设
一体化平台。
市大数据局、市发展
改革委
市财政局
2024年12月底
2
加强数据共享。
市大数据局
各县（市、区）政
府
持续推进
"""


def test_a_table_whose_cells_stand_one_beneath_the_other_is_read_from_number_to_number() -> None:
    first, second = parse_document(STACKED).clauses
    assert (first.path, first.body) == (("附件", "1"), "推进数字化改革，建设一体化平台。")
    assert [unit.name for unit in first.lead_units] == ["市大数据局", "市发展改革委"]
    assert [unit.name for unit in first.supporting_units] == ["市财政局"]
    assert str(first.due_on) == "2024-12-31"
    assert [unit.name for unit in second.units] == ["市大数据局", "各县（市、区）政府"]
    assert second.due_kind is DueKind.ONGOING


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 政策文件", "索引号：11330000/2024-1", "发布日期：2024-05-06 10:21 浏览次数：15",
        "打印 关闭", "字号：大 中 小", "扫一扫在手机打开", "主办：某市政府 版权：某市政府", "浙ICP备10026456号",
        "分享到：", "责任编辑：张三", "—12—", "- 3 -", "第3页 共10页", "━━━━━━━━━━", "http://www.example.com/a.html",
        "原文链接：https://example.com",
    ],
)  # fmt: skip
def test_furniture_of_pages_is_left_out_and_shown_as_left_out(line: str) -> None:
    document = parse_document(
        f"某市关于甲的通知\n一、甲。做甲，\n{line}\n并做好乙。（责任单位：市科技局）\n二、丙。做丙。\n"
    )
    assert line in noise(document)
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]
    assert document.clauses[0].units[0].name == "市科技局"


def test_a_page_number_alone_raises_no_flag_but_a_web_page_does() -> None:
    assert Flag.WEB_NOISE not in parse_document("一、甲。做甲。\n—3—\n").flags
    assert Flag.WEB_NOISE in parse_document("首页\n一、甲。做甲。\n").flags


def test_what_follows_the_footer_of_a_web_page_is_noise() -> None:
    document = parse_document(
        "关于甲的通知\n一、甲。做甲。\n二、乙。做乙。\n某市人民政府\n2024年5月6日\n扫一扫在手机打开\n相关文章\n某地喜讯不断，企业纷纷落户。\n"
    )
    assert "某地喜讯不断" in noise(document)
    assert len(document.clauses) == 2


def test_what_merged_cells_left_of_a_row_keeps_its_own_unit_or_the_one_above() -> None:
    table = (
        "领域\t目标\t责任部门\n农业\t灌溉用水下降4%\t市农业农村局、市水利局\n节水灌溉面积比例达到50%\n累计改造渠道37公里以上\t市发改委\n"
        "公共机构\t人均用水下降5%\t市机关局\n学校用水下降6%\n"
    )
    document = parse_document(
        f"某市节水方案\n一、2025年全市节水工作目标\n2025年用水下降3%。\n{table}二、任务\n1.修渠。修好渠道。\n"
    )
    read = [(" ".join(unit.name for unit in c.units), [str(goal.value) for goal in c.goals]) for c in document.clauses]
    assert read == [
        ("", ["3"]),
        ("市农业农村局 市水利局", ["4"]),
        ("市农业农村局 市水利局", ["50"]),
        ("市发改委", ["37"]),
        ("市机关局", ["5"]),
        ("市机关局", ["6"]),
        ("", []),
    ]
    assert [clause.is_task for clause in document.clauses[:2]] == [False, True]
