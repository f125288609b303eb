"""Review of a parsed document: what may be done to a clause before tasks come out of it."""

from tracker.domain.errors import ActionNotAllowed
from tracker.domain.labelled_enum import LabelledEnum


class DocumentStatus(LabelledEnum):
    """Where a policy document stands between its import and the end of its tasks."""

    IN_REVIEW = "in_review", "审核中"
    CONFIRMED = "confirmed", "已确认"
    ISSUED = "issued", "已交办"
    ARCHIVED = "archived", "已归档"
    WITHDRAWN = "withdrawn", "已撤下"


class DocumentAction(LabelledEnum):
    """What can be done to a document as a whole."""

    CONFIRM = "confirm", "确认"
    RETURN_TO_REVIEW = "return_to_review", "退回审核"
    ISSUE = "issue", "交办"
    ARCHIVE = "archive", "归档"
    WITHDRAW = "withdraw", "撤下"
    RESTORE = "restore", "恢复审核"


class ClauseStatus(LabelledEnum):
    """What the reviewer has decided about one clause."""

    PARSED = "parsed", "待审核"
    CONFIRMED = "confirmed", "已确认"
    LEFT_OUT = "left_out", "不作任务"


class ClauseAction(LabelledEnum):
    """What a reviewer can do to one clause."""

    AMEND = "amend", "修改"
    SPLIT = "split", "拆分"
    MERGE = "merge", "合并"
    MOVE = "move_clause", "移动"
    CONFIRM = "confirm", "确认"
    LEAVE_OUT = "leave_out", "列为不作任务"
    RETURN_TO_REVIEW = "return_to_review", "退回审核"


DOCUMENT_TRANSITIONS = {
    (DocumentStatus.IN_REVIEW, DocumentAction.CONFIRM): DocumentStatus.CONFIRMED,
    (DocumentStatus.IN_REVIEW, DocumentAction.WITHDRAW): DocumentStatus.WITHDRAWN,
    (DocumentStatus.CONFIRMED, DocumentAction.RETURN_TO_REVIEW): DocumentStatus.IN_REVIEW,
    (DocumentStatus.CONFIRMED, DocumentAction.ISSUE): DocumentStatus.ISSUED,
    (DocumentStatus.CONFIRMED, DocumentAction.WITHDRAW): DocumentStatus.WITHDRAWN,
    (DocumentStatus.ISSUED, DocumentAction.ARCHIVE): DocumentStatus.ARCHIVED,
    (DocumentStatus.WITHDRAWN, DocumentAction.RESTORE): DocumentStatus.IN_REVIEW,
}

CLAUSE_TRANSITIONS = {
    (ClauseStatus.PARSED, ClauseAction.AMEND): ClauseStatus.PARSED,
    (ClauseStatus.PARSED, ClauseAction.SPLIT): ClauseStatus.PARSED,
    (ClauseStatus.PARSED, ClauseAction.MERGE): ClauseStatus.PARSED,
    (ClauseStatus.PARSED, ClauseAction.MOVE): ClauseStatus.PARSED,
    (ClauseStatus.PARSED, ClauseAction.CONFIRM): ClauseStatus.CONFIRMED,
    (ClauseStatus.PARSED, ClauseAction.LEAVE_OUT): ClauseStatus.LEFT_OUT,
    (ClauseStatus.CONFIRMED, ClauseAction.RETURN_TO_REVIEW): ClauseStatus.PARSED,
    (ClauseStatus.LEFT_OUT, ClauseAction.RETURN_TO_REVIEW): ClauseStatus.PARSED,
}


def review_again(status: DocumentStatus) -> str:
    """Return the words for how a document that has left review is opened to changes again."""
    action = DocumentAction.RESTORE if status is DocumentStatus.WITHDRAWN else DocumentAction.RETURN_TO_REVIEW
    return f"如需修改，请先{action.label}。"


def next_document_status(status: DocumentStatus, action: DocumentAction) -> DocumentStatus:
    """Return the document's status after the action; raise ActionNotAllowed if the table does not know the pair."""
    try:
        return DOCUMENT_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"文件{status.label}，不能{action.label}。") from None


def next_clause_status(status: ClauseStatus, action: ClauseAction) -> ClauseStatus:
    """Return the clause's status after the action; raise ActionNotAllowed if the table does not know the pair."""
    try:
        return CLAUSE_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"条款{status.label}，不能{action.label}。") from None
