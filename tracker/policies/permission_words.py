"""Every permission in words a person would use, by the page or piece of work it belongs to."""

from tracker.domain.labelled_enum import LabelledEnum
from tracker.policies.permissions import Permission


class PermissionGroup(LabelledEnum):
    """What the map of rights is divided into, in the order it is read."""

    OWN = "own", "个人"
    DOCUMENTS = "documents", "文件与条款"
    OPENING = "opening", "立项与任务"
    WORK = "work", "办理（签收、填报、佐证、申请）"
    REVIEW = "review", "审核与催办"
    LEADING = "leading", "看板、批示与名单"
    RECORDS = "records", "台账与查阅"
    UNITS = "units", "单位"
    ADMINISTRATION = "administration", "系统管理"


_G = PermissionGroup

PERMISSION_WORDS: dict[Permission, tuple[PermissionGroup, str]] = {
    Permission.HOME_VIEW: (_G.OWN, "打开首页"),
    Permission.MAIL_VIEW: (_G.OWN, "查看系统邮件的去向"),
    Permission.MAIL_READ: (_G.OWN, "阅读系统邮件的正文"),
    Permission.SAVED_VIEW_REMOVE: (_G.OWN, "删除自己的常用视图"),
    Permission.CLOCK_MOVE: (_G.OWN, "拨动时钟（仅演示环境）"),
    Permission.DOCUMENT_VIEW: (_G.DOCUMENTS, "查看文件全文和原件"),
    Permission.DOCUMENT_IMPORT: (_G.DOCUMENTS, "导入文件"),
    Permission.DOCUMENT_REVIEW: (_G.DOCUMENTS, "审核文件、修改文件信息、处置新旧版本"),
    Permission.CLAUSE_REVIEW: (_G.DOCUMENTS, "审核条款：确认、修改、拆分、合并、不作任务"),
    Permission.DOCUMENT_ISSUE: (_G.OPENING, "立项报批、交办"),
    Permission.OPENING_VIEW: (_G.OPENING, "查看等待批准的立项"),
    Permission.OPENING_DECIDE: (_G.OPENING, "批准或退回立项"),
    Permission.TASK_VIEW: (_G.OPENING, "查看任务"),
    Permission.TASK_MANAGE: (_G.OPENING, "调整、暂停、恢复、终止、办结、重新打开任务"),
    Permission.ASSIGNMENT_MANAGE: (_G.OPENING, "调整一个单位的责任：暂停、终止、恢复、退回办结"),
    Permission.FOLLOW_UP_DRAW: (_G.OPENING, "抽取回头看样本"),
    Permission.FOLLOW_UP_CHECK: (_G.OPENING, "登记回头看结果"),
    Permission.ASSIGNMENT_VIEW: (_G.WORK, "查看责任和进度"),
    Permission.ASSIGNMENT_ACKNOWLEDGE: (_G.WORK, "签收"),
    Permission.ASSIGNMENT_PASS_ON: (_G.WORK, "分派给同事"),
    Permission.ASSIGNMENT_BREAK_DOWN: (_G.WORK, "分解给下级部门"),
    Permission.COVER_ARRANGE: (_G.WORK, "安排 AB岗 代办"),
    Permission.COVER_END: (_G.WORK, "取消 AB岗 代办"),
    Permission.ASSIGNMENT_REPORT: (_G.WORK, "填报进展、上传佐证"),
    Permission.REPORT_SHEET: (_G.WORK, "用 Excel 填报"),
    Permission.REPORT_WITHDRAW: (_G.WORK, "撤回填报"),
    Permission.UPLOAD_CONTINUE: (_G.WORK, "继续中断的上传"),
    Permission.EVIDENCE_AMEND: (_G.WORK, "修改佐证说明、上传新版"),
    Permission.EVIDENCE_REMOVE: (_G.WORK, "移除佐证"),
    Permission.REQUEST_MAKE: (_G.WORK, "申请延期、暂停、协调、调整责任单位、办结"),
    Permission.REQUEST_WITHDRAW: (_G.WORK, "撤回申请"),
    Permission.INSTRUCTION_REPLY: (_G.WORK, "反馈批示办理情况"),
    Permission.NOTICE_EXPLAIN: (_G.WORK, "对列入名单的事项说明情况"),
    Permission.QUEUE_VIEW: (_G.REVIEW, "打开待办理清单"),
    Permission.REPORT_REVIEW: (_G.REVIEW, "采纳或退回进展"),
    Permission.EVIDENCE_REVIEW: (_G.REVIEW, "采纳或退回佐证"),
    Permission.REQUEST_DECIDE: (_G.REVIEW, "审批申请、审核办结"),
    Permission.ASSIGNMENT_URGE: (_G.REVIEW, "催办一个单位"),
    Permission.REGISTER_URGE: (_G.REVIEW, "在台账上批量催办"),
    Permission.BOARD_VIEW: (_G.LEADING, "查看进展看板"),
    Permission.INSTRUCTION_VIEW: (_G.LEADING, "查看批示"),
    Permission.INSTRUCTION_WRITE: (_G.LEADING, "写批示"),
    Permission.NOTICE_VIEW: (_G.LEADING, "查看名单"),
    Permission.NOTICE_PREPARE: (_G.LEADING, "修改、送审、印发名单"),
    Permission.NOTICE_DECIDE: (_G.LEADING, "批准或退回名单"),
    Permission.REGISTER_VIEW: (_G.RECORDS, "打开台账、导出 Excel"),
    Permission.REPORT_VIEW: (_G.RECORDS, "查看填报内容"),
    Permission.EVIDENCE_VIEW: (_G.RECORDS, "查看和下载佐证"),
    Permission.REQUEST_VIEW: (_G.RECORDS, "查看申请和审批意见"),
    Permission.TASK_ARCHIVE: (_G.RECORDS, "下载归档包"),
    Permission.UNIT_VIEW: (_G.UNITS, "查看单位"),
    Permission.UNIT_MANAGE: (_G.UNITS, "新建、更名、合并、撤销单位"),
    Permission.PERSON_VIEW: (_G.ADMINISTRATION, "查看人员"),
    Permission.PERSON_MANAGE: (_G.ADMINISTRATION, "新建账号"),
    Permission.PERSON_CONTROL: (_G.ADMINISTRATION, "停用账号，重置密码"),
    Permission.ROLE_GRANT: (_G.ADMINISTRATION, "授予、收回角色，修改任职日期"),
    Permission.RIGHTS_VIEW: (_G.ADMINISTRATION, "查看权限表"),
    Permission.HEALTH_VIEW: (_G.ADMINISTRATION, "查看运行状况"),
    Permission.AUDIT_VIEW: (_G.ADMINISTRATION, "查看和校验操作留痕"),
}
