"""What a reader of one format hands back, before the checks that all formats share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadResult:
    """Text of the body and what the user should know about it.

    `margin_text` is text outside the body (page headers, text in the margin); it is only searched for marks.
    """

    text: str
    warnings: tuple[str, ...] = ()
    encoding: str | None = None
    margin_text: str = ""
