"""Is the installation well? A bare answer for probes, a page for the administrator."""

import shutil
from datetime import timedelta

from flask import Blueprint, render_template

from tracker import clock
from tracker.db import db
from tracker.domain.timetable import JobName
from tracker.policies import Permission
from tracker.queries.health import read_health
from tracker.web.access import permission_required
from tracker.web.settings import setting

bp = Blueprint("health", __name__)

DEAD_AFTER = timedelta(minutes=5)
STUCK_AFTER = timedelta(minutes=30)
LITTLE_DISK_BYTES = 1024**3


@bp.get("/health/live")
def live() -> dict:
    """Say that the process answers and reaches its database; nothing about its content."""
    db.session.connection().exec_driver_sql("SELECT 1")
    return {"status": "ok"}


@bp.get("/health")
@permission_required(Permission.HEALTH_VIEW)
def show() -> str:
    """Show what the administrator looks at first when something seems wrong. The heartbeat is real time."""
    health, now = read_health(clock.now(), clock.today()), clock.now()
    disk = shutil.disk_usage(setting("DATA_DIR"))
    return render_template(
        "health/show.html",
        health=health,
        job_labels={job.value: job.label for job in JobName},
        is_alive=health.heartbeat is not None and clock.system_now() - health.heartbeat < DEAD_AFTER,
        mail_is_stuck=health.oldest_due is not None and now - health.oldest_due > STUCK_AFTER,
        free=disk.free,
        total=disk.total,
        little_disk=disk.free < LITTLE_DISK_BYTES,
        mail_way="SMTP" if setting("SMTP_URL") else "文件夹（未设置 SMTP_URL）",
        next_year=clock.today().year + 1,
    )
