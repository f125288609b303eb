"""The same mark in the spellings of careless printers: other signs after a label, lost brackets, labels apart."""

import pytest

from tracker.domain.parsing import parse_document

WATER, MONEY, TOWNS = "县水务局", "县财政局", "各乡镇"


def units_of(words: str) -> tuple[list[str], list[str]]:
    clauses = parse_document(f"某县工作方案\n一、甲类。做甲。{words}\n二、乙类。做乙。\n").clauses
    assert len(clauses) == 2
    return [unit.name for unit in clauses[0].lead_units], [unit.name for unit in clauses[0].supporting_units]


ONE_FIELD = [
    "（责任单位：县水务局、县财政局",
    "（责任单位：县水务局、县财政局、",
    "（责任单位：县水务局、县财政局〕",
    "（责任单位；县水务局、县财政局）",
    "（责任单位、县水务局、县财政局）",
    "（责任单位∶县水务局、县财政局）",
    "（责任单位﹕县水务局、县财政局）",
    "（责任单位——县水务局、县财政局）",
    "（责任单位 县水务局、县财政局）",
    "（责任单位 ： 县水务局 、 县财政局 ）",
    "（责任单位：县水务局\\县财政局）",
    "（责 任 单 位：县水务局、县财政局）",
    "\n责任单位\n县水务局、县财政局",
    "\n责任单位：\n县水务局、县财政局",
    "\n责任单位：\n县水务局\n县财政局\n完成时限：2024年底前",
    "任务分工：县水务局、县财政局。",
]


@pytest.mark.parametrize("words", ONE_FIELD)
def test_one_field_in_other_spellings_names_the_same_units(words: str) -> None:
    assert units_of(words) == ([WATER], [MONEY])


TWO_FIELDS = [
    "（牵头单位县水务局，配合单位县财政局、各乡镇）",
    "（牵头部门：县水务局 责任部门：县财政局 各乡镇）",
    "\n牵 头 单 位：县水务局\n配 合 单 位：县财政局、各乡镇",
    "\n牵头单位\n县水务局\n配合单位\n县财政局、各乡镇",
    "\n牵头单位：\n县水务局\n配合单位：\n县财政局、各乡镇",
    "\n（1）牵头单位：县水务局\n（2）配合单位：县财政局、各乡镇",
    "\n——牵头单位：县水务局\n——配合单位：县财政局、各乡镇",
    "\n●牵头单位：县水务局\n●配合单位：县财政局、各乡镇",
    "（县水务局会同县财政局、各乡镇）",
    "责任分工：县水务局牵头，县财政局、各乡镇配合。",
    "工作分工：由县水务局牵头，县财政局、各乡镇配合。",
]


@pytest.mark.parametrize("words", TWO_FIELDS)
def test_two_fields_in_other_spellings_tell_who_leads(words: str) -> None:
    assert units_of(words) == ([WATER], [MONEY, TOWNS])


NO_FIELDS = ["职责分工：各单位要明确责任到人，做好工作衔接。", "责任单位、各乡镇要加强协作。"]


@pytest.mark.parametrize("words", NO_FIELDS)
def test_a_label_before_a_sentence_names_nobody(words: str) -> None:
    assert units_of(words) == ([], [])


@pytest.mark.parametrize(
    ("words", "lead", "support"),
    [
        ("（县水务局、县财政局会同各乡镇，县教育局、县民政局配合）", [WATER, MONEY], [TOWNS, "县教育局", "县民政局"]),
        ("（某政发〔2021〕9号，县水务局、县财政局等牵头负责）", [WATER, MONEY], []),
    ],
)
def test_who_leads_is_told_beside_partners_and_numbers_of_papers(
    words: str, lead: list[str], support: list[str]
) -> None:
    assert units_of(words) == (lead, support)
