"""A database as large as wanted: one government, sixty units, five units to a task.

Each unit has signed for its part and reported on it, and the audit trail says so: what the timeline of a task reads.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from tests.factories import EARLIER, make_document, make_government, make_unit, make_user
from tracker.db import db
from tracker.domain.lights import Light
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentAction, TaskAction
from tracker.models import Assignment, AuditEntry, Clause, PeriodSnapshot, PolicyDocument, ProgressReport, Task

TODAY = date(2026, 11, 20)
PERIOD = "2026-10"
UNITS, DOCUMENTS, PARTS = 60, 50, 5
BATCH = 20_000
FIRST_ENTRY = 1_000  # of the audit trail, after what making the people has left there
#: Of a hundred assignments, 12 are done, 60 green, 5 blue, 5 grey, 10 yellow, 8 red.
LIGHTS = [Light.DONE] * 12 + [Light.GREEN] * 60 + [Light.BLUE] * 5 + [Light.GREY] * 5
LIGHTS += [Light.YELLOW] * 10 + [Light.RED] * 8
#: What a clause says: of the length of those of real papers.
WORDS = "支持企业牵头组建创新联合体，推进研发机构建设，完善“揭榜挂帅”机制，健全科技成果转化体系。" * 3
CLASSES = {Light.DONE: "completed", Light.GREY: "other", Light.YELLOW: "behind", Light.RED: "behind"}


def fill(count: int) -> dict[str, int]:
    """Write so many assignments; return the ids of a supervisor, of a liaison and of the liaison's unit."""
    government = make_government("台州市")
    unit_ids = [make_unit(f"市第{number}局", government).id for number in range(UNITS)]
    liaison = make_user(Role.LIAISON, unit=db.session.get_one(type(government), unit_ids[0]))
    supervisor = make_user(Role.SUPERVISOR, government=government)
    document_ids = [make_document(f"关于第{number}号工作的实施意见", government).id for number in range(DOCUMENTS)]
    db.session.execute(sa.update(PolicyDocument).values(text=WORDS * (15_000 // len(WORDS))))
    tasks = count // PARTS
    known = {"government": government.id, "liaison": liaison.id, "supervisor": supervisor.id, "unit": unit_ids[0]}
    numbers = range(1, tasks + 1)
    placed = [(number, document_ids[(number - 1) * DOCUMENTS // tasks]) for number in numbers]
    parts = [_part(number, place, document, unit_ids) for number, document in placed for place in range(PARTS)]
    for table, rows in (
        (Clause, (_clause(*one) for one in placed)),
        (Task, (_task(*one, known["government"]) for one in placed)),
        (Assignment, (part | {"jurisdiction_id": known["government"]} for part in parts)),
        (ProgressReport, (_report(part, known["liaison"]) for part in parts)),
        (PeriodSnapshot, (_snapshot(part) for part in parts)),
        (AuditEntry, _trail(parts, known)),
    ):
        _insert(table, rows)
    db.session.commit()
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
    return known


def _scattered(number: int, below: int) -> int:
    """Return a number below this one: always the same for the same number, and unlike those of its neighbours."""
    return (number * 2_654_435_761 % 2**32 >> 12) % below


def _insert(table: type, rows: Iterator[dict[str, Any]]) -> None:
    kept = list(rows)
    for start in range(0, len(kept), BATCH):
        db.session.execute(sa.insert(table), kept[start : start + BATCH])


def _clause(number: int, document_id: int) -> dict[str, Any]:
    return {
        "id": number, "document_id": document_id, "position": number, "path": [str(number)], "label": f"（{number}）",
        "title": f"任务{number}推进研发机构建设", "start_offset": 0, "end_offset": len(WORDS), "body_offset": 0,
        "is_task": True, "status": "confirmed", "flags": [], "due_kind": "inferred", "parsed": {},
    }  # fmt: skip


def _task(number: int, document_id: int, government_id: int) -> dict[str, Any]:
    return {
        "id": number, "jurisdiction_id": government_id, "document_id": document_id, "clause_id": number,
        "title": f"任务{number}推进研发机构建设", "status": "issued", "due_kind": "inferred", "opened_at": EARLIER,
        "issued_at": EARLIER, "due_on": date(2027, 12, 31), "start_on": date(2026, 1, 1),
    }  # fmt: skip


def _part(task: int, place: int, document_id: int, unit_ids: list[int]) -> dict[str, Any]:
    number = (task - 1) * PARTS + place + 1
    light = LIGHTS[_scattered(number, 100)]
    due_on = date(2026, 1, 1) + timedelta(days=_scattered(number + 7, 800))
    return {
        "id": number, "task_id": task, "unit_id": unit_ids[(task + place * 11) % UNITS], "document_id": document_id,
        "position": place, "role": "supporting" if place else "lead", "start_on": date(2026, 1, 1), "due_on": due_on,
        "status": "closed" if light is Light.DONE else "issued" if number % 10 == 0 else "in_progress",
        "original_due_on": due_on, "percent_complete": number % 100, "issued_at": EARLIER, "light": light.value,
        "light_reason": "on_track", "progress_class": CLASSES.get(light, "on_schedule"), "scheduled_percent": 50,
        "days_overdue": max((TODAY - due_on).days, 0) if light is Light.RED else 0, "last_reported_period": PERIOD,
    }  # fmt: skip


def _report(part: dict[str, Any], user_id: int) -> dict[str, Any]:
    return {
        "assignment_id": part["id"], "period": PERIOD, "percent_complete": 3, "flags": [],
        "summary": f"完成 {part['id']} 项工作，召开调度会。" * 4,
        "status": "submitted" if part["id"] % 20 == 0 else "accepted",
        "reported_by_id": user_id, "reported_at": EARLIER + timedelta(minutes=part["id"]),
        "submission_key": f"filled-{part['id']}",
    }  # fmt: skip


def _snapshot(part: dict[str, Any]) -> dict[str, Any]:
    return {
        "assignment_id": part["id"], "period": PERIOD, "light": part["light"],
        "light_reason": "on_track", "progress_class": part["progress_class"], "scheduled_percent": 50,
        "percent_complete": part["percent_complete"], "days_overdue": 0, "taken_at": EARLIER,
    }  # fmt: skip


def _trail(parts: list[dict[str, Any]], known: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Yield what was done: each task issued, each part signed for and reported on."""
    acts: list[tuple[str, str, int, int]] = []
    for part in parts:
        if part["role"] == "lead":
            acts.append(("Task", TaskAction.ISSUE, part["task_id"], known["supervisor"]))
        acts.append(("Assignment", AssignmentAction.ACKNOWLEDGE, part["id"], known["liaison"]))
        acts.append(("ProgressReport", AssignmentAction.REPORT_PROGRESS, part["id"], known["liaison"]))
    for number, (kind, action, id_, actor_id) in enumerate(acts, start=FIRST_ENTRY):
        yield {
            "id": number, "actor_id": actor_id, "action": action, "subject_type": kind, "subject_id": id_,
            "changes": "{}", "recorded_at": EARLIER + timedelta(seconds=number),
            "previous_hash": f"{number - 1:064x}", "entry_hash": f"{number:064x}",
        }  # fmt: skip
