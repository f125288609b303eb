"""The home page: what do I have to do now? A person with several roles sees each one's work below the other."""

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.audit_words import subject_words
from tracker.domain.lights import Light
from tracker.domain.notices import NoticeStatus
from tracker.domain.work_lists import WorkList
from tracker.policies import Permission, Viewer, can
from tracker.policies.predicates import is_administrator, is_leader, is_supervisor, is_unit_person
from tracker.queries import administrator_homes, home, people
from tracker.queries.queue import place_of
from tracker.web import health, queue
from tracker.web.access import current_viewer, permission_required
from tracker.web.audit import lines_of
from tracker.web.people import account_moment
from tracker.web.today import days_of_today

bp = Blueprint("home", __name__)

#: What each list of a liaison's home says, and how loud: (light of the figure, what to do).
UNIT_ADVICE = {
    WorkList.TO_SIGN: (None, "看过任务后签收，2 个工作日内。"),
    WorkList.RETURNED: (Light.YELLOW, "按审核意见修改后重新提交，5 个工作日内。"),
    WorkList.OVERDUE: (Light.RED, "已过完成时限，请尽快办结并填报。"),
    WorkList.TO_REPORT: (None, "每月 25 日前填报本期进展。"),
    WorkList.DUE_SOON: (Light.BLUE, "7 个工作日内到期。"),
}


@bp.get("/")
@permission_required(Permission.HOME_VIEW)
def show() -> str:
    viewer, days = current_viewer(), days_of_today()
    return render_template(
        "home/show.html",
        unit=home.unit_home(viewer, days) if is_unit_person(viewer, None) else None,
        office=home.office_home(viewer, days) if is_supervisor(viewer, None) else None,
        leader=home.leader_home(viewer) if is_leader(viewer, None) else None,
        administers=is_administrator(viewer, None),
        concerns=health.concerns() if can(viewer, Permission.HEALTH_VIEW) else None,
        accounts=people.count_by_state(account_moment()) if _sees_accounts(viewer) else None,
        security=administrator_homes.security_home(account_moment()) if can(viewer, Permission.ROLE_GRANT) else None,
        trail=administrator_homes.audit_home(clock.now()) if can(viewer, Permission.AUDIT_VIEW) else None,
        lines_of=lines_of,
        subject_words=subject_words,
        advice=UNIT_ADVICE,
        lists=WorkList,
        notice_statuses=NoticeStatus,
        lights=list(Light),
        days=days,
        queue_url=lambda item: queue.url_of(place_of(item.record)),
        today=clock.today(),
        viewer_id=viewer.user_id,
    )


def _sees_accounts(viewer: Viewer) -> bool:
    """Say whether accounts are the viewer's to look after: as who opens them, or as who gives them roles."""
    return can(viewer, Permission.PERSON_MANAGE) or can(viewer, Permission.ROLE_GRANT)
