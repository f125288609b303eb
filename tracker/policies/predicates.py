"""Small named facts about a viewer and, sometimes, a record. Permissions are built of these."""

from tracker.domain.roles import ADMIN_ROLES, OFFICE_ROLES, UNIT_ROLES, Role
from tracker.policies.viewer import Viewer


def is_signed_in(viewer: Viewer, _record: object) -> bool:
    return viewer.user_id > 0


def is_supervisor(viewer: Viewer, _record: object) -> bool:
    return bool(viewer.roles & OFFICE_ROLES)


def is_office_head(viewer: Viewer, _record: object) -> bool:
    return Role.OFFICE_HEAD in viewer.roles


def is_leader(viewer: Viewer, _record: object) -> bool:
    return Role.LEADER in viewer.roles


def is_unit_person(viewer: Viewer, _record: object) -> bool:
    return bool(viewer.roles & UNIT_ROLES)


def is_administrator(viewer: Viewer, _record: object) -> bool:
    return bool(viewer.roles & ADMIN_ROLES)


def is_system_admin(viewer: Viewer, _record: object) -> bool:
    return Role.SYSTEM_ADMIN in viewer.roles


def is_security_admin(viewer: Viewer, _record: object) -> bool:
    return Role.SECURITY_ADMIN in viewer.roles


def is_audit_admin(viewer: Viewer, _record: object) -> bool:
    return Role.AUDIT_ADMIN in viewer.roles


def is_no_administrators(_viewer: Viewer, person: object) -> bool:
    """The account is of nobody who is, was or will be one of the three administrators (三员分立).

    Whoever resets a password knows the new one: it would be a way to hold two of the three.
    """
    return ADMIN_ROLES.isdisjoint(getattr(person, "roles", ()))


def office_oversees(viewer: Viewer, record: object) -> bool:
    """The viewer works in the supervision office of the record's government or one above it."""
    return _government_of(record) in viewer.office_government_ids


def leads_government(viewer: Viewer, record: object) -> bool:
    return _government_of(record) in viewer.led_government_ids


def serves_unit(viewer: Viewer, record: object) -> bool:
    """The viewer is of the unit that the record belongs to."""
    unit_id = getattr(record, "unit_id", None) or getattr(getattr(record, "assignment", None), "unit_id", None)
    return unit_id in viewer.unit_ids


def is_of_another_unit(viewer: Viewer, record: object) -> bool:
    """Nobody decides about the work of a unit they serve themselves."""
    return not serves_unit(viewer, record)


def owns(viewer: Viewer, record: object) -> bool:
    """The record is the viewer's own affair."""
    return viewer.user_id > 0 and getattr(record, "user_id", None) == viewer.user_id


def is_addressee(viewer: Viewer, email: object) -> bool:
    """The mail was written to the viewer."""
    return viewer.user_id > 0 and getattr(email, "user_id", None) == viewer.user_id


def is_uploader(viewer: Viewer, upload: object) -> bool:
    """The viewer began this upload."""
    return viewer.user_id > 0 and getattr(upload, "user_id", None) == viewer.user_id


def serves_assigned_unit(viewer: Viewer, task: object) -> bool:
    return any(assignment.unit_id in viewer.unit_ids for assignment in getattr(task, "assignments", ()))


def is_addressed(viewer: Viewer, instruction: object) -> bool:
    """The instruction is written to one of the viewer's units, or to all units of a task they have a part in."""
    unit_id = getattr(instruction, "unit_id", None)
    if unit_id is not None:
        return unit_id in viewer.unit_ids
    return serves_assigned_unit(viewer, getattr(instruction, "task", None))


def is_visible_in_scope(_viewer: Viewer, _record: object) -> bool:
    """The record came through its scope, which is the whole rule (see scopes.py)."""
    return True


def _government_of(record: object) -> int | None:
    for step in ("", "assignment", "document", "notice", "task"):
        owner = getattr(record, step, None) if step else record
        if (government_id := getattr(owner, "jurisdiction_id", None)) is not None:
            return government_id
    return None
