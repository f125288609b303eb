"""Tables set badly: columns not beneath one another, parted by one blank, or cells that say themselves who leads."""

import pytest

from tracker.domain.parsing import parse_document

DRIFTED = """序号      项目内容                       牵头单位          配合单位          完成时限
1   新建村道二百里，           市交通局     市农业局、    11月底前
    修好危桥                          各县区政府
2   配齐村卫生室设备       市卫生局     市财政局          9月底前
"""
CLOSE = """序号 重点工作 牵头单位 配合单位 完成时限
1 新建村道二百里， 市交通局 市农业局、 2024年
修好危桥 各县区政府 11月底
2 配齐村卫生 市卫生局 市财政局 2024年
室设备 9月底
"""


@pytest.mark.parametrize("table", [DRIFTED, CLOSE])
def test_cells_broken_over_lines_come_together(table: str) -> None:
    document = parse_document(f"某市2024年工作方案\n一、总则。做甲。\n附件\n责任分工表\n{table}")
    rows = document.clauses[1:]
    assert [clause.path for clause in rows] == [("附件", "1"), ("附件", "2")]
    assert [clause.body for clause in rows] == ["新建村道二百里，修好危桥", "配齐村卫生室设备"]
    assert [[unit.name for unit in clause.lead_units] for clause in rows] == [["市交通局"], ["市卫生局"]]
    assert [[unit.name for unit in clause.supporting_units] for clause in rows] == [
        ["市农业局", "各县区政府"],
        ["市财政局"],
    ]
    assert [str(clause.due_on) for clause in rows] == ["2024-11-30", "2024-09-30"]


def test_words_parted_by_blanks_are_no_table() -> None:
    document = parse_document("一、总则。做甲。\n序号 任务 单位 都要写明。\n二、保障。做乙。\n")
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]


CELLS = [
    ("市环保局牵头，市城管局、市水利局配合", "市环保局", "市城管局 市水利局"),
    ("牵头：市环保局；配合：市气象局", "市环保局", "市气象局"),
    ("市城管局、*市环保局", "市环保局", "市城管局"),
]


@pytest.mark.parametrize(("cell", "leads", "supporters"), CELLS)
def test_a_cell_may_say_itself_who_leads(cell: str, leads: str, supporters: str) -> None:
    document = parse_document(f"某县2024年方案\n附件\n分工表\n序号\t任务\t责任单位\n1\t整治水体\t{cell}\n")
    (clause,) = document.clauses
    assert [unit.name for unit in clause.lead_units] == leads.split()
    assert [unit.name for unit in clause.supporting_units] == supporters.split()
    assert clause.lead_is_explicit


def test_rows_of_cells_with_bars_beneath_them_end_with_their_last_column_where_merged_cells_are_left_out() -> None:
    cells = (
        "工作任务 具体要求 责任科室 时限要求 公开文件 1 对文件进行清理。 办公室 年底前"
        " 做好公开 2 严格规范公开。 各科室 持续推进 3 编制年报。 办公室 2024年6月底前"
    )
    clauses = parse_document("某局2024年任务分解表\n" + "\n|\n".join(cells.split()) + "\n|\n").clauses
    assert [(clause.path, clause.title, clause.body) for clause in clauses] == [
        (("1",), "公开文件", "对文件进行清理。"),
        (("2",), "做好公开", "严格规范公开。"),
        (("3",), None, "编制年报。"),
    ]
    assert [[unit.name for unit in clause.units] for clause in clauses] == [["办公室"], ["各科室"], ["办公室"]]
    assert [str(clause.due_on) for clause in clauses] == ["2024-12-31", "None", "2024-06-30"]


TWO_LINES = [
    "序号\t重点任务\t责任分工\t\t完成时限\n\t\t牵头单位\t配合单位\t\n1\t建成平台。\t市科技局\t市财政局\t9月底前\n",
    "序号\t重点任务\t牵头\t配合\t完成\n\t\t单位\t单位\t时限\n1\t建成平台。\t市科技局\t市财政局\t9月底前\n",
    """序号    重点任务            责任单位                完成时限
                        牵头单位    配合单位
1       建成            市科技局    市财政局        9月底前
        平台。
""",
    """序号    重点任务        牵头        配合            完成
                        单位        单位            时限
1       建成            市科技局    市财政局        9月底前
        平台。
""",
]


@pytest.mark.parametrize("table", TWO_LINES)
def test_column_names_may_stand_on_two_lines(table: str) -> None:
    (clause,) = parse_document(f"某市2024年任务分解表\n{table}").clauses
    assert clause.path == ("1",)
    assert "".join(clause.body.split()) == "建成平台。"
    assert [unit.name for unit in clause.lead_units] == ["市科技局"]
    assert [unit.name for unit in clause.supporting_units] == ["市财政局"]
    assert str(clause.due_on) == "2024-09-30"


def test_a_row_with_a_chinese_number_and_nobody_beside_it_heads_the_rows_beneath() -> None:
    rows = "（一）\t产业发展\n1\t建成园区。\t市商务局\t6月底前\n（二）\t民生事业\n1\t新建学校。\t市教育局\t8月底前\n"
    clauses = parse_document(f"某市2024年任务分解表\n序号\t主要任务\t责任单位\t完成时限\n{rows}").clauses
    assert [(clause.path, clause.body) for clause in clauses] == [(("1",), "建成园区。"), (("1",), "新建学校。")]
