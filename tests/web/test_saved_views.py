import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_unit, make_user
from tracker.domain.lights import Light
from tracker.domain.roles import Role
from tracker.models import SavedView
from tracker.services.saved_views import MOST
from tracker.web.register_columns import COLUMNS


def views(db):
    return db.session.scalars(sa.select(SavedView).order_by(SavedView.name)).all()


def save(office, name="红灯", **more):
    data = {"name": name, "light": "red", "sort": "-overdue", "column": ["unit", "overdue"], **more}
    return office.post("/register/views", data=data, follow_redirects=True)


def test_filters_sorting_and_columns_are_kept_under_a_name(db, office):
    make_assignment(make_unit("市财政局"), light=Light.RED, days_overdue=7, title="逾期的任务")
    make_assignment(title="正常的任务")

    page = save(office).text

    [view] = views(db)
    assert (view.name, view.query, view.columns) == ("红灯", {"light": "red", "sort": "-overdue"}, ["unit", "overdue"])
    assert "逾期的任务" in page
    assert "正常的任务" not in page
    assert "逾期天数" in page


def test_the_same_name_replaces_the_view(db, office):
    save(office)
    save(office, light="yellow")

    assert [view.query["light"] for view in views(db)] == ["yellow"]


@pytest.mark.parametrize("name", ["", "  ", "长" * 21])
def test_a_view_without_a_usable_name_is_refused(db, office, name):
    assert "请给视图起一个名字" in save(office, name=name).text
    assert views(db) == []


def test_there_is_an_end_to_views(db, office):
    for number in range(MOST):
        save(office, name=f"视图{number}")

    assert "请先删除不用的" in save(office, name="再一个").text
    assert len(views(db)) == MOST


def test_views_are_a_persons_own(db, office, client_of):
    save(office)
    [view] = views(db)
    other = client_of(make_user(Role.SUPERVISOR))

    assert "红灯</a>" not in other.get("/register").text
    assert other.post(f"/register/views/{view.id}/remove").status_code == 404
    office.post(f"/register/views/{view.id}/remove")
    assert views(db) == []


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_every_column_can_be_shown(office, column):
    make_assignment()

    page = office.get("/register", query_string={"column": column.key}).text

    assert f"{column.label}" in page


def test_columns_nobody_knows_give_the_usual_ones(office):
    assert "最近填报" in office.get("/register?column=password").text
