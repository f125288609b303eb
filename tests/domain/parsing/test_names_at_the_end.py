"""Names of units that close a clause without label and without round brackets, and units that head numbered items."""

import pytest

from tracker.domain.parsing import parse_document

TAILS = [
    ("——市水利局、市财政局", "市水利局+市财政局"),
    ("\n——市水利局、市财政局", "市水利局+市财政局"),
    ("\n市水利局、市财政局", "市水利局+市财政局"),
    ("市水利局牵头负责。", "市水利局!"),
    ("【市水利局】", "市水利局"),
    ("{市水利局负责}", "市水利局"),
    ("——8至10个百亿企业", ""),
    ("建设市县水利局、财政局", ""),
    ("\n数据由市水利局、市财政局", ""),
]


@pytest.mark.parametrize(("tail", "units"), TAILS)
def test_names_at_the_end_of_a_clause_are_its_units(tail: str, units: str) -> None:
    document = parse_document(f"某市方案\n（一）修渠。修好渠道。{tail}\n（二）修坝。修好大坝。\n")
    assert [clause.path for clause in document.clauses] == [("（一）",), ("（二）",)]
    clause = document.clauses[0]
    assert "+".join(unit.name for unit in clause.units) + "!" * clause.lead_is_explicit == units


@pytest.mark.parametrize(
    "heading", ["一、加强造林。市林业局牵头负责\n", "一、市林业局牵头负责\n", "一、造林\n市林业局牵头负责。\n"]
)
def test_a_unit_above_numbered_items_has_a_clause_of_its_own(heading: str) -> None:
    document = parse_document(f"某市方案\n{heading}1.造林3万亩。\n2.抚育2万亩。\n")
    assert [(clause.path, len(clause.units)) for clause in document.clauses] == [
        (("一",), 1),
        (("一", "1"), 0),
        (("一", "2"), 0),
    ]
