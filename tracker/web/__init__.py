"""The web pages. The list below is the site map."""

from flask import Flask

from tracker.web import access, auth, error_handlers, formatting, health, home, navigation, people, security_headers

BLUEPRINTS = [
    auth.bp,
    health.bp,
    home.bp,
    people.bp,
]


def register(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.register(app)
    formatting.register(app)
    navigation.register(app)
    security_headers.register(app)
    error_handlers.register(app)
