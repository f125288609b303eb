"""Withdrawing a document that should not have been imported, and having it reviewed after all."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.models import PolicyDocument
from tracker.policies import Permission
from tracker.queries.clauses import review_progress
from tracker.queries.document_withdrawal import last_withdrawal, task_counts
from tracker.services import document_withdrawal
from tracker.web.access import permission_required, signed_in_user
from tracker.web.forms.documents import WithdrawalForm

bp = Blueprint("document_withdrawal", __name__, url_prefix="/documents/<int:policy_document_id>")

Answer = Response | str | tuple[str, int]


@bp.route("/withdrawal", methods=["GET", "POST"])
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def withdraw(document: PolicyDocument) -> Answer:
    """Say what withdrawing does and ask for the reason, or do it; done twice by one person it is done once."""
    form = WithdrawalForm(version=str(document.version))
    if not form.is_submitted():
        if document.status is not DocumentStatus.WITHDRAWN and not document_withdrawal.obstacle(document):
            return _page(document, form)
        flash(document_withdrawal.obstacle(document) or "文件已撤下。", "warning")
        return _to(document)
    if not form.validate():
        return _page(document, form), 422
    try:
        with transaction(document):
            document_withdrawal.withdraw(
                document, version=form.seen, reason=form.reason.data or "", actor=signed_in_user(), now=clock.now()
            )
    except ActionNotAllowed as conflict:
        if _is_own(document):
            return _to(document)
        return _page(document, form, conflict=str(conflict)), 409
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _page(document, form), 422
    flash("文件已撤下。需要时可以恢复审核。", "success")
    return _to(document)


@bp.post("/restoration")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def restore(document: PolicyDocument) -> Response:
    """Bring the document back to review. One that is in review already is what was wanted."""
    with transaction(document):
        if document.status is not DocumentStatus.IN_REVIEW:
            document_withdrawal.restore(document, actor=signed_in_user(), now=clock.now())
    flash("文件已恢复审核。", "success")
    return redirect(url_for("clauses.review", policy_document_id=document.id))


def _is_own(document: PolicyDocument) -> bool:
    withdrawal = last_withdrawal(document)
    return withdrawal is not None and withdrawal.by == signed_in_user()


def _page(document: PolicyDocument, form: WithdrawalForm, conflict: str | None = None) -> str:
    form.version.data = str(document.version)
    return render_template(
        "documents/withdraw.html",
        document=document,
        form=form,
        conflict=conflict,
        progress=review_progress(document),
        drafts=task_counts(document).drafts,
        withdrawal=last_withdrawal(document),
    )


def _to(document: PolicyDocument) -> Response:
    return redirect(url_for("documents.show", policy_document_id=document.id))
