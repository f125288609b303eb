"""What no honest browser sends, turned away before it reaches a page: record numbers out of range, NUL characters."""

import logging

from flask import Flask, abort, request
from sqlalchemy.exc import DataError
from werkzeug.routing import IntegerConverter, Map

from tracker.web.error_handlers import error_page

log = logging.getLogger(__name__)

LARGEST_NUMBER = 2**31 - 1  # what a key of every table can hold, on either database
NUL = "\x00"


class RecordNumber(IntegerConverter):
    """`<int:…>` in an address: a number that a record can have; any other is not found."""

    regex = r"\d{1,10}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_NUMBER)


def prepare(app: Flask) -> None:
    """Let every address be read so; to be called before the addresses are made."""
    app.url_map.converters["int"] = RecordNumber


def register(app: Flask) -> None:
    @app.before_request
    def refuse_nul() -> None:
        """PostgreSQL cannot store it, SQLite would; nobody types it."""
        typed = [request.path, *(value for values in (request.args, request.form) for _, value in values.items(True))]
        if any(NUL in text for text in typed):
            abort(400)

    @app.errorhandler(DataError)
    @app.errorhandler(OverflowError)
    def show_out_of_range(error: Exception) -> tuple[str, int]:
        """A number that the database cannot hold is the sender's fault, not ours."""
        log.warning("out of range on %s %s: %s", request.method, request.path, type(error).__name__)
        return error_page(400)
