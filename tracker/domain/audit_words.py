"""The words a person reads for what the audit trail records."""

from tracker.domain.approvals import RequestStatus
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.audit_fields import FIELDS
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.evidence_review import EvidenceCategory, EvidenceStatus
from tracker.domain.follow_up import FollowUpOutcome
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.notices import NoticeStatus
from tracker.domain.parsing.model import DueKind
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus

#: action as recorded → what was done.
ACTIONS = {
    "accept": "采纳",
    "accept_evidence": "采纳佐证",
    "accept_report": "采纳进展",
    "acknowledge": "签收",
    "add_alias": "增加别名",
    "advance_clock": "拨动演示时钟",
    "amend": "修改",
    "amend_clause": "修改条款",
    "amend_details": "修改文件信息",
    "amend_notice": "修改名单",
    "approve": "批准名单",
    "approve_notice": "批准名单",
    "approve_request": "同意申请",
    "archive": "归档",
    "arrange_cover": "安排代办",
    "attach_evidence": "上传佐证",
    "break_down": "分解到下级",
    "cancel": "终止",
    "carry_over": "沿用原任务",
    "change_due_on": "调整完成时限",
    "change_password": "修改密码",
    "change_role": "调整职责",
    "change_term": "修改任职日期",
    "close": "销号",
    "close_stage": "同意阶段性办结",
    "compile_notice": "编制名单",
    "conclude_follow_up": "作出回头看结论",
    "confirm": "确认",
    "confirm_clause": "确认条款",
    "confirm_document": "确认文件",
    "contest": "申请调整责任单位",
    "correct": "更正填报",
    "correct_unit": "更正单位",
    "create_unit": "新建单位",
    "create_user": "新建账号",
    "describe_evidence": "修改佐证说明",
    "disable_user": "停用账号",
    "draw_follow_up": "抽取回头看样本",
    "drop_row": "移出名单",
    "enable_user": "启用账号",
    "end": "终止原任务",
    "end_cover": "提前结束代办",
    "end_unit": "撤销单位",
    "end_version": "旧版办理完毕",
    "enter_next_stage": "转入下一阶段",
    "escalate": "达到阶梯",
    "excuse": "采纳正当理由",
    "explain": "说明情况",
    "follow_above": "随上级任务变动",
    "grant_role": "授予角色",
    "import": "导入文件",
    "import_document": "导入文件",
    "import_units": "导入单位",
    "instruct": "批示",
    "issue": "交办",
    "issue_notice": "印发名单",
    "join_unit_group": "加入单位组",
    "keep": "原任务照旧",
    "lapse_request": "申请失效",
    "leave_out": "列为不作任务",
    "leave_unit_group": "退出单位组",
    "load_units": "载入单位",
    "merge": "合并条款",
    "merge_unit": "并入单位",
    "merged_into_unit": "并入另一单位",
    "move_clause": "移动条款",
    "move_unit": "调整单位上级",
    "open": "立项",
    "pass_on": "分派",
    "pause": "暂停",
    "read_reply": "阅读批示回复",
    "refuse_access": "访问被拒",
    "refuse_notice": "退回名单",
    "refuse_request": "不同意申请",
    "reinstate": "撤销终止",
    "remove_alias": "删除别名",
    "remove_evidence": "移除佐证",
    "rename": "修改名称",
    "rename_unit": "单位更名",
    "reopen": "重新打开",
    "reopen_unit": "恢复单位",
    "replace": "上传新版",
    "reply_to_instruction": "回复批示",
    "report_progress": "填报进展",
    "request_cancellation": "申请终止",
    "request_closure": "申请办结",
    "request_coordination": "请求协调",
    "request_excuse": "说明正当理由",
    "request_extension": "申请延期",
    "request_pause": "申请暂停",
    "request_stage_closure": "申请阶段性办结",
    "reset_password": "重置密码",
    "restore": "恢复审核",
    "restore_row": "恢复名单行",
    "resume": "恢复",
    "return_closure": "退回办结申请",
    "return_for_revision": "退回修改",
    "return_opening": "退回立项",
    "return_to_review": "退回审核",
    "revoke_notice": "撤销名单",
    "revoke_role": "收回角色",
    "separate": "撤销版本关系",
    "settle_name": "对应单位名称",
    "sign_in": "登录",
    "sign_in_refused": "登录被拒",
    "sign_out": "退出登录",
    "split": "拆分条款",
    "submit_notice": "名单送审",
    "submit_opening": "报批立项",
    "supersede": "设为新版本",
    "undo": "撤销操作",
    "undo_merge": "撤销合并",
    "urge": "催办",
    "withdraw": "撤回",
    "withdraw_closure": "撤回办结申请",
    "withdraw_document": "撤下文件",
    "withdraw_issue": "撤回交办",
    "withdraw_notice": "撤回名单送审",
    "withdraw_request": "撤回申请",
}


class AuditTopic(LabelledEnum):
    """What an administrator looks for in the trail first."""

    REFUSALS = "refusals", "被拒绝的登录和访问"
    RIGHTS = "rights", "账号和权限变动"


#: What belongs to a topic; every entry of these is about a person.
TOPICS: dict[AuditTopic, frozenset[str]] = {
    AuditTopic.REFUSALS: frozenset({"sign_in_refused", "refuse_access"}),
    AuditTopic.RIGHTS: frozenset(
        {
            "change_term", "create_user", "disable_user", "enable_user", "grant_role", "reset_password", "revoke_role",
        }
    ),
}  # fmt: skip


#: kind of record → its name.
SUBJECTS = {
    "Assignment": "责任",
    "BreakDown": "下级分解",
    "Clause": "条款",
    "Cover": "AB岗",
    "EvidenceFile": "佐证材料",
    "FollowUpCheck": "回头看",
    "FollowUpSample": "回头看样本",
    "Instruction": "批示",
    "InstructionReply": "批示反馈",
    "Notice": "名单",
    "NoticeRow": "名单行",
    "PolicyDocument": "文件",
    "ProgressReport": "进展",
    "Task": "任务",
    "Unit": "单位",
    "UnitRequest": "申请",
    "User": "人员",
}


#: (kind of record, field) → the states its values are of.
STATES: dict[tuple[str, str], type[LabelledEnum]] = {
    ("Assignment", "status"): AssignmentStatus,
    ("Assignment", "role"): AssignmentRole,
    ("Clause", "due_kind"): DueKind,
    ("Clause", "status"): ClauseStatus,
    ("EvidenceFile", "category"): EvidenceCategory,
    ("EvidenceFile", "status"): EvidenceStatus,
    ("FollowUpCheck", "outcome"): FollowUpOutcome,
    ("Notice", "status"): NoticeStatus,
    ("PolicyDocument", "status"): DocumentStatus,
    ("ProgressReport", "status"): ReportStatus,
    ("Task", "status"): TaskStatus,
    ("UnitRequest", "status"): RequestStatus,
    ("User", "role"): Role,
}


def field_words(name: str) -> str:
    """Return what a changed value is called; one that is not in the table is 其他."""
    return FIELDS.get(name, "其他")


def value_words(value: object, kind: str = "", field: str = "") -> str:
    """Return a recorded value in words: a pair is from → to, a stored state its label, nothing 空."""
    if isinstance(value, list) and len(value) == 2 and not any(isinstance(one, list | dict) for one in value):
        return " → ".join(_plain(one, kind, field) for one in value)
    if isinstance(value, list):
        return "、".join(_plain(one, kind, field) for one in value) or "空"
    return _plain(value, kind, field)


def _plain(value: object, kind: str, field: str) -> str:
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(f"{field_words(name)} {value_words(one, kind, name)}" for name, one in value.items())
    states = STATES.get((kind, field))
    return states(str(value)).label if states and value in set(states) else str(value)


def action_words(action: str) -> str:
    """Return the Chinese words of a recorded action; one that is not in the table is shown as recorded."""
    return ACTIONS.get(action, action)


def subject_words(kind: str) -> str:
    """Return the Chinese name of a kind of record; one that is not in the table is shown as recorded."""
    return SUBJECTS.get(kind, kind)
