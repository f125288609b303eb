"""Is the installation well? A bare answer for probes, a page for the administrator."""

import shutil
from datetime import timedelta

from flask import Blueprint, render_template

from tracker import clock
from tracker.db import db
from tracker.domain.outbox import OutboxStatus
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
    """Show what the administrator looks at first when something seems wrong."""
    return render_template(
        "health/show.html",
        **_state(),
        job_labels={job.value: job.label for job in JobName},
        mail_way="SMTP" if setting("SMTP_URL") else "文件夹（未设置 SMTP_URL）",
        next_year=clock.today().year + 1,
    )


def concerns() -> list[str]:
    """Return what the administrator should see to now, a sentence each; nothing while all is well."""
    state = _state()
    failed = state["health"].outbox.get(OutboxStatus.FAILED, 0)
    table = (
        (not state["is_alive"], "定时任务五分钟没有心跳，请启动 flask run-scheduler。"),
        (state["mail_is_stuck"], "有邮件应发未发，请检查邮件服务器。"),
        (failed, f"{failed} 封邮件永久失败，请核对收件地址。"),
        (state["little_disk"], "磁盘剩余空间不足。"),
        (not state["health"].has_notice_for_this_year, "本年放假通知未载入，工作日为暂定。"),
    )
    return [words for holds, words in table if holds]


def _state() -> dict:
    """Return the facts and what they mean. The heartbeat is real time."""
    health, now = read_health(clock.now(), clock.today()), clock.now()
    disk = shutil.disk_usage(setting("DATA_DIR"))
    return {
        "health": health,
        "is_alive": health.heartbeat is not None and clock.system_now() - health.heartbeat < DEAD_AFTER,
        "mail_is_stuck": health.oldest_due is not None and now - health.oldest_due > STUCK_AFTER,
        "free": disk.free,
        "total": disk.total,
        "little_disk": disk.free < LITTLE_DISK_BYTES,
    }
