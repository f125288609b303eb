"""Taking back a document that should not have been imported (撤下), and having it reviewed after all (恢复审核)."""

from datetime import datetime

from tracker.domain.clause_review import DocumentAction, DocumentStatus, next_document_status
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.transition_effects import LONGEST_REASON
from tracker.models import PolicyDocument, User
from tracker.queries.document_versions import later_version
from tracker.queries.document_withdrawal import task_counts
from tracker.services import audit, document_versions, task_setup
from tracker.services.document_import import same_file

_RATHER = "内容有变的，请导入新版本，逐条处置原任务。"
_OUT = (DocumentStatus.ISSUED, DocumentStatus.ARCHIVED)


def withdraw(document: PolicyDocument, *, version: int | None, reason: str, actor: User, now: datetime) -> None:
    """Withdraw the document with its draft tasks; its text, its file and what was decided about clauses stay.

    A relation to an earlier version goes too. `version` is that of the document as the page showed it. Raise
    ActionNotAllowed where it was changed since or is withdrawn already, RuleViolation without a reason and where
    work has begun: see `obstacle`.
    """
    if document.version != version:
        raise ActionNotAllowed("这份文件在您打开之后被别人修改了，请核对后再办理。")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise RuleViolation(f"请填写撤下理由，{LONGEST_REASON} 字以内。")
    if refusal := obstacle(document):
        raise RuleViolation(refusal)
    old, status = document.status, next_document_status(document.status, DocumentAction.WITHDRAW)
    if document.supersedes is not None:
        document_versions.separate(document, actor=actor, now=now)
    removed = task_setup.remove_tasks(document, DocumentAction.WITHDRAW)
    audit.record(
        actor, "withdraw_document", document, now,
        status=[old, status], reason=reason.strip(), removed=removed,
    )  # fmt: skip
    document.status = status


def restore(document: PolicyDocument, *, actor: User, now: datetime) -> None:
    """Bring a document withdrawn by hand back to review, each clause as it was decided.

    Raise ActionNotAllowed unless it is withdrawn, RuleViolation where a new version or the same file is there instead.
    """
    old, status = document.status, next_document_status(document.status, DocumentAction.RESTORE)
    if later := later_version(document):
        raise RuleViolation(f"新版本《{later.title}》已代替它，不能恢复审核。")
    if twin := same_file(document.jurisdiction, document.source_sha256):
        raise RuleViolation(f"同一份文件已重新导入：《{twin.title}》，{twin.status.label}，不能再恢复这一份。")
    audit.record(actor, DocumentAction.RESTORE, document, now, status=[old, status])
    document.status = status


def obstacle(document: PolicyDocument) -> str | None:
    """Return why the document cannot be withdrawn any more, None where nothing stands in the way."""
    if document.status in _OUT:
        return f"文件{document.status.label}，不能撤下；{_RATHER}"
    if later := later_version(document):
        return f"《{later.title}》是本文件的新版本，请在那里把旧版办理完毕。"
    if document_versions.has_decisions(document):
        return "已按本文件处置旧版的任务，不能撤下。"
    if others := task_counts(document).others:
        return f"已有 {others} 项任务报批、立项或交办，文件不能撤下；{_RATHER}"
    return None
