"""Chapters that have no number, and file parts that hold nothing but duty lines."""

import pytest

from tracker.domain.parsing import parse_document

IDEAS = "坚持政府引导、市场主导，推动新能源车在全县规模化应用。\n到2030年，渗透率达到40%，保有量突破1.6万辆。\n"


def read(text: str) -> list[str]:
    """Each clause as path | title | units | goals."""
    return [
        " | ".join(
            (
                "/".join(label or "-" for label in clause.path),
                clause.title or "",
                " ".join(unit.name for unit in clause.units),
                " ".join(f"{goal.value}{goal.unit_of_measure}" for goal in clause.goals),
            )
        )
        for clause in parse_document("某县推进新能源车实施方案\n" + text).clauses
    ]


PAPERS = [
    (
        f"总体要求\n{IDEAS}加快设施建设\n（一）完善网络。建设网络。（县发改局负责）\n（二）提升能力。提升能力。\n"
        "组织实施\n各有关部门要加强协同配合，形成合力，共同推进各项任务落到实处。\n",
        [
            "- | 总体要求 |  | 40% 1.6万辆",
            "-/（一） | 完善网络 | 县发改局 | ",
            "-/（二） | 提升能力 |  | ",
            "- | 组织实施 |  | ",
        ],
    ),
    (
        f"为推进应用，制定本方案。\n主要目标\n{IDEAS}一、建网络。建设网络。（县发改局负责）\n二、育企业。培育企业。\n",
        ["- | 主要目标 |  | 40% 1.6万辆", "一 | 建网络 | 县发改局 | ", "二 | 育企业 |  | "],
    ),
    (
        "一、建网络。建设网络。（县发改局负责）\n附件\n部门职责分工\n县水务局：负责全县堤防的检查和维护。\n县财政局：负责资金的筹集和监督。\n",
        ["一 | 建网络 | 县发改局 | ", "- | 县水务局 | 县水务局 | ", "- | 县财政局 | 县财政局 | "],
    ),
    (
        "县水务局：负责全县堤防的检查和维护。\n县财政局：负责资金的筹集和监督。\n",
        ["- | 县水务局 | 县水务局 | ", "- | 县财政局 | 县财政局 | "],
    ),
]


@pytest.mark.parametrize(("text", "clauses"), PAPERS)
def test_chapters_and_duties_without_numbers_are_clauses(text: str, clauses: list[str]) -> None:
    assert read(text) == clauses


def test_the_goals_of_a_chapter_without_a_number_are_no_task() -> None:
    first = parse_document(f"某县方案\n总体要求\n{IDEAS}一、建网络。建设网络。\n二、育企业。培育企业。\n").clauses[0]
    assert not first.is_task
    assert first.goals[0].target_year == 2030
