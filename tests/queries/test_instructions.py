from datetime import timedelta

from tests.conftest import TODAY
from tests.factories import make_government, make_instruction, make_reply, make_unit, make_user, saved
from tracker.domain.roles import Role
from tracker.models import Membership
from tracker.policies import viewer_of
from tracker.queries.instructions import unread_replies


def test_answers_stay_with_the_government_once_its_leader_leads_another(db):
    unit = make_unit()
    leader = make_user(Role.LEADER, government=unit.jurisdiction)
    saved(Membership(user=leader, unit=make_government("邻市"), role=Role.LEADER))
    reply = make_reply(make_instruction(written_by=leader), unit)

    assert unread_replies(viewer_of(leader, TODAY)) == [reply]
    leader.memberships[0].valid_to = TODAY - timedelta(days=1)
    db.session.commit()
    assert unread_replies(viewer_of(leader, TODAY)) == []
