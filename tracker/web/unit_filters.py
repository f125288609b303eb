"""The filters of the unit registry, as they stand in an address."""

from datetime import date
from typing import Any

from flask import request

from tracker import clock
from tracker.domain.units import UnitKind, UnitState
from tracker.queries import unit_tree
from tracker.queries.unit_tree import UnitFilter
from tracker.web.access import current_viewer
from tracker.web.forms.units import day_in

PARAMETERS = ("government", "q", "kind", "function", "state", "on")
LONGEST_TEXT = 100


def read_filter() -> UnitFilter:
    """Return the filter in the address; what cannot be read is no filter."""
    viewer = current_viewer()
    asked = request.args.get("government", 0, type=int)
    government = unit_tree.visible_unit(viewer, asked) if asked else None
    if government is not None and government.kind is not UnitKind.GOVERNMENT:
        government = government.jurisdiction
    today = clock.today()
    return UnitFilter(
        on=day_in(request.args.get("on"), today),
        today=today,
        government=government or unit_tree.home_government(viewer),
        text=request.args.get("q", "").strip()[:LONGEST_TEXT],
        kind=_member(UnitKind, request.args.get("kind")),
        function=request.args.get("function", "").strip()[:LONGEST_TEXT] or None,
        state=_member(UnitState, request.args.get("state")) or UnitState.IN_FORCE,
    )


def filters_now() -> dict[str, str]:
    """Return the filter parameters of the address, to hand on to the spreadsheet."""
    return {name: request.args[name] for name in PARAMETERS if request.args.get(name)}


def _member(enum: Any, value: str | None) -> Any:
    return next((member for member in enum if member.value == value), None)


def chips(wanted: UnitFilter, today: date) -> list[tuple[str, str]]:
    """Return what is filtered by, in words, each with the parameter that a click takes away."""
    words = (
        (wanted.text and f"含“{wanted.text}”", "q"),
        (wanted.kind and wanted.kind.label, "kind"),
        (wanted.function and f"职能：{wanted.function}", "function"),
        (wanted.state is not UnitState.IN_FORCE and f"状态：{wanted.state.label}", "state"),
        (wanted.on != today and f"{wanted.on.isoformat()} 的情况", "on"),
    )
    return [(str(each), parameter) for each, parameter in words if each]
