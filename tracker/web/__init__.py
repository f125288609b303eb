"""The web pages. The list below is the site map."""

from flask import Flask

from tracker.web import (
    access,
    assignments,
    audit,
    auth,
    boards,
    error_handlers,
    evidence,
    formatting,
    health,
    home,
    navigation,
    notices,
    people,
    progress,
    reports,
    security_headers,
    tasks,
)
from tracker.web import (
    register as register_page,
)

BLUEPRINTS = [
    audit.bp,
    assignments.bp,
    auth.bp,
    boards.bp,
    evidence.bp,
    health.bp,
    home.bp,
    notices.bp,
    people.bp,
    progress.bp,
    register_page.bp,
    reports.bp,
    tasks.bp,
]


def register(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.register(app)
    formatting.register(app)
    navigation.register(app)
    security_headers.register(app)
    error_handlers.register(app)
