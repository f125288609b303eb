"""Last paragraphs that call on everybody, notes and lists of annexes behind the last clause."""

from tracker.domain.parsing import parse_document


def read(text: str) -> list[tuple[str, str]]:
    return [
        ("/".join(label or "-" for label in clause.path), " ".join(unit.name for unit in clause.units))
        for clause in parse_document(text).clauses
    ]


def test_a_last_call_with_a_mark_of_its_own_is_a_clause() -> None:
    text = (
        "某市方案\n一、甲。做甲。（责任单位：市甲局）\n二、乙。做乙。（责任单位：市乙局）\n"
        "各区、各部门要加强衔接，做好解读。（责任单位：市丙局、各区政府）\n公报\n"
    )
    assert read(text) == [("一", "市甲局"), ("二", "市乙局"), ("-", "市丙局 各区政府")]


def test_responsible_bodies_in_general_behind_names_are_a_note() -> None:
    text = "某市方案\n一、甲。做甲。（责任单位：市甲局、市乙局；各责任单位按职责分工负责，下同）\n"
    assert read(text) == [("一", "市甲局 市乙局")]


def test_a_line_that_goes_on_with_a_list_is_no_mark() -> None:
    text = "某市方案\n一、甲。做甲。\n各单位将总结报送市委督查室、\n市督查室、市甲局。\n"
    assert read(text) == [("一", "")]


def test_annexes_left_out_and_the_last_formula_are_no_clauses() -> None:
    text = "某市方案\n一、甲。做甲。\n附件：（略）\n1.某清单\n2.某计划\n特此通知。\n某局\n2024年5月6日\n"
    assert read(text) == [("一", "")]


def test_provinces_are_called_on_too() -> None:
    text = (
        "某部通知\n一、甲。做甲。\n二、乙。做乙。\n三、丙。做丙。\n四、丁。做丁。\n"
        "各省级部门要充分认识意义，抓好落实。\n特此通知。\n"
    )
    assert [path for path, _ in read(text)] == ["一", "二", "三", "四", "-"]
