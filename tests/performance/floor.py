"""The floor: the least that a Flask + SQLAlchemy + Jinja page on the same tables costs.

A signed session, the user looked up, joins, counts, a layout template, a commit; no permissions, no form token, no
audit trail. What the product's pages take is told as a multiple of this, measured in the same run.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, redirect, render_template, request, session
from jinja2 import DictLoader
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.models import Assignment, PolicyDocument, ProgressReport, Task, Unit, User

TEMPLATES = {
    "layout.html": """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><header>{{ user.display_name }}</header><nav>{% for word in menu %}<a href="/{{ loop.index }}">{{ word }}</a>
{% endfor %}</nav><main><h1>{{ title }}</h1>{% block main %}{% endblock %}</main><footer>落实</footer></body></html>""",
    "list.html": """{% extends "layout.html" %}{% block main %}<p>共 {{ total }} 条</p><table>{% for row in rows %}
<tr><th><a href="/tasks/{{ row.task_id }}">{{ row.title }}</a> <span>{{ row.document }}</span></th><td>{{ row.unit }}
</td><td class="{{ row.light }}">{{ row.light }}</td><td>{{ row.percent_complete }}</td><td>{{ row.due_on }}</td></tr>
{% endfor %}</table>{% endblock %}""",
    "item.html": """{% extends "layout.html" %}{% block main %}<p>{{ task.due_on }}</p>{% for part, unit in parts %}
<section><h2>{{ unit }}</h2><p>{{ part.status }} {{ part.percent_complete }}</p>{% for note in notes[part.id] %}
<article>{{ note.reported_at }} {{ note.summary }}</article>{% endfor %}</section>{% endfor %}{% endblock %}""",
}
NOTED_AT = datetime(2026, 11, 20, 2, 0)  # noqa: DTZ001  # as SQLite keeps it
MENU = ("首页", "看板", "台账", "文件", "待办理", "名单", "单位")
NOTE = sa.Table(
    "floor_note",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("assignment_id", sa.Integer, index=True),
    sa.Column("author_id", sa.Integer),
    sa.Column("text", sa.Text),
    sa.Column("noted_at", sa.DateTime),
)


def floor_app(engine: sa.Engine) -> Flask:
    """Return the app on this engine, whose database is filled."""
    NOTE.create(engine, checkfirst=True)
    app = Flask(__name__)
    app.secret_key = "only-for-measuring"  # noqa: S105  # nobody signs in here
    app.jinja_env.loader = DictLoader(TEMPLATES)
    app.add_url_rule("/enter/<int:user_id>", view_func=enter)
    _add_reading(app, engine)
    _add_writing(app, engine)
    return app


def enter(user_id: int) -> str:
    """Sign in."""
    session["user"] = user_id
    return ""


def page(db: Session, name: str, **values: Any) -> str:
    """Return the page for who is signed in."""
    return render_template(name, user=db.get_one(User, session["user"]), menu=MENU, **values)


def _add_reading(app: Flask, engine: sa.Engine) -> None:
    @app.get("/items")
    def items() -> str:
        wanted = (Assignment.unit_id == int(request.args["unit"]), Assignment.light == "green")
        with Session(engine) as db:
            total = db.scalar(sa.select(sa.func.count()).select_from(Assignment).where(*wanted))
            columns = (Assignment.task_id, Assignment.light, Assignment.percent_complete, Assignment.due_on, Task.title)
            named = (Unit.name.label("unit"), PolicyDocument.title.label("document"))
            rows = sa.select(*columns, *named).join(Assignment.task).join(Assignment.unit).join(Task.document)
            rows = rows.where(*wanted).order_by(Assignment.due_on, Assignment.id).limit(50)
            return page(db, "list.html", title="任务台账", total=total, rows=db.execute(rows).all())

    @app.get("/items/<int:task_id>")
    def item(task_id: int) -> str:
        with Session(engine) as db:
            task = db.get_one(Task, task_id)
            parts = sa.select(Assignment, Unit.name).join(Assignment.unit).where(Assignment.task_id == task_id)
            found = db.execute(parts.order_by(Assignment.position)).tuples().all()
            notes: dict[int, list[ProgressReport]] = {part.id: [] for part, _ in found}
            for note in db.scalars(sa.select(ProgressReport).where(ProgressReport.assignment_id.in_(notes))):
                notes[note.assignment_id].append(note)
            return page(db, "item.html", title=task.title, task=task, parts=found, notes=notes)


def _add_writing(app: Flask, engine: sa.Engine) -> None:
    @app.post("/items/<int:assignment_id>/notes")
    def add_note(assignment_id: int) -> Response:
        with Session(engine) as db:
            author = db.get_one(User, session["user"])
            part = db.get_one(Assignment, assignment_id)
            values = {"assignment_id": part.id, "author_id": author.id, "text": request.form["text"]}
            db.execute(sa.insert(NOTE).values(**values, noted_at=NOTED_AT))
            part.percent_complete = float(request.form["percent"])
            db.commit()
        return redirect("/items")
