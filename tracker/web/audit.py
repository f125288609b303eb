"""The audit trail, for the audit administrator."""

import json
from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, render_template, request

from tracker import clock
from tracker.domain.audit_chain import first_fault
from tracker.domain.audit_words import SUBJECTS, AuditTopic, action_words, field_words, subject_words, value_words
from tracker.models import AuditEntry, User
from tracker.policies import Permission
from tracker.queries import audit_trail, people
from tracker.web.access import permission_required

bp = Blueprint("audit", __name__, url_prefix="/audit")

PAGE_SIZE = 50
_NOBODY = {"sign_in_refused": "未登录"}  # who acted where nobody is named: the scheduler, or whoever stood at the door
DAYS = (1, 7, 30, 365)  # what the trail can be narrowed to


@bp.get("")
@permission_required(Permission.AUDIT_VIEW)
def index() -> str:
    days = request.args.get("days", 0, type=int)
    entries = audit_trail.newest(
        PAGE_SIZE + 1,
        before=request.args.get("before", type=int),
        subject_type=request.args.get("type", ""),
        person=request.args.get("q", "").strip()[:60],
        topic=request.args.get("topic", type=AuditTopic),
        since=clock.now() - timedelta(days=days) if days in DAYS else None,
    )
    shown = entries[:PAGE_SIZE]
    return render_template(
        "audit/index.html",
        rows=lines_of(shown),
        next_before=shown[-1].id if len(entries) > PAGE_SIZE else None,
        kinds=sorted(SUBJECTS.items(), key=lambda item: item[1]),
        days=[(str(number), f"最近 {number} 天") for number in DAYS],
        topics=[(topic.value, topic.label) for topic in AuditTopic],
    )


@bp.get("/verify")
@permission_required(Permission.AUDIT_VIEW)
def verify() -> str:
    """Walk the whole chain: reading only, about half a second for 100,000 entries."""
    return render_template("audit/verify.html", fault=first_fault(audit_trail.chain()), head=audit_trail.head())


def lines_of(entries: Sequence[AuditEntry]) -> list[dict]:
    """Return each entry in the words a table shows; people it is about by their names."""
    names = people.names_of({entry.subject_id for entry in entries if entry.subject_type == User.__name__})
    return [_line(entry, names) for entry in entries]


def _line(entry: AuditEntry, names: dict[int, str]) -> dict:
    name = names.get(entry.subject_id) if entry.subject_type == User.__name__ else None
    return {
        "number": entry.id,
        "at": entry.recorded_at,
        "actor": entry.actor.display_name if entry.actor else _NOBODY.get(entry.action, "系统"),
        "action": action_words(entry.action),
        "subject": f"{subject_words(entry.subject_type)} {name or entry.subject_id}",
        "changes": [
            (field_words(name), value_words(value, entry.subject_type, name))
            for name, value in json.loads(entry.changes).items()
        ],
        "address": entry.address or "—",
    }
