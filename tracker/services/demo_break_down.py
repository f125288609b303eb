"""The county of the demonstration giving its part of one clause to bureaus of its own (分解到下级)."""

from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.demo_script import BrokenDown
from tracker.domain.workdays import WorkCalendar
from tracker.models import Assignment, Clause, PolicyDocument, Task, Unit, UnitGroupMember
from tracker.queries.break_downs import bureaus_of
from tracker.queries.people import person_named
from tracker.services import break_downs


def break_down(plan: BrokenDown, document: PolicyDocument, *, calendar: WorkCalendar, now: datetime) -> Task:
    """Let the county's liaison do as planned, through the same verb as real people; return the county's own task.

    Raise LookupError where the liaison is not among the seeded people.
    """
    person = person_named(plan.liaison)
    if person is None:
        raise LookupError(f"the script names {plan.liaison}, who is not among the seeded people")
    county = person.memberships[0].unit
    bureaus = {unit.name: unit for unit in bureaus_of(county)}
    return break_downs.break_down(
        _part_of(county, document, plan.clause),
        government=county,
        lead=bureaus[plan.lead],
        supporting=[bureaus[name] for name in plan.supporting],
        due_on=None,
        approving_leader=plan.approving_leader,
        actor=person,
        now=now,
        calendar=calendar,
    )


def _part_of(county: Unit, document: PolicyDocument, label: str) -> Assignment:
    """Return the part of the clause that falls to the county's group."""
    groups = sa.select(UnitGroupMember.group_id).where(UnitGroupMember.member_id == county.id)
    query = sa.select(Assignment).join(Assignment.task).join(Task.clause)
    return db.session.scalars(
        query.where(Task.document_id == document.id, Clause.label == label, Assignment.unit_id.in_(groups))
    ).one()
