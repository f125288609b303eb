"""The family of a document (上下级文件), and a paper beside the one it carries out."""

from flask import Blueprint, abort, render_template

from tracker.db import db
from tracker.models import PolicyDocument
from tracker.policies import Permission
from tracker.policies.scopes import visible_documents
from tracker.queries.clause_alignment import side_by_side
from tracker.queries.document_family import family_of
from tracker.web.access import current_viewer, permission_required

bp = Blueprint("document_family", __name__, url_prefix="/documents/<int:policy_document_id>")


@bp.get("/family")
@permission_required(Permission.DOCUMENT_VIEW, on=PolicyDocument)
def show(document: PolicyDocument) -> str:
    family = family_of(current_viewer(), document)
    return render_template("document_family/show.html", document=document, family=family)


@bp.get("/beside/<int:upper_id>")
@permission_required(Permission.DOCUMENT_VIEW, on=PolicyDocument)
def beside(document: PolicyDocument, upper_id: int) -> str:
    """Show the document beside another that the viewer may see; a document beside itself is not found."""
    if upper_id == document.id:
        abort(404)
    wanted = visible_documents(current_viewer()).where(PolicyDocument.id == upper_id)
    upper = db.session.scalar(wanted) or abort(404)
    found = side_by_side(upper, document)
    return render_template("document_family/beside.html", document=document, upper=upper, beside=found)
