"""One form sent five times at the same moment (double click, reload, a proxy that tries again): one record."""

import pytest
import sqlalchemy as sa

from tests.web.sent_forms import FORMS
from tracker.db import db
from tracker.models import AuditEntry, OutboxEmail

pytestmark = pytest.mark.slow

SENDINGS = 5
USUAL_TRIALS = 2  # of each kind; `--trials 25` makes 500 and more over all kinds
TAKEN, TOLD = {200, 302}, {409, 422}


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_sent_five_times_at_once_makes_one_record(crowd, kind):
    trials = crowd.often(USUAL_TRIALS)
    with crowd.app.app_context():
        forms = [FORMS[kind]() for _ in range(trials)]
        before = _count(forms[0])

    for number, form in enumerate(forms, 1):
        answers = crowd.post_at_once([(form.user_id, form.address, form.fields)] * SENDINGS)

        codes = [answer.status_code for answer in answers]
        assert set(codes) <= TAKEN | TOLD, codes
        assert TAKEN & set(codes), f"nobody was told that it is done: {codes}"
        with crowd.app.app_context():
            assert _count(form) - before == number, codes

    with crowd.app.app_context():
        twice = sa.select(OutboxEmail.dedupe_key).group_by(OutboxEmail.dedupe_key).having(sa.func.count() > 1)
        assert not db.session.scalars(twice).all()


def _count(form) -> int:
    count = sa.select(sa.func.count()).select_from(form.makes)
    of_action = (AuditEntry.action == form.action, AuditEntry.subject_type != "PolicyDocument")
    return db.session.scalar(count.where(*of_action) if form.action else count)
