"""The application factory: configuration, then extensions, then entry points, in that order."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import load_settings
from tracker import cli, jobs, web
from tracker.db import db
from tracker.extensions import csrf, login_manager


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Return the application with the given settings, or those of the environment."""
    app = Flask(__name__)
    app.config.from_mapping(settings or load_settings())
    app.config["DATA_DIR"].mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    login_manager.init_app(app)
    csrf.init_app(app)
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    web.register(app)
    cli.register(app)
    jobs.register(app)
    return app
