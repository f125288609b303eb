"""How values are written on pages: the Jinja filters and globals shared by all templates.

Dates are Beijing dates; moments are aware datetimes and are shown in Beijing time. An absent value is
shown as a dash, never as "None".
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request
from jinja2.runtime import Context
from markupsafe import Markup, escape

from tracker.clock import BEIJING, beijing_date
from tracker.domain.assignments import AssignmentRole
from tracker.domain.goal_words import WORDS_BEFORE
from tracker.domain.review_flags import flag_label, needs_attention
from tracker.models import ClauseUnit, Goal
from tracker.queries.goal_words import goal_in_words
from tracker.web.addresses import fixed_url, script_url, static_url

#: A unit of a clause: its name and full name, None where nobody is known by it, and the name as printed.
UnitNames = tuple[str | None, str | None, str]

ABSENT = "—"
WEEKDAYS = "一二三四五六日"
FILE_UNITS = ("B", "KB", "MB", "GB")
DECIMAL_PLACES = 1

# What a light means in words, where the page has no narrower word. Its shape is a symbol in icons.svg.
LIGHT_WORDS = {
    "green": "达进度",
    "blue": "临期",
    "yellow": "滞后",
    "red": "逾期",
    "grey": "暂停",
    "done": "已办结",
}


def _as_date(value: date | datetime) -> date:
    return beijing_date(value) if isinstance(value, datetime) else value


def date_prose(value: date | datetime | None) -> str:
    """Return 2026年12月31日, for sentences."""
    if value is None:
        return ABSENT
    day = _as_date(value)
    return f"{day.year}年{day.month}月{day.day}日"


def date_table(value: date | datetime | None) -> str:
    """Return 2026-12-31, for tables."""
    return ABSENT if value is None else _as_date(value).isoformat()


def weekday(value: date | datetime | None) -> str:
    """Return 星期四."""
    return ABSENT if value is None else "星期" + WEEKDAYS[_as_date(value).weekday()]


def moment(value: datetime | None) -> str:
    """Return 2026-12-31 08:30, Beijing time."""
    return ABSENT if value is None else value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def moment_input(value: datetime | None) -> str:
    """Return 2026-12-31T08:30, Beijing time, as a datetime-local input wants it."""
    return "" if value is None else value.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")


def distance(due_on: date | None, today: date) -> str:
    """Return how far off a limit is, in calendar days: 还有 12 天, 今天到期, 逾期 3 天; 长期 without a limit."""
    if due_on is None:
        return "长期"
    days = (due_on - today).days
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"逾期 {-days} 天"


def number(value: float | None, places: int = DECIMAL_PLACES) -> str:
    """Return a number with at most `places` decimals and thousands set apart by commas: 1,234.5."""
    if value is None:
        return ABSENT
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float | None, places: int = DECIMAL_PLACES) -> str:
    """Return a figure of 0–100 with its sign: 45%, 12.5%."""
    return ABSENT if value is None else f"{number(value, places)}%"


def file_size(size: int | None) -> str:
    """Return a size in bytes as people read it: 820 B, 1.4 MB (1 KB is 1,024 B)."""
    if size is None:
        return ABSENT
    amount = float(size)
    for unit in FILE_UNITS[:-1]:
        if amount < 1024:
            return f"{number(amount)} {unit}"
        amount /= 1024
    return f"{number(amount)} {FILE_UNITS[-1]}"


def _light_value(light: Enum | str | None) -> str:
    return str(light.value if isinstance(light, Enum) else light or "grey")


def light_class(light: Enum | str | None) -> str:
    """Return the CSS class of a light, which is also the name of its shape: light-red. No light is grey."""
    return f"light-{_light_value(light)}"


def light_word(light: Enum | str | None) -> str:
    """Return the word that always stands beside a light's colour and shape."""
    return LIGHT_WORDS[_light_value(light)]


def label(value: object, absent: str = ABSENT) -> str:
    """Return the Chinese label of an enum member; 是 or 否 for a truth value; the text of anything else."""
    if value is None or value == "":
        return absent
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(getattr(value, "label", value))


def by_duty(units: Iterable[ClauseUnit]) -> list[tuple[str, tuple[UnitNames, ...]]]:
    """Return the units of a clause under 牵头 and 配合, in the paper's order; no heading without a unit."""
    leads: list[UnitNames] = []
    others: list[UnitNames] = []
    for row in units:
        names = (row.unit.name, row.unit.full_name) if row.unit else (None, None)
        (leads if row.role is AssignmentRole.LEAD else others).append((*names, row.printed_name))
    return [(words, tuple(rows)) for words, rows in (("牵头", leads), ("配合", others)) if rows]


def goal_figure(goal: Goal, text: str) -> str:
    """Return the figure of a goal of the document with this text, in the document's own words."""
    return goal_in_words(goal, text[max(0, goal.start_offset - WORDS_BEFORE) : goal.start_offset])


def paragraphs(text: str | None) -> Markup:
    """Return plain text as HTML paragraphs, one a line, everything in it escaped."""
    lines = (line.strip() for line in (text or "").splitlines())
    return Markup("".join(f"<p>{escape(line)}</p>" for line in lines if line))  # noqa: S704  # escaped just here


def shorten(text: str | None, length: int = 40) -> str:
    """Return the first `length` characters, the last of them … if something was cut; line breaks become spaces."""
    flat = " ".join((text or "").split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def marked(text: str | None, words: str | None) -> Markup:
    """Return the text, escaped, with every occurrence of the searched words marked."""
    wanted = (words or "").strip()
    if not wanted:
        return escape(text or "")
    parts = (text or "").split(wanted)
    return Markup("<mark>{}</mark>").format(wanted).join(escape(part) for part in parts)


def symbol(name: str) -> str:
    """Return the address of one symbol of static/icons.svg."""
    return f"{static_url('icons.svg')}#{name}"


def drawn_icon(name: str, label: str | None = None) -> Markup:
    """Return one symbol as components/icon.html tells; a page has dozens of them, so each is written once."""
    return _icon(static_url("icons.svg"), name, label)


@lru_cache(maxsize=1024)
def _icon(symbols: str, name: str, label: str | None) -> Markup:
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {}><use href="{}#{}"></use></svg>').format(spoken, symbols, name)


def once(macro: Callable[..., str], *values: object) -> str:
    """Return what a macro writes for these values; worked out once, however many rows and pages say the same."""
    return _once(request.root_path, macro, values)


@lru_cache(maxsize=4096)
def _once(_mounted_at: str, macro: Callable[..., str], values: tuple) -> str:
    return macro(*values)


def address(**changes: object) -> str:
    """Return this page's address with query parameters set anew; None takes a parameter away.

    Filters, sorting and paging live in the address, so that a view can be kept and sent.
    """
    query = request.args.copy()
    for name, value in changes.items():
        query.poplist(name)
        if value is not None:
            query[name] = str(value)
    return f"{request.path}?{urlencode(list(query.items(multi=True)))}" if query else request.path


def sort_address(key: str) -> str:
    """Return this page's address sorted by `key`: rising at first, falling when it already rises; from page one."""
    return address(sort=f"-{key}" if request.args.get("sort") == key else key, page=None)


FILTERS = (
    date_prose,
    date_table,
    weekday,
    moment,
    moment_input,
    distance,
    number,
    percent,
    file_size,
    light_class,
    light_word,
    label,
    by_duty,
    paragraphs,
    shorten,
    marked,
    flag_label,
    needs_attention,
    goal_figure,
)


class PageContext(Context):
    """What a template is given. No template has globals of its own, so that importing macros need not look for any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.globals_keys = set()


def register(app: Flask) -> None:
    """Make every function above known to the templates: filters by their names, addresses as functions."""
    app.jinja_env.context_class = PageContext
    for function in FILTERS:
        app.add_template_filter(function)
    for known in (symbol, drawn_icon, once, address, sort_address, fixed_url, script_url, static_url):
        app.add_template_global(known)
