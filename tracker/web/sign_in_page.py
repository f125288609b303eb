"""The page one signs in on, at its own address or in answer to a form that came too late."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from tracker.models import User
from tracker.queries import people
from tracker.web.forms.auth import SignInForm
from tracker.web.local_path import local_path
from tracker.web.settings import setting


def sign_in_page(
    form: SignInForm, *, target: str | None, carried: str | None = None, is_late: bool = False, status: int = 200
) -> Response:
    """Return the page; `carried` is a form that it holds (see carried_forms), `is_late`: this answers that form."""
    offered: dict[str, list[User]] = {}
    for person in people.demonstration_people() if offers_demonstration() else ():
        government = person.home_unit.jurisdiction if person.home_unit else None
        offered.setdefault(government.name if government else "其他", []).append(person)
    page = render_template(
        "auth/sign_in.html",
        form=form,
        demonstration_people=offered,
        target=local_path(target),
        carried=carried,
        is_late=is_late,
    )
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def offers_demonstration() -> bool:
    """Say whether this is the demonstration and the browser is on this very machine, with no proxy between."""
    is_direct = not any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    return setting("DEMO") and is_direct and request.remote_addr in {"127.0.0.1", "::1"}
