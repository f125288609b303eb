"""Headers that every answer carries."""

from flask import Flask, Response, request
from flask_login import current_user

from tracker.web.addresses import FILES, is_of_this_version

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

#: For our own files asked for by their version: a browser need not ask again.
FOR_GOOD = "public, max-age=31536000, immutable"

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
}


def register(app: Flask) -> None:
    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["SESSION_COOKIE_NAME"].startswith("__Host-"):
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint in FILES:
            if response.status_code == 200 and is_of_this_version():
                response.headers["Cache-Control"] = FOR_GOOD
        elif request.endpoint == "auth.sign_in" or not current_user.is_anonymous:
            response.headers["Cache-Control"] = "no-store"
        return response
