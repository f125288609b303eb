"""What each act says on a task's timeline: (kind of record, action) → title, text and tone.

Tones colour the dot: accent, green, yellow, red or none. Acts that are not listed are of no interest there.
"""

from collections.abc import Callable
from typing import Any

from tracker.domain.assignments import AssignmentRole
from tracker.domain.audit_words import field_words, value_words
from tracker.domain.evidence_review import EvidenceAction
from tracker.domain.periods import Month
from tracker.domain.reporting import ReportAction
from tracker.domain.workflow import AssignmentAction, TaskAction
from tracker.models import Assignment, ProgressReport, Task
from tracker.queries.request_words import REQUEST_WORDS

Facts = dict[str, Any]
Words = Callable[[Any, Facts], tuple[str, str, str]]


def _month(report: ProgressReport) -> str:
    return Month.parse(report.period).label


def _reported(report: ProgressReport, _facts: Facts) -> tuple[str, str, str]:
    return f"填报{_month(report)}进展，完成 {report.percent_complete:g}%", report.summary, "accent"


def _corrected(report: ProgressReport, _facts: Facts) -> tuple[str, str, str]:
    return f"更正{_month(report)}进展，完成 {report.percent_complete:g}%", report.summary, "accent"


def _accepted(report: ProgressReport, facts: Facts) -> tuple[str, str, str]:
    return f"采纳{_month(report)}进展，确认完成 {report.percent_complete:g}%", facts.get("comment") or "", "green"


def _returned(report: ProgressReport, facts: Facts) -> tuple[str, str, str]:
    return f"退回{_month(report)}进展", facts.get("comment") or "", "yellow"


def _withdrawn(report: ProgressReport, _facts: Facts) -> tuple[str, str, str]:
    return f"撤回{_month(report)}进展", "", ""


def _moved_limit(_assignment: Assignment, facts: Facts) -> tuple[str, str, str]:
    before, after = (facts.get("due_on") or [None, None])[:2]
    return f"完成时限由 {before or '长期'} 改为 {after or '长期'}", facts.get("reason") or "", ""


def _passed_on(_assignment: Assignment, facts: Facts) -> tuple[str, str, str]:
    to = (facts.get("responsible_person") or [None, None])[1]
    return f"分派给{to}" if to else "收回分派", "", ""


def _submitted_opening(_task: Task, facts: Facts) -> tuple[str, str, str]:
    return f"报{facts.get('leader') or '领导'}批准立项", facts.get("basis") or "", ""


def _opened(_task: Task, facts: Facts) -> tuple[str, str, str]:
    number = facts.get("number")
    return "立项", f"编号 {number}，批准领导 {facts.get('approving_leader')}" if number else "", ""


def _amended(_task: Task, facts: Facts) -> tuple[str, str, str]:
    lines = [facts.get("reason") or ""]
    lines += [
        f"{field_words(name)}：{value_words(pair, 'Task', name)}"
        for name, pair in facts.items()
        if isinstance(pair, list) and len(pair) == 2
    ]
    return "调整任务", "\n".join(line for line in lines if line), ""


def _changed_role(_assignment: Assignment, facts: Facts) -> tuple[str, str, str]:
    role = AssignmentRole((facts.get("role") or ["", "supporting"])[1])
    return f"改为{role.label}", "", ""


def _said(title: str, tone: str = "") -> Words:
    return lambda _record, facts: (title, facts.get("reason") or "", tone)


WORDS: dict[tuple[str, str], Words] = {
    ("Task", TaskAction.SUBMIT_OPENING): _submitted_opening,
    ("Task", TaskAction.RETURN_OPENING): _said("退回立项", "yellow"),
    ("Task", TaskAction.OPEN): _opened,
    ("Task", TaskAction.ISSUE): _said("交办", "accent"),
    ("Task", TaskAction.WITHDRAW_ISSUE): _said("撤回交办", "yellow"),
    ("Task", TaskAction.REINSTATE): _said("撤销终止"),
    ("Task", TaskAction.AMEND): _amended,
    ("Assignment", "change_role"): _changed_role,
    ("Task", TaskAction.PAUSE): _said("暂停"),
    ("Task", TaskAction.RESUME): _said("恢复"),
    ("Task", TaskAction.CLOSE): _said("销号", "green"),
    ("Task", TaskAction.REOPEN): _said("重新打开", "yellow"),
    ("Task", TaskAction.CANCEL): _said("终止"),
    ("Assignment", AssignmentAction.ACKNOWLEDGE): _said("签收"),
    ("Assignment", AssignmentAction.CLOSE): _said("销号", "green"),
    ("Assignment", AssignmentAction.ISSUE): _said("交办", "accent"),
    ("Assignment", AssignmentAction.PAUSE): _said("暂停"),
    ("Assignment", AssignmentAction.RESUME): _said("恢复"),
    ("Assignment", AssignmentAction.CANCEL): _said("终止"),
    ("Assignment", AssignmentAction.REINSTATE): _said("撤销终止"),
    ("Assignment", AssignmentAction.REOPEN): _said("重新打开", "yellow"),
    ("Assignment", AssignmentAction.ENTER_NEXT_STAGE): _said("转入下一阶段", "accent"),
    ("Assignment", AssignmentAction.WITHDRAW_ISSUE): _said("撤回交办"),
    **REQUEST_WORDS,
    ("Assignment", AssignmentAction.PASS_ON): _passed_on,
    ("Assignment", AssignmentAction.URGE): lambda _record, facts: ("催办", facts.get("text") or "", "yellow"),
    ("Assignment", "change_due_on"): _moved_limit,
    ("ProgressReport", AssignmentAction.REPORT_PROGRESS): _reported,
    ("ProgressReport", ReportAction.CORRECT): _corrected,
    ("ProgressReport", ReportAction.ACCEPT): _accepted,
    ("ProgressReport", ReportAction.RETURN_FOR_REVISION): _returned,
    ("ProgressReport", ReportAction.WITHDRAW): _withdrawn,
    ("EvidenceFile", AssignmentAction.ATTACH_EVIDENCE): lambda file, _facts: (f"上传佐证：{file.filename}", "", ""),
    ("Instruction", "instruct"): lambda record, _facts: ("批示", record.text, "red"),
    ("InstructionReply", "reply_to_instruction"): lambda record, _facts: ("反馈批示办理情况", record.text, "accent"),
    ("EvidenceFile", EvidenceAction.REPLACE): lambda file, _facts: (
        f"上传佐证新版：{file.filename}（第 {file.version_number} 版）",
        "",
        "",
    ),
    ("EvidenceFile", EvidenceAction.ACCEPT): lambda file, facts: (
        f"采纳佐证：{file.filename}",
        facts.get("comment") or "",
        "green",
    ),
    ("EvidenceFile", EvidenceAction.RETURN_FOR_REVISION): lambda file, facts: (
        f"退回佐证：{file.filename}",
        facts.get("comment") or "",
        "yellow",
    ),
    ("EvidenceFile", "describe_evidence"): lambda file, _facts: (f"修改佐证说明：{file.filename}", "", ""),
    ("BreakDown", "break_down"): lambda record, _facts: (f"分解给{record.task.jurisdiction.name}的部门", "", "accent"),
    ("FollowUpCheck", "conclude_follow_up"): lambda record, _facts: (
        f"回头看：{record.outcome.label}",
        record.comment,
        "",
    ),
    ("EvidenceFile", "remove_evidence"): lambda _file, facts: (f"移除佐证：{facts.get('filename', '')}", "", ""),
}
