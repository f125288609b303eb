"""A person's own views of the register (常用视图)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tracker.db import db
from tracker.domain.errors import LimitReached, RuleViolation
from tracker.models import SavedView, User
from tracker.queries.saved_views import views_of

MOST = 20
LONGEST_NAME = 20  # characters


def save_view(*, name: str, query: Mapping[str, str], columns: Sequence[str], owner: User, now: datetime) -> SavedView:
    """Keep filters, sorting and columns under a name and return the view; one of the same name is replaced.

    Views are the person's own affair and leave nothing in the audit trail. Raise RuleViolation for no name or a long
    one, LimitReached beyond twenty.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise RuleViolation(f"请给视图起一个名字，不超过 {LONGEST_NAME} 字。")
    own = views_of(owner.id)
    view = next((view for view in own if view.name == name), None)
    if view is None:
        if len(own) >= MOST:
            raise LimitReached(f"最多保存 {MOST} 个常用视图，请先删除不用的。")
        view = SavedView(user_id=owner.id, name=name)
        db.session.add(view)
    view.query, view.columns, view.saved_at = dict(query), list(columns), now
    return view


def remove_view(view: SavedView) -> None:
    """Take a view away; nothing else hangs on it."""
    db.session.delete(view)
