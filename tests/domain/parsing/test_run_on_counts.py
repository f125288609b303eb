"""Papers in one line: which numbers begin clauses, and what stands between and behind the clauses."""

import pytest

from tracker.domain.parsing import parse_document

HEAD = "某县供水改造实施方案为做好供水工作，制定本方案。"
BY = "（县水务局负责）"
COUNTS = [
    (
        f"二、管网（五）更换旧管。{BY}（六）铺设新管。{BY}四、水厂（九）改造水厂。{BY}",
        ["二/（五）", "二/（六）", "四/（九）"],
    ),
    (
        f"二、放活（五）梳理措施，分类推进。{BY}具体措施：1．编制清单。{BY}2．2021年6月底前建立机制。{BY}（六）精简审批。{BY}",
        ["二/（五）", "二/（五）/1", "二/（五）/2", "二/（六）"],
    ),
    (f"一、总体要求。以民为本。三、任务1.更换旧管。{BY}2.铺设新管。{BY}", ["一", "三/1", "三/2"]),
    (f"三、支持企业开拓国内外市场，鼓励增产增效12.开拓市场。{BY}13.做大做强。{BY}", ["三/12", "三/13"]),
    ("一、改造管网更换旧管网二、改造水厂更新设备三、保障供水落实责任", ["一", "二", "三"]),
    (f"1.深化改革。（1）精简事项。{BY}（2）完善流程。{BY}2.加强监管。{BY}", ["1/（1）", "1/（2）", "2"]),
    (
        "一、任务1.更换。责任单位：县水务局2.铺设。责任单位：县住建局4.巡查。责任单位：县公安局",
        ["一/1", "一/2", "一/4"],
    ),
    (f"一、更换旧管。更换第（二）款所列旧管，增长2．5万米，服务1、2、3号线。{BY}二、新建。{BY}", ["一", "二"]),
    (
        "第一章总则第一条为了供水，制定本办法。第二条违反第五条、第六条规定的，适用本办法。",
        ["第一章/第一条", "第一章/第二条"],
    ),
]


def paths(text: str) -> list[str]:
    return ["/".join(label or "-" for label in clause.path) for clause in parse_document(text).clauses]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_numbers_of_an_extract_in_one_line_are_found(text: str, expected: list[str]) -> None:
    assert paths(HEAD + text) == expected


THREE = f"一、更换旧管。{BY}二、铺设新管。{BY}三、改造水厂。改造水厂设备。{BY}"
BESIDE = [
    ("各乡镇、各部门要认真落实，年底前报告县政府。", ["一", "二", "三", "-"]),
    ("本方案自2024年5月1日起施行。", ["一", "二", "三"]),
    ("附件：1.点位表2.清单", ["一", "二", "三"]),
    ("专栏1供水重点工程1.旧管工程。更换10公里。2.新管工程。铺设9公里。", ["一", "二", "三"]),
]


@pytest.mark.parametrize(("tail", "expected"), BESIDE)
def test_what_stands_behind_the_last_mark_is_no_part_of_the_clause(tail: str, expected: list[str]) -> None:
    document = parse_document(HEAD + THREE + tail)
    assert ["/".join(label or "-" for label in clause.path) for clause in document.clauses] == expected
    assert document.text[document.clauses[2].start : document.clauses[2].end].endswith(BY)


def test_a_call_right_behind_a_field_names_no_unit() -> None:
    text = HEAD + "一、更换。责任单位：县住建局二、铺设。责任单位：县水务局各责任单位要认真落实，应改尽改。"
    assert [unit.name for unit in parse_document(text).clauses[1].units] == ["县水务局"]


def test_ordinals_right_behind_a_heading_are_measures() -> None:
    text = HEAD + "一、目标。管网全覆盖。二、整治内容一是查处偷水行为。二是排查漏点。三、保障。落实资金。"
    assert paths(text) == ["一", "二/一是", "二/二是", "三"]


LETTERS = [
    (
        "某县人民政府办公室关于印发某县供水改革工作要点分工方案的通知某政办发〔2020〕43号各乡镇人民政府，县直各部门："
        "《某县供水改革工作要点分工方案》已经同意，现印发给你们。2020年11月1日某县供水改革工作要点分工方案为抓好落实，制定本方案。",
        "某县人民政府办公室关于印发某县供水改革工作要点分工方案的通知",
        "某政办发〔2020〕43号",
        "2020-11-01",
    ),
    (
        "某政〔2021〕5号某县人民政府关于印发某县供水行动计划的通知各乡镇人民政府，县直各部门：现将《某县供水行动计划》"
        "印发给你们。某县人民政府2021年3月2日（此件公开发布）某县供水行动计划为抓好供水，制定本计划。",
        "某县人民政府关于印发某县供水行动计划的通知",
        "某政〔2021〕5号",
        "2021-03-02",
    ),
]


@pytest.mark.parametrize(("head", "title", "number", "day"), LETTERS)
def test_title_number_and_signature_of_a_letter_in_one_line(head: str, title: str, number: str, day: str) -> None:
    document = parse_document(head + THREE)
    assert (document.title, document.document_number, str(document.signed_on)) == (title, number, day)
    assert paths(head + THREE) == ["一", "二", "三"]
