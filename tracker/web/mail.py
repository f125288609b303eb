"""The outbox: the system administrator sees where each mail went; what it says, only who it was written to."""

from flask import Blueprint, Response, abort, render_template, request

from tracker.adapters.mailer import Letter
from tracker.domain.outbox import OutboxStatus
from tracker.models import OutboxEmail
from tracker.policies import Permission, can
from tracker.queries import outbox
from tracker.web.access import current_viewer, permission_required
from tracker.web.settings import setting

bp = Blueprint("mail", __name__, url_prefix="/mail")

PAGE_SIZE = 50

#: A mail's HTML stands alone: its own style, nothing loaded, nothing run, no forms.
SHOWN_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; frame-ancestors 'none'"


@bp.get("")
@permission_required(Permission.MAIL_VIEW)
def index() -> str:
    return _list(own=False)


@bp.get("/mine")
@permission_required(Permission.HOME_VIEW)
def mine() -> str:
    return _list(own=True)


@bp.get("/<int:outbox_email_id>")
@permission_required(Permission.MAIL_VIEW, on=OutboxEmail)
def show(email: OutboxEmail) -> str:
    viewer = current_viewer()
    return render_template(
        "mail/show.html",
        email=email,
        sees_all=can(viewer, Permission.MAIL_VIEW),
        may_read=can(viewer, Permission.MAIL_READ, email),
    )


@bp.get("/<int:outbox_email_id>/html")
@permission_required(Permission.MAIL_READ, on=OutboxEmail)
def html(email: OutboxEmail) -> Response:
    """Show the HTML part as the receiver sees it, on a page of its own that may do nothing."""
    if not email.body_html:
        abort(404)
    response = Response(email.body_html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = SHOWN_MAIL_POLICY
    return response


@bp.get("/<int:outbox_email_id>/file")
@permission_required(Permission.MAIL_READ, on=OutboxEmail)
def file(email: OutboxEmail) -> Response:
    """Give the whole mail as a file that any mail program opens."""
    letter = Letter(
        message_id=email.message_id,
        sender=setting("MAIL_FROM"),
        recipient=email.recipient,
        subject=email.subject,
        text=email.body_text,
        html=email.body_html,
        written_at=email.queued_at,
    )
    response = Response(letter.as_message().as_bytes(), mimetype="message/rfc822")
    response.headers["Content-Disposition"] = f"attachment; filename=mail-{email.id}.eml"
    return response


def _list(*, own: bool) -> str:
    wanted = request.args.get("status", "")
    status = OutboxStatus(wanted) if wanted in set(OutboxStatus) else None
    number = max(1, request.args.get("page", 1, type=int))
    emails, total = outbox.page(
        current_viewer(), status=status, own=own, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
    )
    return render_template(
        "mail/index.html",
        emails=emails,
        total=total,
        own=own,
        page=number,
        page_count=max(1, -(-total // PAGE_SIZE)),
        page_size=PAGE_SIZE,
        statuses=[(one.value, one.label) for one in OutboxStatus],
        sees_all=can(current_viewer(), Permission.MAIL_VIEW),
    )
