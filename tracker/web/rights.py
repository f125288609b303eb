"""The map of rights (权限表) as a page, and why one person may do what they may."""

from flask import Blueprint, render_template, request

from tracker import clock
from tracker.domain.roles import Role
from tracker.models import User
from tracker.policies import Permission, can
from tracker.policies.permission_words import PERMISSION_WORDS, PermissionGroup
from tracker.policies.rights import Right, rights_of
from tracker.queries import person_rights
from tracker.web.access import current_viewer, permission_required

bp = Blueprint("rights", __name__)

ROLES = [(role.value, role.label) for role in Role]


@bp.get("/rights")
@permission_required(Permission.RIGHTS_VIEW)
def show() -> str:
    role, text = request.args.get("role", type=Role), request.args.get("q", "").strip()[:60]
    return render_template(
        "rights/show.html",
        groups=_map(role),
        role=role,
        roles=list(Role),
        role_choices=ROLES,
        text=text,
        people=person_rights.find_people(current_viewer(), text) if text else [],
        most_found=person_rights.MOST_FOUND,
    )


@bp.get("/people/<int:user_id>/rights")
@permission_required(Permission.RIGHTS_VIEW, on=User)
def person(user: User) -> str:
    today = clock.today()
    return render_template(
        "rights/person.html",
        person=user,
        rights=person_rights.rights_of_person(user, today),
        may_view_people=can(current_viewer(), Permission.PERSON_VIEW),
        today=today,
    )


def _map(role: Role | None) -> dict[PermissionGroup, list[tuple[str, dict[Role, Right]]]]:
    """Return (words, rights by role) of each permission by group; for one role only what it may."""
    found: dict[PermissionGroup, list[tuple[str, dict[Role, Right]]]] = {group: [] for group in PermissionGroup}
    for permission, (group, words) in PERMISSION_WORDS.items():
        rights = rights_of(permission)
        if role is None or role in rights:
            found[group].append((words, rights))
    return {group: rows for group, rows in found.items() if rows}
