"""The filters of the register, as they stand in an address. What cannot be read is no filter."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tracker.domain.assignments import AssignmentRole
from tracker.domain.lights import Light, LightReason, ProgressClass
from tracker.domain.work_lists import Change, WorkList
from tracker.domain.workflow import AssignmentStatus
from tracker.queries.register_filters import RegisterFilter

_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "document": ("document_id", int),
    "section": ("section_id", int),
    "unit": ("unit_id", int),
    "role": ("role", AssignmentRole),
    "light": ("light", Light),
    "reason": ("reason", LightReason),
    "class": ("progress_class", ProgressClass),
    "status": ("status", AssignmentStatus),
    "todo": ("todo", WorkList),
    "change": ("change", Change),
    "due-from": ("due_from", date.fromisoformat),
    "due-to": ("due_to", date.fromisoformat),
    "overdue-from": ("overdue_from", int),
    "overdue-to": ("overdue_to", int),
    "leader": ("leader_id", int),
    "person": ("person_id", int),
    "own": ("own", {"yes": True}.__getitem__),
    "backlog": ("backlog", lambda text: {"yes": True, "no": False}[text]),
}

PARAMETERS = (*_READERS, "q")

_LARGEST = 2**31 - 1
LONGEST_TEXT = 100


def read_filter(arguments: Mapping[str, str]) -> RegisterFilter:
    """Return the filter that the address asks for."""
    found: dict[str, Any] = {"text": arguments.get("q", "").strip()[:LONGEST_TEXT]}
    for parameter, (name, read) in _READERS.items():
        value = _value(arguments.get(parameter, ""), read)
        if value is not None:
            found[name] = value
    return RegisterFilter(**found)


def filters_in(arguments: Mapping[str, str]) -> dict[str, str]:
    """Return the filter parameters of an address, to hand on to another page (the spreadsheet)."""
    return {name: arguments[name] for name in PARAMETERS if arguments.get(name)}


def _value(text: str, read: Callable[[str], Any]) -> Any:
    try:
        value = read(text.strip())
    except (ValueError, KeyError):
        return None
    return None if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= _LARGEST else value
