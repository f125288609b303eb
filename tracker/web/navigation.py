"""The menu: which pages a person finds on the left, by permission."""

from dataclasses import dataclass

from flask import Flask, request
from flask_login import current_user

from tracker import clock
from tracker.domain.unit_changes import holds_on
from tracker.policies import Permission, can
from tracker.web.access import current_viewer
from tracker.web.addresses import fixed_url
from tracker.web.version import VERSION


@dataclass(frozen=True)
class MenuItem:
    label: str
    endpoint: str
    icon: str
    permission: Permission
    also: tuple[str, ...] = ()  # further blueprints whose pages belong to the item

    @property
    def blueprints(self) -> tuple[str, ...]:
        return self.endpoint.split(".", 1)[0], *self.also


SEARCHED = "台账"

MENU = (
    MenuItem("首页", "home.show", "home", Permission.HOME_VIEW),
    MenuItem("看板", "boards.show", "chart-bar", Permission.BOARD_VIEW),
    MenuItem("台账", "register.index", "table", Permission.REGISTER_VIEW),
    MenuItem("文件", "documents.index", "files", Permission.DOCUMENT_VIEW, also=("clauses", "document_uploads")),
    MenuItem("待办理", "queue.index", "clipboard-check", Permission.QUEUE_VIEW, also=("reports",)),
    MenuItem("批示", "instructions.index", "flag", Permission.INSTRUCTION_VIEW),
    MenuItem("立项审批", "task_opening.pending", "send", Permission.OPENING_VIEW),
    MenuItem("回头看", "follow_ups.index", "refresh", Permission.FOLLOW_UP_DRAW),
    MenuItem("名单", "notices.index", "list-check", Permission.NOTICE_VIEW),
    MenuItem("AB岗", "covers.index", "users", Permission.COVER_ARRANGE),
    MenuItem("发件箱", "mail.index", "mail", Permission.MAIL_VIEW),
    MenuItem("运行状况", "health.show", "activity-heartbeat", Permission.HEALTH_VIEW),
    MenuItem("操作留痕", "audit.index", "history", Permission.AUDIT_VIEW),
    MenuItem("单位", "units.index", "building", Permission.UNIT_VIEW),
    MenuItem("人员", "people.index", "users", Permission.PERSON_VIEW),
    MenuItem("权限表", "rights.show", "shield-check", Permission.RIGHTS_VIEW),
)


def _entries() -> list[dict]:
    if not current_user.is_authenticated:
        return []
    viewer = current_viewer()
    return [
        {
            "label": item.label,
            "url": fixed_url(item.endpoint),
            "icon": item.icon,
            "count": None,
            "active": (request.blueprint or "").split(".")[0] in item.blueprints,
        }
        for item in MENU
        if can(viewer, item.permission)
    ]


def register(app: Flask) -> None:
    @app.context_processor
    def add_frame() -> dict:
        """Give every page its menu, its search box and the moment its figures are of."""
        entries = _entries()
        memberships = getattr(current_user, "memberships", ())
        held = [membership for membership in memberships if holds_on(membership, clock.today())]
        searches = any(entry["label"] == SEARCHED for entry in entries)
        return {
            "navigation": entries,
            "home_unit": held[0].unit if held else None,
            "own_roles": {membership.role for membership in held},
            "search_url": fixed_url("register.index") if searches else None,
            "version": VERSION,
            "as_of": clock.now(),
        }
