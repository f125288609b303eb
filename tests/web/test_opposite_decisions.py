"""Two people decide the same thing against each other at the same moment: one wins, the other is told, with 409."""

from collections import Counter

import pytest
import sqlalchemy as sa

from tests.web.opposite_decisions import PAIRS, WORDS
from tracker.db import db
from tracker.models import AuditEntry

pytestmark = pytest.mark.slow

USUAL_TRIALS = 4  # of each kind; `--trials 100` is the whole proof


@pytest.mark.parametrize("kind", PAIRS)
def test_of_two_opposite_decisions_one_wins_and_the_other_is_told(crowd, kind):
    with crowd.app.app_context():
        pairs = [PAIRS[kind]() for _ in range(crowd.often(USUAL_TRIALS))]

    for pair in pairs:
        with crowd.app.app_context():
            before = _newest_entry()
        answers = crowd.post_at_once([(one.user_id, one.address, lambda one=one: dict(one.fields)) for one in pair])

        codes = Counter("taken" if answer.status_code < 400 else answer.status_code for answer in answers)
        assert codes == {"taken": 1, 409: 1}, [answer.status_code for answer in answers]
        winner = pair[answers[0].status_code >= 400]
        with crowd.app.app_context():
            deciders = db.session.scalars(sa.select(AuditEntry.actor_id).where(AuditEntry.id > before)).all()
            assert set(deciders) == {winner.user_id}, "the loser changed something too"
        loser, told = (pair[1], answers[1]) if winner is pair[0] else (pair[0], answers[0])
        assert WORDS in told.text or WORDS not in loser.fields.values(), f"{loser.address} forgets what was typed"


def _newest_entry() -> int:
    return db.session.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0
