"""From facts to a mail: one template for the text, one for the HTML, with the style written into each element."""

from datetime import date
from functools import lru_cache
from typing import Any

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from tracker.domain.deadlines import describe_distance
from tracker.emails.message import Email

WEEKDAYS = "一二三四五六日"

_base_url = ""


def set_base_url(url: str) -> None:
    """Let the links in mails begin so (no slash at the end). It comes from the settings, never from a request."""
    global _base_url
    _base_url = url.rstrip("/")


def compose(recipient_email: str, subject: str, template_stem: str, **context: Any) -> Email:
    """Return the mail made of templates/emails/STEM.txt and STEM.html.

    Both templates extend emails/layout and fill the blocks `content` and `reason`; the last line says why the
    reader gets the mail. In them: `link("/path")`, and the filters date_prose, date_table, weekday, distance(today),
    percent. A name that is not given is an error, never an empty place. The subject says how much of what, and names
    no task: it stands in the logs of mail servers and on screens that others look at.
    """
    names = {"subject": subject, **context}
    text = _environment().get_template(f"emails/{template_stem}.txt").render(names)
    html = _environment().get_template(f"emails/{template_stem}.html").render(names)
    return Email(
        recipient=one_line(recipient_email),
        subject=one_line(subject),
        body_text=_tidy(text),
        body_html=_inliner().inline(html),
    )


def one_line(text: str) -> str:
    """Return the text with every kind of line break and control character turned into a space: fit for a header."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def link(path: str) -> str:
    """Return the whole address of a page."""
    return _base_url + path


def date_prose(day: date) -> str:
    """Return 2026年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_table(day: date | None) -> str:
    """Return 2026-12-31; 长期 where there is no limit."""
    return day.isoformat() if day else "长期"


def weekday(day: date) -> str:
    """Return 星期四."""
    return "星期" + WEEKDAYS[day.weekday()]


def distance(due_on: date | None, today: date) -> str:
    """Return how far off a limit is; nothing where there is none."""
    return describe_distance(due_on, today) if due_on else ""


def percent(value: float) -> str:
    """Return 45% or 12.5%."""
    return f"{round(value, 1):g}%"


def _tidy(text: str) -> str:
    """Drop white space at line ends and more than one empty line in a row."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tracker"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["link"] = link
    for function in (date_prose, date_table, weekday, distance, percent):
        environment.filters[function.__name__] = function
    return environment


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False)
