"""Pages of a document's family, and of a paper beside the one it carries out."""

import pytest

from tests.factories import make_clause, make_document, make_government, make_user, saved
from tracker.domain.parsing.model import GoalOperator
from tracker.domain.roles import Role
from tracker.models import Goal

LAND = ("强化土地保障", "盘活低效工业用地，亩均税收{}万元，保障园区用地。")
PROVINCIAL = "甲省人民政府关于加快促进高新区高质量发展的实施意见"


def make_paper(title, government, value, *names, verb="达到"):
    document = make_document(title, government, document_number=None)
    clause = make_clause(document, None, LAND[0], LAND[1].format(f"{verb}{value}"))
    start = document.text.index(f"{value}万元", clause.start_offset)
    clause.goals.append(
        Goal(
            position=0, indicator="亩均税收", operator=GoalOperator.AT_LEAST, target_value=value,
            unit_of_measure="万元", target_year=2025, start_offset=start, end_offset=start + len(f"{value}万元"),
        )
    )  # fmt: skip
    make_clause(document, None, f"{government.name}特色", f"{government.name}的特有做法。")
    document.references = [{"title": name, "doc_number": None, "start": 0, "end": 1, "flags": []} for name in names]
    return saved(document)


@pytest.fixture
def province(db):
    return make_government("甲省")


@pytest.fixture
def upper(province):
    return make_paper(PROVINCIAL, province, 42)


@pytest.fixture
def lower(province, upper):
    city = make_government("乙市", parent=province)
    return make_paper(
        "乙市人民政府关于促进高新区发展的实施意见", city, 45, PROVINCIAL, "国务院关于某事的意见", verb="超过"
    )


def test_the_tree_leads_to_the_papers_it_holds(client, sign_in, province, upper, lower):
    sign_in(make_user(Role.SUPERVISOR, government=province))

    page = client.get(f"/documents/{lower.id}/family").text

    assert f'href="/documents/{upper.id}/family"' in page
    assert f'href="/documents/{lower.id}/beside/{upper.id}"' in page
    assert "国务院关于某事的意见" in page
    assert "未入库" in page


def test_the_upper_paper_leads_to_those_below(client, sign_in, province, upper, lower):
    sign_in(make_user(Role.SUPERVISOR, government=province))

    assert f'href="/documents/{lower.id}/beside/{upper.id}"' in client.get(f"/documents/{upper.id}/family").text


def test_differing_goals_stand_side_by_side(client, sign_in, province, upper, lower):
    sign_in(make_user(Role.SUPERVISOR, government=province))

    page = client.get(f"/documents/{lower.id}/beside/{upper.id}").text

    assert "不低于 42 万元" in page
    assert "超过 45 万元" in page
    assert "数值、要求不同" in page
    assert "甲省特色" in page
    assert "乙市特色" in page


def test_the_desk_says_more_than_where_the_paper_does(client, sign_in, lower):
    sign_in(make_user(Role.SUPERVISOR, government=lower.jurisdiction))

    assert "超过 45万元" in client.get(f"/documents/{lower.id}/review").text


def test_a_paper_that_may_not_be_seen_does_not_seem_to_exist(client, sign_in, upper, lower):
    sign_in(make_user(Role.SUPERVISOR, government=lower.jurisdiction))

    assert client.get(f"/documents/{lower.id}/beside/{upper.id}").status_code == 404
    assert client.get(f"/documents/{upper.id}/family").status_code == 404
    assert f"/documents/{upper.id}" not in client.get(f"/documents/{lower.id}/family").text


def test_a_document_does_not_stand_beside_itself(client, sign_in, province, upper):
    sign_in(make_user(Role.SUPERVISOR, government=province))

    assert client.get(f"/documents/{upper.id}/beside/{upper.id}").status_code == 404


def test_a_document_that_names_none_says_so(client, sign_in, province, upper):
    sign_in(make_user(Role.SUPERVISOR, government=province))

    assert "原文没有引用其他文件" in client.get(f"/documents/{upper.id}/family").text


def test_a_person_without_a_role_sees_no_family(client, sign_in, upper):
    sign_in(make_user(None))

    assert client.get(f"/documents/{upper.id}/family").status_code == 404
