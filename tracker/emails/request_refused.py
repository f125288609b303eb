"""To the unit: a request was turned down, or a closing came back (退回)."""

from datetime import date

from tracker.domain.approvals import RequestKind
from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.models import UnitRequest, User


def compose_for(request: UnitRequest, recipient: User, *, today: date) -> Email:
    """Return the mail that says what was decided, why, and what the unit can do now."""
    assignment, is_closure = request.assignment, request.kind is RequestKind.CLOSURE
    done = "办结申请被退回，请补充后重新报送" if is_closure else f"{request.kind.label}未获同意"
    return compose(
        recipient.email,
        done,
        "request_refused",
        request=request,
        assignment=assignment,
        is_closure=is_closure,
        path=f"/requests/{request.id}",
        today=today,
    )
