from datetime import timedelta

from lxml import html

from tests.conftest import TODAY
from tests.factories import make_government, make_group, make_unit, make_user, saved
from tests.support.pages import text_of
from tracker.domain.roles import Role
from tracker.models import Membership
from tracker.policies.permission_words import PERMISSION_WORDS
from tracker.policies.rights import rights_of


def rows(page):
    """Return the words of each cell, by the words of the row's heading."""
    found = {}
    for row in html.document_fromstring(page.text).iter("tr"):
        heading, cells = row.find("th[@scope='row']"), row.findall("td")
        if heading is not None:
            found[text_of(heading)] = [text_of(cell) for cell in cells]
    return found


def test_the_page_is_the_map(client_of):
    shown = rows(client_of(make_user(Role.SECURITY_ADMIN)).get("/rights"))

    expected = {}
    for permission, (_group, words) in PERMISSION_WORDS.items():
        rights = rights_of(permission)
        conditions = dict.fromkeys(condition for right in rights.values() for condition in right.conditions)
        heading = f"{words} （{'；'.join(conditions)}）" if conditions else words
        expected[heading] = [rights[role].scope.label if role in rights else "" for role in Role]
    assert shown == expected


def test_one_role_is_shown_with_what_it_may_alone(client_of):
    shown = rows(client_of(make_user(Role.AUDIT_ADMIN)).get("/rights", query_string={"role": "leader"}))

    assert shown["批准或退回名单"][0] == "本级及下级"
    assert "签收" not in shown


def test_it_says_by_which_role_how_far_and_since_when_a_person_may(db, client_of):
    city = make_government("甲市")
    person = make_user(unit=make_unit("市科技局", city), display_name="张三")
    make_group("各部门", (person.home_unit,), city)
    over = TODAY - timedelta(days=1)
    saved(Membership(user=person, unit=make_unit("督查室", city), role=Role.SUPERVISOR, valid_to=over))

    page = client_of(make_user(Role.OFFICE_HEAD, government=city)).get(f"/people/{person.id}/rights")

    shown = rows(page)
    assert shown["签收"] == ["能", "市科技局联络员：市科技局、各部门"]
    assert shown["采纳或退回进展"] == ["不能", "督查室督查员任职已结束"]
    assert shown["写批示"] == ["不能", "需要角色：领导"]
    assert shown["打开首页"][0] == "能"
    person.is_enabled = False
    db.session.commit()
    assert rows(client_of(make_user(Role.AUDIT_ADMIN)).get(f"/people/{person.id}/rights"))["签收"][1] == "账号已停用"


def test_an_office_head_finds_the_people_of_the_own_government_alone(client_of):
    home, abroad = make_government("甲市"), make_government("乙市")
    own = make_user(unit=make_unit("科技局", home), display_name="张三")
    other = make_user(unit=make_unit("科技局", abroad), display_name="李四")
    browser = client_of(make_user(Role.OFFICE_HEAD, government=home))

    page = browser.get("/rights", query_string={"q": "科技局"}).text

    assert own.display_name in page
    assert other.display_name not in page
    assert browser.get(f"/people/{other.id}/rights").status_code == 404
