"""Tables whose merged cells were lost on the way to a page: short rows, lines that only head rows, second headers."""

from tracker.domain.parsing import ParsedDocument, parse_document

HEADER = "序号\t重点任务\t工作措施\t完成时限\t牵头部门\t主责单位\t协办单位\t\n"


def read(rows: str, header: str = HEADER) -> ParsedDocument:
    return parse_document(f"某区2026年行动计划\n附件1\n任务清单\n{header}{rows}")


def told(document: ParsedDocument) -> list[tuple[str | None, str, str, str, str]]:
    return [
        (
            c.path[-1],
            c.body,
            "、".join(unit.name for unit in c.lead_units),
            "、".join(unit.name for unit in c.supporting_units),
            str(c.due_on),
        )
        for c in document.clauses
    ]


def test_rows_left_short_are_set_right_by_their_limit_and_their_number() -> None:
    document = read(
        "一、清洁空气\n（一）总体\n"
        "1\t减排\t削减工地扬尘，推广清洁车辆。\t年底前\t区环境局\t区住建委 区规划委 城东分局\t各街镇\t\n"
        "完善监测网络，按月通报结果。\t10月底前\t区环境局 区科技局\t——\n"
        "巡查加油站，督促整改问题。\t年底前\t区市场局\t——\n"
        "（二）车辆\n"
        "2\t更新\t更新老旧货车，加密抽检。\t11月底前\t区交通局\t——\t\n"
    )
    assert told(document) == [
        ("1", "削减工地扬尘，推广清洁车辆。", "区环境局", "区住建委、区规划委城东分局、各街镇", "2026-12-31"),
        (None, "完善监测网络，按月通报结果。", "区环境局、区科技局", "", "2026-10-31"),
        (None, "巡查加油站，督促整改问题。", "区市场局", "", "2026-12-31"),
        ("2", "更新老旧货车，加密抽检。", "区交通局", "", "2026-11-30"),
    ]


def test_a_row_without_the_cell_of_its_field_keeps_its_number_and_its_unit() -> None:
    document = read(
        "一、更新设备\n1\t工业\t组织技术改造项目100个以上。\t市工信局\n2\t新建绿色工厂10家。\t市发改委\n3\t建成充电桩50个。\n",
        "序号\t领域\t推进任务\t牵头责任部门\n",
    )
    assert [(number, body, lead) for number, body, lead, *_ in told(document)] == [
        ("1", "组织技术改造项目100个以上。", "市工信局"),
        ("2", "新建绿色工厂10家。", "市发改委"),
        ("3", "建成充电桩50个。", "市发改委"),
    ]


def test_the_parts_of_a_column_named_beneath_it_are_no_row() -> None:
    document = read(
        "进展 情况\t是否完成进度\t成果 形式\n1\t旅游\t推进文旅融合发展。\t县文旅局\t\n",
        "序号\t改革任务\t改革事项\t牵头单位\t联系人\t进展情况\t备注\n",
    )
    assert [(number, body, lead) for number, body, lead, *_ in told(document)] == [
        ("1", "推进文旅融合发展。", "县文旅局")
    ]
