"""A mail before it has a sender or a queue."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Email:
    """Subject and body, as text and as HTML. The last line of each body says why the reader gets it."""

    recipient: str
    subject: str
    body_text: str
    body_html: str | None = None
