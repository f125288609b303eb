"""Writing the morning's mail: decided by the rules of the digest, at most one a person, into the outbox."""

from collections import defaultdict
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.covers import goes_to
from tracker.domain.digests import DigestDays, DigestTopic
from tracker.domain.mail_calendar import digest_key, leader_digest_key
from tracker.domain.work_lists import work_days
from tracker.domain.workdays import WorkCalendar
from tracker.emails import leader_digest, unit_digest
from tracker.models import User
from tracker.policies.viewer import viewer_of
from tracker.queries import boards, register
from tracker.queries.colleagues import standing_in
from tracker.queries.digests import DigestLine, lines_by_unit, told_this_morning
from tracker.queries.followed_tasks import followed_for_offices
from tracker.queries.home import leader_home
from tracker.queries.register_filters import RegisterFilter
from tracker.queries.request_digests import decisions_by_unit, waiting_for_offices
from tracker.queries.task_changes import changes_by_unit
from tracker.queries.unit_people import every_leader, people_by_unit, people_of_units
from tracker.services import outbox

UNIT_DIGEST, LEADER_DIGEST = "digest", "leader_digest"
WORST_ROWS = 5


def write_unit_digests(
    *, since: datetime, slot: datetime, today: date, after: date, expires_at: datetime, calendar: WorkCalendar
) -> int:
    """Queue one mail for each person whose units, or whose office, have something to be told; return how many.

    `since` and `after` are moment and day of the digest before. Tasks that a person is just being told of by a mail
    of their own are left out.
    """
    lines = lines_by_unit(DigestDays(after, today, calendar))
    for further in (changes_by_unit(since, slot), decisions_by_unit(since, slot)):
        for unit_id, more in further.items():
            lines[unit_id] = [*lines.get(unit_id, []), *more]
    told = told_this_morning(since, slot)
    people = people_of_units(today, lines.keys()) if lines else []
    away, serving = standing_in(today), people_by_unit(people)
    own: dict[int, list[DigestLine]] = defaultdict(list, waiting_for_offices(today))
    for user_id, followed in followed_for_offices(since, slot, today).items():
        own[user_id] = own[user_id] + followed
    for person in people:
        just_told = told.get(person.user_id, set())
        own[person.user_id] = own[person.user_id] + [
            line
            for unit in sorted(person.unit_ids)
            for line in lines[unit]
            if line.document_id not in just_told
            and goes_to(person.user_id, line.person_id, serving[unit], away.get(unit, {}))
        ]
    count = 0
    for user in _users([user_id for user_id, found in own.items() if found]).values():
        found = sorted(own[user.id], key=lambda line: list(DigestTopic).index(line.topic))
        count += bool(
            outbox.queue(
                unit_digest.compose_for(user.email, found, today=today),
                kind=UNIT_DIGEST,
                key=digest_key(user.id, today),
                user=user,
                not_before=slot,
                expires_at=expires_at,
                now=slot,
            )
        )
    return count


def write_leader_digests(*, slot: datetime, today: date, expires_at: datetime, calendar: WorkCalendar) -> int:
    """Queue the weekly page for each leader whose government has work under way; return how many."""
    count = 0
    for leader in every_leader(today):
        viewer = viewer_of(leader, today)
        board = boards.read_board(viewer)
        if not board.total:
            continue
        worst = register.page(
            viewer, RegisterFilter(overdue_from=1), work_days(today, calendar), sort="-overdue", limit=WORST_ROWS
        )
        count += bool(
            outbox.queue(
                leader_digest.compose_for(leader.email, board, worst, leader_home(viewer).to_decide, today=today),
                kind=LEADER_DIGEST,
                key=leader_digest_key(leader.id, today),
                user=leader,
                not_before=slot,
                expires_at=expires_at,
                now=slot,
            )
        )
    return count


def _users(ids: list[int]) -> dict[int, User]:
    return {user.id: user for user in db.session.scalars(sa.select(User).where(User.id.in_(ids)))}
