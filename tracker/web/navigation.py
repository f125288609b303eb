"""The menu: which pages a person finds on the left, by permission."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_login import current_user

from tracker.policies import Permission, can
from tracker.web.access import current_viewer


@dataclass(frozen=True)
class MenuItem:
    label: str
    endpoint: str
    icon: str
    permission: Permission

    @property
    def blueprint(self) -> str:
        return self.endpoint.split(".", 1)[0]


MENU = (
    MenuItem("首页", "home.show", "home", Permission.HOME_VIEW),
    MenuItem("人员", "people.index", "users", Permission.PERSON_VIEW),
)


def _entries() -> list[dict]:
    if not current_user.is_authenticated:
        return []
    viewer = current_viewer()
    return [
        {
            "label": item.label,
            "url": url_for(item.endpoint),
            "icon": item.icon,
            "count": None,
            "active": request.blueprint == item.blueprint,
        }
        for item in MENU
        if can(viewer, item.permission)
    ]


def register(app: Flask) -> None:
    @app.context_processor
    def add_navigation() -> dict:
        return {"navigation": _entries()}
