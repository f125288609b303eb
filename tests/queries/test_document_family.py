"""The family of a document holds what the viewer may see, and nothing else."""

import pytest

from tests.conftest import TODAY
from tests.factories import make_document, make_government, make_user, saved
from tests.support.statements import counted_statements
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.document_names import NameMatch
from tracker.domain.roles import Role
from tracker.policies import viewer_of
from tracker.queries.document_family import family_of

NATIONAL = "国务院关于促进国家高新区高质量发展的若干意见"
PROVINCIAL = "甲省人民政府关于加快促进高新区高质量发展的实施意见"


def reference(title, number=None, start=0):
    return {"title": title, "doc_number": number, "start": start, "end": start + 1, "flags": []}


@pytest.fixture
def documents(db):
    province = make_government("甲省")
    city, neighbour = make_government("乙市", parent=province), make_government("丙市", parent=province)
    made = {
        "province": make_document(PROVINCIAL, province, document_number="浙政发〔2021〕16号"),
        "city": make_document("乙市人民政府关于加快促进高新区高质量发展的实施意见", city, document_number=None),
        "neighbour": make_document("丙市人民政府关于加快促进高新区高质量发展的意见", neighbour, document_number=None),
    }
    national, provincial = reference(NATIONAL, "国发〔2020〕7号"), reference(None, "浙政发〔2021〕16号")
    made["province"].references = [national]
    made["city"].references = [national, provincial, reference("关于评选先进的通知", "丁发〔2021〕1号", start=3)]
    made["city"].parts = [["title", 0, 3], ["noise", 3, 9]]
    made["neighbour"].references = [provincial]
    for document in made.values():
        saved(document)
    return made


def family(documents, name, **role):
    user = make_user(Role.SUPERVISOR, **role)
    return family_of(viewer_of(user, TODAY), documents[name])


def outline(nodes):
    return {(node.document or node.name.document_number): outline(node.children) for node in nodes}


def test_the_office_of_the_province_sees_the_whole_family(documents):
    province, city, neighbour = (documents[name] for name in ("province", "city", "neighbour"))

    found = family(documents, "city", government=province.jurisdiction)

    assert outline(found.trees) == {"国发〔2020〕7号": {province.id: {city.id: {}, neighbour.id: {}}}}
    assert (found.parents, found.children) == ((province.id,), ())
    below = family(documents, "province", government=province.jurisdiction).children
    assert [child.document for child in below] == [neighbour.id, city.id]


def test_a_paper_below_one_that_is_only_named_can_be_set_beside_the_one_above_both(db, documents):
    province, city = documents["province"], documents["city"]
    between = "乙市推进产业平台高质量发展实施意见"
    city.references = [*city.references, reference(between)]
    city.parts = []
    saved(city)

    found = family(documents, "province", government=province.jurisdiction)

    assert city.id in {child.document for child in found.children}


def test_a_paper_does_not_name_itself_and_names_another_once(documents):
    city = documents["city"]
    own = city.title.removeprefix("乙市人民政府")
    city.title = f"乙市科学技术局印发《{own}》的通知"
    city.references = [reference(own), reference(NATIONAL, "国发〔2020〕7号"), reference(NATIONAL, "国发[2020]7号")]
    saved(city)

    found = family(documents, "city", government=city.jurisdiction)

    assert [named.name.title for named in found.named] == [NATIONAL]


def test_a_parent_that_comes_in_later_takes_the_place_that_was_kept_for_it(documents):
    top = make_government("国")
    viewer = viewer_of(make_user(Role.SUPERVISOR, government=top), TODAY)
    for document in documents.values():
        document.jurisdiction_id = top.id
        saved(document)
    province = documents["province"]
    before = family_of(viewer, province)
    assert (before.parents, before.trees[0].document) == ((), None)

    national = make_document(NATIONAL, top, document_number="国发〔2020〕7号")

    after = family_of(viewer, province)
    assert (after.parents, after.trees[0].document) == ((national.id,), national.id)
    assert [named.match for named in after.named] == [NameMatch.NUMBER]


def test_the_office_of_a_city_sees_its_own_paper_below_those_it_names(documents):
    city = documents["city"]

    found = family(documents, "city", government=city.jurisdiction)

    assert outline(found.trees) == {"国发〔2020〕7号": {"浙政发〔2021〕16号": {city.id: {}}}}
    assert (found.parents, found.children) == ((), ())


def test_every_paper_named_is_listed_with_what_it_was_found_by_and_noise_is_not(documents):
    found = family(documents, "city", government=documents["province"].jurisdiction)

    assert [(named.name.document_number, named.document, named.match) for named in found.named] == [
        ("国发〔2020〕7号", None, None),
        ("浙政发〔2021〕16号", documents["province"].id, NameMatch.NUMBER),
    ]


def test_a_withdrawn_paper_is_nobodys_relation_but_still_shows_its_own(documents):
    province, city, neighbour = (documents[name] for name in ("province", "city", "neighbour"))
    city.status = DocumentStatus.WITHDRAWN
    saved(city)

    others = family(documents, "province", government=province.jurisdiction)
    own = family(documents, "city", government=province.jurisdiction)

    assert [child.document for child in others.children] == [neighbour.id]
    assert own.parents == (province.id,)


def test_the_family_takes_one_statement(documents):
    viewer = viewer_of(make_user(Role.SUPERVISOR, government=documents["province"].jurisdiction), TODAY)

    with counted_statements() as statements:
        family_of(viewer, documents["city"])

    assert len(statements) <= 2  # the document itself may have to be read again
