"""Who may: permissions, the predicates they are made of, and the same in SQL."""

from tracker.policies.permission_map import PERMISSION_MAP
from tracker.policies.permissions import Permission
from tracker.policies.viewer import Viewer, viewer_of

__all__ = ["Permission", "Viewer", "can", "viewer_of"]


def can(viewer: Viewer, permission: Permission, record: object = None) -> bool:
    """Say whether the viewer may do this, to this record where one is given."""
    return any(all(predicate(viewer, record) for predicate in row) for row in PERMISSION_MAP[permission])
