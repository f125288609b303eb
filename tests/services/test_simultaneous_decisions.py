"""Two leaders on one list, eight reviewers on one clause, on really committed rows: nothing is lost unseen."""

from collections import Counter

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_assignment, make_clause, make_document, make_notice, make_user
from tracker.db import db, transaction
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.notices import NoticeStatus
from tracker.domain.parsing.model import DueKind
from tracker.domain.roles import Role
from tracker.models import AuditEntry, Clause, Notice, User
from tracker.services import clause_review, notices
from tracker.services.clause_review import ClauseChangedMeanwhile, ClauseValues

pytestmark = pytest.mark.slow

EDITORS, EDITS = 8, 5


def test_approving_and_refusing_at_once_lets_one_of_them_win(crowd):
    with crowd.app.app_context():
        notice_id = make_notice(rows=(make_assignment(),), status=NoticeStatus.SUBMITTED).id
        leader_ids = [make_user(Role.LEADER).id for _ in range(2)]

    def deciding(verb, leader_id, **words):
        def decide():
            notice = db.session.get(Notice, notice_id)
            with transaction(notice):
                verb(notice, actor=db.session.get(User, leader_id), now=NOW, **words)
            return notice.status

        return decide

    results = crowd.act_at_once(
        deciding(notices.approve, leader_ids[0], comment="同意"),
        deciding(notices.refuse, leader_ids[1], reason="请核对第一行。"),
    )

    assert Counter(result is ActionNotAllowed for result in results) == {True: 1, False: 1}
    with crowd.app.app_context():
        notice = db.session.get(Notice, notice_id)
        assert notice.status in results
        assert notice.decided_by_id == leader_ids[notice.status is NoticeStatus.REFUSED]


def test_eight_editors_of_one_clause_are_told_of_each_other_and_lose_nothing(crowd):
    with crowd.app.app_context():
        clause_id = make_clause(
            make_document(status=DocumentStatus.IN_REVIEW), title="0", status=ClauseStatus.PARSED
        ).id
        editor_ids = [make_user(Role.SUPERVISOR).id for _ in range(EDITORS)]

    def save_once(editor_id):
        """Add one to what the form showed; say whether it was taken."""
        db.session.rollback()
        clause = db.session.get(Clause, clause_id, populate_existing=True)
        version, seen = clause.version, int(clause.title)
        try:
            with transaction(clause):
                values = ClauseValues(str(seen + 1), False, (), DueKind.ONGOING, None)
                editor = db.session.get(User, editor_id)
                clause_review.amend(clause, values, version=version, actor=editor, now=NOW)
        except ClauseChangedMeanwhile:
            return False
        return True

    def editing(editor_id):
        def edit():
            saved = refused = 0
            while saved < EDITS:
                taken = save_once(editor_id)
                saved, refused = saved + taken, refused + (not taken)
            return saved

        return edit

    results = crowd.act_at_once(*(editing(editor_id) for editor_id in editor_ids))

    assert sum(results) == EDITORS * EDITS
    with crowd.app.app_context():
        assert int(db.session.get(Clause, clause_id).title) == EDITORS * EDITS
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == EDITORS * EDITS
