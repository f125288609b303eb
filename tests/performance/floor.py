"""The floor: the least that a Flask + SQLAlchemy + Jinja page on the same tables costs.

A signed session, the user looked up, joins, counts, a layout template, a commit; no permissions, no form token, no
audit trail, so no timeline either, and no links that depend on who looks. It shows what the product's page shows, in
the plainest HTML: the list has the columns of the register and the choices of its filters; the item its clause, its
units and their reports with who sent them; posting writes a note and the percent, and commits. An item costs less than
a list of fifty rows, and posting about as much as an item: a floor of another shape would be no measure. What the
product's pages take is told as a multiple of this, measured in the same run, in turns.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, redirect, render_template, request, session
from jinja2 import DictLoader
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.models import Assignment, Clause, PolicyDocument, ProgressReport, Task, Unit, User

TEMPLATES = {
    "layout.html": """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><header>{{ user.display_name }}</header><nav>{% for word in menu %}<a href="/{{ loop.index }}">{{ word }}</a>
{% endfor %}</nav><main><h1>{{ title }}</h1>{% block main %}{% endblock %}</main><footer>落实</footer></body></html>""",
    "list.html": """{% extends "layout.html" %}{% block main %}<form>{% for name, choices in filters %}<select
name="{{ name }}">{% for id, words in choices %}<option value="{{ id }}">{{ words }}</option>{% endfor %}</select>
{% endfor %}</form><p>共 {{ total }} 条</p><table>{% for row in rows %}<tr><td><input type="checkbox" name="item"
value="{{ row.id }}"></td><th><a href="/tasks/{{ row.task_id }}">{{ row.title }}</a> <span>{{ row.number or
row.document }} {{ row.clause }}</span></th><td title="{{ row.full_name }}">{{ row.unit }} {{ row.role.label }}</td>
<td class="{{ row.light.value }}">{{ row.light.label }} {{ row.light_reason.label }}</td>
<td>{{ row.percent_complete }} / {{ row.scheduled_percent }}</td><td>{{ row.due_on }}</td>
<td>{{ row.status.label }}</td><td>{{ row.last_reported_period }}</td></tr>{% endfor %}</table>{% endblock %}""",
    "item.html": """{% extends "layout.html" %}{% block main %}<p>{{ document }} {{ task.due_on }}</p><p>{{ words }}</p>
{% for part, unit in parts %}<section><h2>{{ unit }} {{ part.role.label }}</h2><p class="{{ part.light.value }}">
{{ part.status.label }} {{ part.percent_complete }} / {{ part.scheduled_percent }} {{ part.due_on }}</p>
{% for note, author in notes[part.id] %}<article>{{ author }} {{ note.reported_at }} {{ note.percent_complete }}
{{ note.summary }}</article>{% endfor %}</section>{% endfor %}{% endblock %}""",
}
NOTED_AT = datetime(2026, 11, 20, 2, 0)  # noqa: DTZ001  # as SQLite keeps it
MENU = ("首页", "看板", "台账", "文件", "待办理", "名单", "单位")
COLUMNS = (
    *(Assignment.id, Assignment.task_id, Assignment.role, Assignment.light, Assignment.light_reason),
    *(Assignment.percent_complete, Assignment.scheduled_percent, Assignment.due_on, Assignment.status),
    *(
        Assignment.last_reported_period,
        Task.title,
        Clause.label.label("clause"),
        PolicyDocument.title.label("document"),
    ),
    *(PolicyDocument.document_number.label("number"), Unit.name.label("unit"), Unit.full_name),
)
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
            rows = sa.select(*COLUMNS).join(Assignment.task).join(Assignment.unit).join(Task.document).join(Task.clause)
            rows = rows.where(*wanted).order_by(Assignment.due_on, Assignment.id).limit(50)
            named = ((PolicyDocument.id, PolicyDocument.title), (Unit.id, Unit.name))
            filters = [(str(id_), db.execute(sa.select(id_, words).order_by(id_)).all()) for id_, words in named]
            return page(db, "list.html", title="任务台账", total=total, rows=db.execute(rows).all(), filters=filters)

    @app.get("/items/<int:task_id>")
    def item(task_id: int) -> str:
        with Session(engine) as db:
            begins, ends = Clause.start_offset + 1, Clause.end_offset - Clause.start_offset
            source = sa.select(Task, PolicyDocument.title, sa.func.substr(PolicyDocument.text, begins, ends))
            task, document, words = db.execute(
                source.join(Task.document).join(Task.clause).where(Task.id == task_id)
            ).one()
            parts = sa.select(Assignment, Unit.name).join(Assignment.unit).where(Assignment.task_id == task_id)
            found = db.execute(parts.order_by(Assignment.position)).tuples().all()
            notes: dict[int, list[tuple[ProgressReport, str]]] = {part.id: [] for part, _ in found}
            noted = sa.select(ProgressReport, User.display_name).join(ProgressReport.reported_by)
            for note, author in db.execute(noted.where(ProgressReport.assignment_id.in_(notes))):
                notes[note.assignment_id].append((note, author))
            shown = {"task": task, "document": document, "words": words, "parts": found, "notes": notes}
            return page(db, "item.html", title=task.title, **shown)


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
