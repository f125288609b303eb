"""Background jobs: the timetable and the one scheduler process that keeps it."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the commands of the scheduler."""
