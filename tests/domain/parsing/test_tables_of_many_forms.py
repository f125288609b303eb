"""Forms in which one and the same ledger is printed: what parts its cells, heads its rows, or was lost from them."""

import pytest

from tracker.domain.parsing import ParsedDocument, parse_document
from tracker.domain.parsing.model import Flag


def read(rows: str) -> ParsedDocument:
    return parse_document(f"某市2026年重点任务分解表\n{rows}\n注：各单位每季度报送进展。\n")


def told(document: ParsedDocument) -> list[tuple[str | None, str, str, str]]:
    return [
        (
            c.path[-1],
            c.body[:4],
            "、".join(unit.name for unit in c.lead_units),
            "、".join(unit.name for unit in c.supporting_units),
        )
        for c in document.clauses
    ]


SIMPLE = [("1", "新建学校", "市教育局", "市财政局"), ("2", "更新管网", "市住建局", "市水利局")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "类别\t序号\t任务清单\t牵头部门\t配合部门\n"
            "民生\t1\t新建学校十所，增加学位。\t市教育局\t市财政局\n城建\t2\t更新管网，治理内涝。\t市住建局\t市水利局",
            SIMPLE,
        ),
        (
            "序号\t重点任务\t责任单位\n一、民生\n1\t新建学校十所，增加学位。\t市教育局、市财政局\n"
            "（二）城建\n2\t更新管网，治理内涝。\t市住建局、市水利局",
            SIMPLE,
        ),
        (
            "工作任务\t牵头单位\t配合单位\n（一）民生\n新建学校十所，增加学位。\t市教育局\t市财政局\n"
            "（二）城建\n更新管网，治理内涝。\t市住建局\t市水利局",
            [(None, *row[1:]) for row in SIMPLE],
        ),
        (
            "序号\t任务\t责任单位\t完成时限\n1\t新建学校十所，增加学位。\t市教育局 市财政局 王某某\n"
            "2\t更新管网，治理内涝。\t市住建局 市水利局\t9月底前",
            SIMPLE,
        ),
        (
            "序号\t任务\t责任单位及责任人\t完成时限\n1\t新建学校十所，增加学位。\t市教育局 市财政局 王某某\n"
            "2\t更新管网，治理内涝。\t市住建局 市水利局 李某\t9月底前",
            SIMPLE,
        ),
        (
            "序号\t任务\t进度目标\t责任单位\n（一）\t新建学校十所，增加学位。\t√\t市教育局、市财政局\n"
            "（二）\t更新管网，治理内涝。\t市住建局、市水利局",
            [("（一）", *SIMPLE[0][1:]), ("（二）", *SIMPLE[1][1:])],
        ),
    ],
    ids=["class before number", "chapters between rows", "chapters without numbers", "person", "persons", "（一）"],
)
def test_rows_parted_by_tabs(rows: str, expected: list[tuple[str | None, str, str, str]]) -> None:
    assert told(read(rows)) == expected


def test_a_value_printed_in_the_middle_of_its_rows_is_given_to_none_of_the_others() -> None:
    document = read(
        "序号\t任务\t责任单位\n1\t新建学校，增加学位。\t\n2\t更新管网，治理内涝。\t市住建局\n3\t修缮校舍，添置设备。\t"
    )
    assert [row[2] for row in told(document)] == ["", "市住建局", ""]
    assert Flag.NO_UNIT in document.clauses[2].flags


def test_where_only_the_lead_is_lost_those_beside_it_do_not_lead() -> None:
    header = "序号\t任务\t市级牵头单位\t县级责任单位\t\n"
    document = read(
        f"{header}1\t新建学校，增加学位。\t市教育局\t各县政府\t\n2\t修缮校舍，添置设备。\t各县政府\t\n3\t办好食堂，保障供餐。\t\t各县政府"
    )
    assert [row[2:] for row in told(document)] == [("市教育局", "各县政府"), ("", "各县政府"), ("", "各县政府")]


HEADS = "序号\n工作任务\n牵头单位\n配合单位\n完成时限\n"
SCHOOL = "新建学校十所，增加学位\n市教育局\n市财政局、市水利局\n2026年9月底前\n"
PIPES = "更新管网，治理内涝\n市住建局\n市水利局\n10月底前\n"


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        (f"{HEADS}一、民生\n01\n{SCHOOL}（二）城建（1项）\n02\n{PIPES}", ["01", "02"]),
        (f"{HEADS}（一）\n{SCHOOL}（二）\n{PIPES}", ["（一）", "（二）"]),
        (f"{HEADS}1\n{SCHOOL}{HEADS}1\n{PIPES}", ["1", "1"]),
        (f"{HEADS[3:]}一、民生\n{SCHOOL}二、城建\n{PIPES}", [None, None]),
        (f"类别\n{HEADS}民生\n1\n{SCHOOL}城建\n2\n{PIPES}", ["1", "2"]),
        (f"序号\n工作任务\n责任分工\n完成时限\n牵头单位\n配合单位\n1.\n{SCHOOL}2.\n{PIPES}", ["1", "2"]),
    ],
    ids=["01", "（一）", "names printed again", "no numbers", "class before number", "names in two lines"],
)
def test_rows_of_cells_one_beneath_the_other(rows: str, numbers: list[str | None]) -> None:
    document = read(rows)
    assert told(document) == [
        (numbers[0], "新建学校", "市教育局", "市财政局、市水利局"),
        (numbers[1], "更新管网", "市住建局", "市水利局"),
    ]
    assert [str(clause.due_on) for clause in document.clauses] == ["2026-09-30", "2026-10-31"]


def test_a_figure_beside_units_is_none_of_them() -> None:
    cells = "1\n排查易涝点，更新泵站\n整治易涝点18处\n市水利局\n县水利局\n2\n修缮校舍，添置设备\n市教育局\n县教育局\n"
    assert [row[2:] for row in told(read(f"序号\n任务\n年度目标\n牵头单位\n配合单位\n{cells}"))] == [
        ("市水利局", "县水利局"),
        ("市教育局", "县教育局"),
    ]


@pytest.mark.parametrize("bar", [" |\n", "\n|\n"], ids=["behind", "beneath"])
@pytest.mark.parametrize("column", ["备注", "2027年"])
def test_rows_of_cells_with_bars_each_and_chapters_between_them(bar: str, column: str) -> None:
    names = ["序号", "工作任务", "2026年", "牵头单位", "配合单位", column]
    first = ["一、民生", "（一）", "新建学校十所，增加学位", "√", "市教育局", "市财政局", ""]
    second = ["二、城建", "（二）", "更新管网，治理内涝", "", "市住建局", "市水利局", ""]
    assert told(read("".join(cell + bar for cell in [*names, *first, *second]))) == [
        ("（一）", *SIMPLE[0][1:]),
        ("（二）", *SIMPLE[1][1:]),
    ]


def test_rows_broken_by_a_printer_and_by_the_end_of_a_page() -> None:
    names = "序号\n重点任务\n主要内容\n牵头部门\n责任单位\n"
    document = read(
        f"{names}3\n8.用电\n推送账单，精准\n推荐服务产品。\n国网江城市电\n力公司\n市工业和信息化局\n"
        f"38\n对接重点企业，提升客户\n国网江城市电\n力公司\n市工业和信息化局\n# Page 145:\n{names}办电获得感。\n"
        "39\n9.用水\n完善纠纷\n解决机制。\n市水务局、市\n城市管理委\n市公用事业局、江城\n水务集团\n"
        "40\n共享平台仪器达到2\n500台（套）。\n市科技局\n—\n"
    )
    company = ("国网江城市电力公司", "市工业和信息化局")
    assert [(row[0], *row[2:]) for row in told(document)] == [
        ("3", *company),
        ("38", *company),
        ("39", "市水务局、市城市管理委", "市公用事业局、江城水务集团"),
        ("40", "市科技局", ""),
    ]
    assert document.clauses[1].body == "对接重点企业，提升客户办电获得感。"


@pytest.mark.parametrize(
    "rows",
    [
        "序号  任务  牵头单位  配合单位\n一、民生\n1.  新建学校十所，增加学位  市教育局  市财政局\n"
        "2.  更新管网，治理内涝  市住建局  市水利局",
        "序号　任务　牵头单位　配合单位\n1　新建学校十所，增加学位　市教育局　市财政局\n"
        "二、城建（1项）\n2　更新管网，治理内涝　市住建局　市水利局",
        "序号  任务              牵头单位  配合单位\n1     新建学校十所，增  市教育局  市财政\n"
        "      加学位                      局\n2     更新管网，治理内  市住建局  市水利\n"
        "      涝                          局",
    ],
    ids=["two blanks", "wide blanks", "set beneath one another"],
)
def test_rows_set_by_blanks_begin_with_a_line_that_has_all_cells(rows: str) -> None:
    assert told(read(rows)) == SIMPLE


def test_names_in_a_cell_go_on_behind_blanks_until_they_are_whole() -> None:
    document = read("序号\t任务\t责任单位\n1\t新建学校，增加学位。\t市商务局 市投资促进 中心 各县（市、 区）政府")
    assert told(document)[0][2:] == ("市商务局", "市投资促进中心、各县（市、区）政府")


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("市商务局市投资促进中心", ("市商务局", "市投资促进中心")),
        ("市公安局市城管局各县政府", ("市公安局", "市城管局、各县政府")),
        ("市公安局市中分局", ("市公安局市中分局", "")),
        ("建设交易中心，引进龙头企业，延长链条", ("", "")),
        ("整治易涝点18处", ("", "")),
    ],
)
def test_names_set_together_are_parted_and_work_is_no_name(cell: str, units: tuple[str, str]) -> None:
    assert told(read(f"序号\t任务\t责任单位\n1\t新建学校，增加学位。\t{cell}"))[0][2:] == units


def test_a_name_broken_in_a_list_with_commas_is_one() -> None:
    document = read("序号\t任务\t责任单位\n1\t新建学校，增加学位。\t市政务服务办、市委 网信办、市大数据管 理中心")
    assert told(document)[0][2:] == ("市政务服务办", "市委网信办、市大数据管理中心")


def test_units_a_line_each_behind_a_person_and_chapters_with_commas() -> None:
    names = "序号\n实事名称\n目标任务\n责任领导\n责任单位\n"
    document = read(
        f"{names}1\n城乡供水\n新建水厂2座。\n周建国\n县水利局\n县住建局\n各乡镇\n2\n便民停车\n新增泊位500个。\n吴某\n县城管局"
    )
    assert [row[2:] for row in told(document)] == [("县水利局", "县住建局、各乡镇"), ("县城管局", "")]
    cells = "一、优化服务，抓好落实 |\n|||\n（一）规划 |\n1.公开规划，方便查阅。 |\n县发改局 |\n各镇 |\n"
    cells += "|\n2.归集规划，编制目录。 |\n县发改局 |\n各镇 |\n"
    document = read(f"工作任务 |\n工作要求 |\n牵头单位 |\n责任单位 |\n{cells}")
    assert told(document) == [("1", "公开规划", "县发改局", "各镇"), ("2", "归集规划", "县发改局", "各镇")]


def test_rows_that_nothing_tells_apart_name_nobody() -> None:
    document = read(
        "任务              责任单位  完成时限\n新建学校十所，增\n加学位            市教育局  2026年9月\n"
        "更新管网，治理内\n涝灾害            市住建局  2026年7月"
    )
    assert [row[2:] for row in told(document)] == [("", "")]
    assert Flag.NO_UNIT in document.clauses[0].flags
