"""The unit registry (单位库): walking the tree, searching it, and one unit with all that is known of it."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from tracker import clock
from tracker.domain.unit_changes import ended_on_unknown_day
from tracker.domain.units import UnitKind, UnitSection, UnitState, section_of
from tracker.models import Unit
from tracker.policies import Permission, can
from tracker.queries import unit_records, unit_tree
from tracker.queries.unit_unmerges import last_merge
from tracker.services.unit_suggestions import similar_units
from tracker.web import unit_changes, unit_groups, unit_merges, unit_sheets
from tracker.web.access import current_viewer, permission_required
from tracker.web.forms.units import day_in
from tracker.web.unit_filters import chips, filters_now, read_filter

bp = Blueprint("units", __name__, url_prefix="/units")
for part in (unit_changes.bp, unit_groups.bp, unit_merges.bp, unit_sheets.bp):
    bp.register_blueprint(part)

KINDS = [(kind.value, kind.label) for kind in UnitKind]
STATES = [(state.value, state.label) for state in UnitState if state is not UnitState.IN_FORCE]


@bp.context_processor
def add_rights() -> dict[str, Any]:
    viewer = current_viewer()
    return {
        "may_add_first": can(viewer, Permission.UNIT_MANAGE),
        "may_open_register": can(viewer, Permission.REGISTER_VIEW),
        "may_see_people": can(viewer, Permission.PERSON_VIEW),
    }


@bp.get("")
@permission_required(Permission.UNIT_VIEW)
def index() -> str:
    viewer, wanted, today = current_viewer(), read_filter(), clock.today()
    page = max(1, request.args.get("page", 1, type=int))
    units, total = unit_tree.find_units(viewer, wanted, number=page)
    government = wanted.government
    return render_template(
        "units/index.html",
        government=government,
        trail=_crumbs(government) if government else [],
        units=units,
        total=total,
        page=page,
        page_count=max(1, -(-total // unit_tree.PAGE_SIZE)),
        page_size=unit_tree.PAGE_SIZE,
        wanted=wanted,
        today=today,
        counts={} if wanted.is_search else unit_tree.section_counts(viewer, wanted),
        sections=UnitSection,
        section_of=section_of,
        open_work=unit_tree.open_assignments(viewer, [unit.id for unit in units]),
        former_names={unit.id: unit_records.former_names(unit, wanted.on) for unit in units},
        functions=[(each, each) for each in unit_tree.functions_below(viewer, government)],
        kinds=KINDS,
        states=STATES,
        chips=chips(wanted, today),
        filters_now=filters_now(),
        day_unknown=ended_on_unknown_day,
        similar=similar_units(government, wanted.text) if government and wanted.text and not units else [],
        may_manage=government is not None and can(viewer, Permission.UNIT_MANAGE, government),
    )


@bp.get("/<int:unit_id>")
@permission_required(Permission.UNIT_VIEW, on=Unit)
def show(unit: Unit) -> str:
    viewer, today = current_viewer(), clock.today()
    on = day_in(request.args.get("on"), today)
    return render_template(
        "units/show.html",
        unit=unit,
        on=on,
        today=today,
        day_unknown=ended_on_unknown_day(unit),
        trail=_crumbs(unit),
        names=unit_records.known_names(unit),
        aliases={alias.name: alias for alias in unit.aliases},
        names_then=unit_records.former_names(unit, on),
        successor=unit_records.successor_of(unit),
        merged=last_merge(unit),
        predecessors=unit_records.predecessors_of(unit),
        groups=unit_records.memberships_of_unit(unit),
        members=unit_records.memberships_of_group(unit) if unit.kind is UnitKind.GROUP else [],
        members_then={member.id for member in unit_records.members_on(unit, on)},
        children=[] if unit.kind is UnitKind.GOVERNMENT else unit_records.children_of(unit),
        work=unit_tree.assignments_by_status(viewer, unit),
        people=unit_records.people_of(unit, on),
        may_manage=can(viewer, Permission.UNIT_MANAGE, unit),
    )


def _crumbs(unit: Unit) -> list[tuple[str, str]]:
    """Return the way to the unit through the governments and bodies above it that the viewer sees."""
    above = unit_tree.visible_trail(current_viewer(), unit)
    return [("单位", url_for("units.index"))] + [
        (each.name, url_for("units.index", government=each.id))
        if each.kind is UnitKind.GOVERNMENT
        else (each.name, url_for("units.show", unit_id=each.id))
        for each in above
    ]
