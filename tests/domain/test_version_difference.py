import pytest

from tracker.domain.clause_alignment import ComparedClause
from tracker.domain.goal_comparison import ComparedGoal
from tracker.domain.parsing.model import GoalOperator
from tracker.domain.text_difference import PieceKind
from tracker.domain.version_difference import ChangeKind, compare_versions

TEXTS = {
    "平台": "布局重点实验室、技术创新中心等科技创新载体，提升自主创新能力。",
    "土地": "盘活低效工业用地，新增建设用地指标优先保障园区重大项目。",
    "人才": "引育高层次人才团队，完善住房、子女教育等服务保障。",
    "绿色": "推行排污许可管理，推动重点行业绿色改造和循环发展。",
}


def version(*titles, **changed):
    """Clauses numbered as they stand; `changed` gives a title another body."""
    return [
        ComparedClause(number, f"（{number}）", title, changed.get(title, TEXTS.get(title, title * 4)))
        for number, title in enumerate(titles, 1)
    ]


def kinds(difference):
    return [((c.new or c.old).title, c.kind.name) for c in difference.changes]


CASES = {
    "nothing changed": (("平台", "土地"), ("平台", "土地"), ["平台 UNCHANGED", "土地 UNCHANGED"]),
    "a clause added": (("平台", "土地"), ("平台", "人才", "土地"), ["平台 UNCHANGED", "人才 ADDED", "土地 RENUMBERED"]),
    "a clause removed": (
        ("平台", "人才", "土地"),
        ("平台", "土地"),
        ["平台 UNCHANGED", "人才 REMOVED", "土地 RENUMBERED"],
    ),
    "the first removed": (("人才", "平台"), ("平台",), ["人才 REMOVED", "平台 RENUMBERED"]),
    "one moved": (
        ("平台", "土地", "人才", "绿色"),
        ("绿色", "平台", "土地", "人才"),
        ["绿色 MOVED", "平台 RENUMBERED", "土地 RENUMBERED", "人才 RENUMBERED"],
    ),
    "everything new": ((), ("平台",), ["平台 ADDED"]),
    "everything gone": (("平台",), (), ["平台 REMOVED"]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_happened_to_each_clause(case):
    old, new, expected = CASES[case]

    assert [" ".join(row) for row in kinds(compare_versions(version(*old), version(*new)))] == expected


def test_changed_words_weigh_more_than_a_changed_number():
    new = version("绿色", "平台", 平台=TEXTS["平台"].replace("重点实验室", "国家实验室"))

    difference = compare_versions(version("平台"), new)

    (change,) = [c for c in difference.changes if c.kind is ChangeKind.CHANGED]
    assert change.is_renumbered
    assert [p.text for p in change.body_pieces if p.kind is not PieceKind.SAME] == ["重点", "国家"]
    assert [p.kind for p in change.title_pieces] == [PieceKind.SAME]
    assert (difference.count(ChangeKind.ADDED), difference.count(ChangeKind.CHANGED)) == (1, 1)


def test_white_space_is_no_change():
    new = version("平台", 平台=TEXTS["平台"].replace("，", "，\n　　"))

    assert kinds(compare_versions(version("平台"), new)) == [("平台", "UNCHANGED")]


def test_a_goal_that_differs_stands_with_its_clause():
    def goal(value, clause):
        return ComparedGoal(7, clause, "亩均税收", GoalOperator.AT_LEAST, value, "万元", 2025)

    difference = compare_versions(
        version("平台", "土地"), version("平台", "土地"), [goal(42, 1), goal(9, 2)], [goal(45, 1), goal(9, 2)]
    )

    assert [[(g.first.value, g.second.value) for g in c.goals] for c in difference.changes] == [[(42, 45)], []]
    assert len(difference.goals.pairs) == 2


def test_a_removed_or_added_clause_shows_its_whole_text():
    removed, added = compare_versions(version("人才"), version("平台")).changes

    assert {p.kind for p in removed.body_pieces} == {PieceKind.REMOVED}
    assert {p.kind for p in added.body_pieces} == {PieceKind.ADDED}
