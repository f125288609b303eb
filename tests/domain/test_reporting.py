from dataclasses import replace
from itertools import product

import pytest

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.reporting import (
    ReportAction,
    ReportContent,
    ReportStatus,
    check_percent,
    find_faults,
    next_report_status,
    percent_of_stages,
    similarity,
    with_coordination,
    without_coordination,
)

MOVES = {
    ("submitted", "accept"): "accepted",
    ("submitted", "return_for_revision"): "returned",
    ("submitted", "withdraw"): "withdrawn",
    ("submitted", "correct"): "superseded",
    ("accepted", "return_for_revision"): "returned",
    ("accepted", "correct"): "superseded",
    ("returned", "correct"): "superseded",
}
LAST = "已走访企业32家，新增高新技术企业5家，完成年度目标的四成。"
SOUND = ReportContent("本月新认定高新技术企业6家，累计11家，园区二期厂房封顶。", percent=45, previous_percent=40)


@pytest.mark.parametrize(("status", "action"), list(product(ReportStatus, ReportAction)))
def test_a_report_moves_exactly_where_the_table_says(status, action):
    if (status, action) in MOVES:
        assert next_report_status(status, action) is ReportStatus(MOVES[status, action])
    else:
        with pytest.raises(ActionNotAllowed, match=f"^进展{status.label}，不能{action.label}。$"):
            next_report_status(status, action)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"previous_summary": LAST}, []),
        ({"summary": ""}, ["empty"]),
        ({"summary": " ……。\n"}, ["empty"]),
        ({"summary": "正在推进"}, ["too_short", "no_figure"]),
        ({"summary": "新增企业6家，已投产"}, ["too_short"]),  # 9 characters without the comma
        ({"summary": "新增企业6家，已经投产"}, []),  # 10
        ({"summary": "高度重视，加强领导，统筹协调，扎实推进各项工作。"}, ["no_figure"]),
        ({"summary": "召开两次专题会议，研究园区建设用地指标问题。"}, []),
        ({"summary": LAST, "previous_summary": LAST}, ["copied"]),
        ({"summary": LAST.replace("，", "、") + "  ", "previous_summary": LAST}, ["copied"]),
        ({"summary": "", "previous_summary": ""}, ["empty"]),
        ({"evidence_required": True}, ["no_evidence"]),
        ({"evidence_required": True, "has_evidence": True}, []),
        ({"percent": 39}, ["fallen_back"]),
        ({"percent": 40}, []),
        ({"percent": 39, "previous_percent": None}, []),
    ],
)
def test_an_empty_or_copied_report_is_told_so_before_it_is_sent(changes, faults):
    assert find_faults(replace(SOUND, **changes)) == faults


def test_likeness_is_whole_for_the_same_text_and_none_for_another():
    assert similarity(LAST, LAST) == 1
    assert similarity(LAST, "zzz") == 0
    assert similarity("", "") == 1
    assert similarity("一", "二") == 0


@pytest.mark.parametrize("percent", [0, 0.1, 100])
def test_a_percentage_is_accepted(percent):
    check_percent(percent)


@pytest.mark.parametrize("percent", [-0.1, 100.1, float("nan")])
def test_what_is_no_percentage_is_refused(percent):
    with pytest.raises(RuleViolation, match="0 到 100"):
        check_percent(percent)


@pytest.mark.parametrize(
    ("difficulties", "wanted", "kept"),
    [
        ("", "", ""),
        ("资金不足。", "", "资金不足。"),
        ("", "请市财政局拨付。", "需要协调：请市财政局拨付。"),
        (" 资金不足。\n", " 请市财政局拨付。", "资金不足。\n需要协调：请市财政局拨付。"),
        ("部门之间需要协调：数据口径不一。", "", "部门之间需要协调：数据口径不一。"),
    ],
)
def test_what_is_wanted_coordinated_is_kept_below_the_difficulties_and_found_again(difficulties, wanted, kept):
    assert with_coordination(difficulties, wanted) == kept
    assert without_coordination(kept) == (difficulties.strip(), wanted.strip())


@pytest.mark.parametrize(("reached", "percent"), [([], 0), ([1], 25), ([1, 2], 50), ([3], 50), ([1, 2, 3], 100)])
def test_the_stages_reached_make_the_percent(reached, percent):
    assert percent_of_stages({1: 1, 2: 1, 3: 2}, reached) == percent


def test_a_stage_that_the_task_has_no_longer_is_refused():
    with pytest.raises(RuleViolation, match="重新勾选"):
        percent_of_stages({1: 1}, [1, 9])
