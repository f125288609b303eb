"""The words a person reads for what the audit trail records."""

from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.notices import NoticeStatus
from tracker.domain.parsing.model import DueKind
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus

#: action as recorded → what was done.
ACTIONS = {
    "accept_report": "采纳进展",
    "acknowledge": "签收",
    "add_alias": "增加别名",
    "advance_clock": "拨动演示时钟",
    "amend_clause": "修改条款",
    "approve": "批准名单",
    "approve_notice": "批准名单",
    "attach_evidence": "上传佐证",
    "change_password": "修改密码",
    "compile_notice": "编制名单",
    "confirm": "确认",
    "confirm_clause": "确认条款",
    "confirm_document": "确认文件",
    "create_unit": "新建单位",
    "create_user": "新建账号",
    "disable_user": "停用账号",
    "drop_row": "移出名单",
    "enable_user": "启用账号",
    "escalate": "达到阶梯",
    "explain": "说明情况",
    "grant_role": "授予角色",
    "import": "导入文件",
    "import_document": "导入文件",
    "issue": "交办",
    "issue_notice": "印发名单",
    "leave_out": "列为不作任务",
    "refuse_notice": "退回名单",
    "remove_evidence": "移除佐证",
    "rename": "修改名称",
    "report_progress": "填报进展",
    "reset_password": "重置密码",
    "return_for_revision": "退回修改",
    "return_to_review": "退回审核",
    "revoke_role": "收回角色",
    "sign_in": "登录",
    "sign_in_refused": "登录被拒",
    "sign_out": "退出登录",
    "submit_notice": "名单送审",
    "withdraw": "撤回",
}

#: kind of record → its name.
SUBJECTS = {
    "Assignment": "责任",
    "Clause": "条款",
    "EvidenceFile": "佐证材料",
    "Notice": "名单",
    "NoticeRow": "名单行",
    "PolicyDocument": "文件",
    "ProgressReport": "进展",
    "Task": "任务",
    "Unit": "单位",
    "User": "人员",
}


#: name of a changed value → what it is.
FIELDS = {
    "approving_leader": "批准领导",
    "basis": "立项依据",
    "comment": "意见",
    "display_name": "姓名",
    "due_kind": "时限类型",
    "due_on": "完成时限",
    "email": "邮箱",
    "filename": "文件名",
    "is_enabled": "启用",
    "is_task": "是否任务",
    "name": "名称",
    "number": "编号",
    "percent": "完成进度",
    "percent_complete": "完成进度",
    "period": "期",
    "reason": "理由",
    "role": "角色",
    "rows": "行数",
    "rung": "阶梯",
    "sha256": "校验值",
    "start_on": "起算日",
    "status": "状态",
    "summary": "内容",
    "title": "标题",
    "unit": "单位",
    "units": "责任单位",
    "username": "用户名",
}

#: (kind of record, field) → the states its values are of.
STATES: dict[tuple[str, str], type[LabelledEnum]] = {
    ("Assignment", "status"): AssignmentStatus,
    ("Assignment", "role"): AssignmentRole,
    ("Clause", "due_kind"): DueKind,
    ("Clause", "status"): ClauseStatus,
    ("Notice", "status"): NoticeStatus,
    ("PolicyDocument", "status"): DocumentStatus,
    ("ProgressReport", "status"): ReportStatus,
    ("Task", "status"): TaskStatus,
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
    return states(value).label if states and value in set(states) else str(value)


def action_words(action: str) -> str:
    """Return the Chinese words of a recorded action; one that is not in the table is shown as recorded."""
    return ACTIONS.get(action, action)


def subject_words(kind: str) -> str:
    """Return the Chinese name of a kind of record; one that is not in the table is shown as recorded."""
    return SUBJECTS.get(kind, kind)
