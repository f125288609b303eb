"""Tails of marks such as 按职责分工 and 分工落实, 联合 after who leads, and notes that add units to their own mark."""

import pytest

from tracker.domain.parsing import parse_document

HEAD = "某县2024年工作方案\n"

CLAUSES = [
    # the clause, who leads, who supports
    ("修堤。（工作专班成员单位分工负责）", "工作专班成员单位", ""),
    ("修堤。（责任单位：各相关职能部门按职责分工）", "各相关职能部门", ""),
    ("修堤。（责任单位：县水务局，县财政局、县审计局按职责配合）", "县水务局", "县财政局 县审计局"),
    ("修堤。（县水务局牵头，县财政局、县审计局分头落实）", "县水务局", "县财政局 县审计局"),
    ("修堤。（县水务局、县财政局分工落实）", "县水务局", "县财政局"),
    ("修堤。（县水务局、县财政局依照职责分工）", "县水务局", "县财政局"),
    ("修堤。（责任单位：县水务局、县财政局。按职责分工，下同）", "县水务局", "县财政局"),
    ("修堤。（县水务局负责；以下均需各乡镇落实，不再列出）", "县水务局", "各乡镇"),
    ("修堤。（县水务局牵头；以下任务均涉及各乡镇，不再单独列出）", "县水务局", "各乡镇"),
    ("修堤。（责任单位：县水务局；以下均需在年底完成，不再说明）", "县水务局", ""),
    (
        "由县水务局牵头，联合县直有关单位、各乡镇人民政府以及部分重点企业，建立机制。",
        "县水务局",
        "县直有关单位 各乡镇人民政府 部分重点企业",
    ),
    ("由县水务局牵头，联合开展执法检查。", "县水务局", ""),
    ("修堤。（由县水务局牵头，联合县财政局、县公安局）", "县水务局", "县财政局 县公安局"),
]


@pytest.mark.parametrize(("clause", "leads", "supporting"), CLAUSES)
def test_tails_partners_and_notes_are_read_with_the_units_they_belong_to(
    clause: str, leads: str, supporting: str
) -> None:
    found = parse_document(f"{HEAD}一、治水。{clause}\n二、造林。造林。（县林业局负责）\n").clauses
    assert [unit.name for unit in found[0].lead_units] == leads.split()
    assert [unit.name for unit in found[0].supporting_units] == supporting.split()
    assert [unit.name for unit in found[1].units] == ["县林业局"]
