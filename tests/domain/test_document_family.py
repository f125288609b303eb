import pytest

from tracker.domain.document_family import DocumentRegister, KnownDocument
from tracker.domain.document_names import (
    DocumentName,
    GovernmentLevel,
    NameMatch,
    is_about_itself,
    is_damaged_number,
    level_of,
    match_of,
    number_key,
)

NATIONAL = DocumentName("国务院关于促进国家高新技术产业开发区高质量发展的若干意见", "国发〔2020〕7号", "国务院")
PROVINCIAL = DocumentName("关于加快促进高新区高质量发展的实施意见", "甲政发〔2021〕16号", "甲省人民政府")
CITY = DocumentName("乙市人民政府关于加快促进高新区高质量发展的实施意见", None, "乙市人民政府")
OTHER_CITY = DocumentName("丙市人民政府关于加快促进高新区高质量发展的实施意见", None, "丙市人民政府")


@pytest.mark.parametrize(
    ("named", "known", "match"),
    [
        (DocumentName("若干意见", "国发[2020]7号"), NATIONAL, NameMatch.NUMBER),
        (DocumentName(None, "国发〔20207号"), NATIONAL, NameMatch.DAMAGED_NUMBER),
        (DocumentName(NATIONAL.title, "国发〔2020〕17号"), NATIONAL, None),
        (DocumentName(NATIONAL.title), NATIONAL, NameMatch.TITLE),
        (DocumentName("甲省人民政府关于加快促进高新区高质量发展的实施意见"), PROVINCIAL, NameMatch.TITLE),
        (DocumentName("甲省人民政府关于加快推进高新区高质量发展的实施意见"), PROVINCIAL, NameMatch.NEAR_TITLE),
        (DocumentName("关于加快推进高新区高质量发展的实施意见"), PROVINCIAL, None),
        (DocumentName("甲省人民政府关于加快促进高新区高质量发展的实施意见"), CITY, None),
        (DocumentName("甲省人民政府关于优化营商环境的意见"), PROVINCIAL, None),
        (DocumentName(None), PROVINCIAL, None),
    ],
)
def test_by_what_a_name_means_a_document(named, known, match):
    assert match_of(named, known) is match


@pytest.mark.parametrize(
    ("number", "key", "is_damaged"),
    [
        ("国发〔2020〕7号", "国发2020-7", False),
        ("国发﹝2020﹞7号", "国发2020-7", False),
        ("国发(2020)第07号", "国发2020-7", False),
        ("国科发高〔201790号", "国科发高2017-90", True),
        ("苏发〔201719号", "苏发2017-19", True),
        ("某省人民政府文件某政发〔2025〕10号", "某政发2025-10", False),
        ("工作的若干意见国发〔2018〕39号", "国发2018-39", False),
        ("国发〔202〕号", None, True),
        (None, None, False),
    ],
)
def test_numbers_in_one_form_and_damaged_ones_said(number, key, is_damaged):
    assert (number_key(number), is_damaged_number(number)) == (key, is_damaged)


@pytest.mark.parametrize(
    ("named", "own", "is_same"),
    [
        ("关于加快甲业发展的意见", "甲省经信厅印发《关于加快甲业发展的意见》的通知", True),
        ("关于加快甲业发展的意见", "甲省人民政府关于加快甲业发展的意见", True),
        ("国务院关于加快甲业发展的意见", "贯彻《国务院关于加快甲业发展的意见》的实施方案", False),
        (None, "甲省人民政府关于加快甲业发展的意见", False),
    ],
)
def test_a_paper_is_told_from_those_that_its_title_holds(named, own, is_same):
    assert is_about_itself(DocumentName(named), DocumentName(own)) is is_same


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("国务院", GovernmentLevel.NATIONAL),
        ("工业和信息化部办公厅", GovernmentLevel.NATIONAL),
        ("国家市场监督管理总局", GovernmentLevel.NATIONAL),
        ("浙江省人民政府", GovernmentLevel.PROVINCE),
        ("江苏省科学技术厅", GovernmentLevel.PROVINCE),
        ("重庆市人民政府办公厅", GovernmentLevel.PROVINCE),
        ("广西壮族自治区人民政府", GovernmentLevel.PROVINCE),
        ("台州市科学技术局", GovernmentLevel.CITY),
        ("浙江省杭州市人民政府", GovernmentLevel.CITY),
        ("阿坝州人民政府", GovernmentLevel.CITY),
        ("海盐县人民政府", GovernmentLevel.COUNTY),
        ("南湖区人民政府", GovernmentLevel.COUNTY),
        ("编写组", GovernmentLevel.UNKNOWN),
    ],
)
def test_the_level_of_an_issuer(issuer, level):
    assert level_of(DocumentName(None, None, issuer)) is level


@pytest.mark.parametrize(
    ("name", "level"),
    [
        (DocumentName("若干意见", "国发〔2020〕7号"), GovernmentLevel.NATIONAL),
        (DocumentName("若干意见", "浙政发〔2021〕16号"), GovernmentLevel.PROVINCE),
        (DocumentName("若干意见", "甲发〔2020〕7号"), GovernmentLevel.UNKNOWN),
        (DocumentName("若干意见", "浙政发〔2021〕16号", "编写组"), GovernmentLevel.PROVINCE),
        (DocumentName("台州市推进产业平台高质量发展实施意见"), GovernmentLevel.CITY),
        (DocumentName("若干意见"), GovernmentLevel.UNKNOWN),
    ],
)
def test_without_an_issuer_the_number_or_the_title_tells_the_level(name, level):
    assert level_of(name) is level


def outline(nodes):
    """The tree as nested lists: 1 for a document, 国发〔2020〕7号 or a title for one that is only named."""
    return [
        (
            node.document or node.name.document_number or node.name.title,
            *([outline(node.children)] if node.children else []),
        )
        for node in nodes
    ]


def register(*documents):
    return DocumentRegister([KnownDocument(number, *document) for number, document in enumerate(documents, 1)])


NAMES_OF_BOTH = (DocumentName(NATIONAL.title, "国发〔2020〕7号"), DocumentName(None, "甲政发〔2021〕16号"))


@pytest.mark.parametrize("asked", [1, 2, 3, 4])
def test_the_family_is_the_same_tree_whoever_of_it_is_asked(asked):
    known = register((NATIONAL,), (PROVINCIAL, (NAMES_OF_BOTH[0],)), (CITY, NAMES_OF_BOTH), (OTHER_CITY, NAMES_OF_BOTH))

    assert outline(known.family_of(asked)) == [(1, [(2, [(4,), (3,)])])]


def test_papers_that_are_only_named_have_their_place_as_inferred():
    province = DocumentName("甲省人民政府关于加快促进高新区高质量发展的实施意见", "甲政发〔2021〕16号")
    (top,) = register((CITY, (NAMES_OF_BOTH[0], province))).family_of(1)
    (middle,) = top.children

    assert outline([top]) == [("国发〔2020〕7号", [("甲政发〔2021〕16号", [(1,)])])]
    assert (top.is_inferred, middle.is_inferred, middle.document) == (False, True, None)
    assert middle.children[0].also_rests_on == (NATIONAL.title,)


def test_a_paper_named_once_with_and_once_without_its_number_is_one():
    known = register((CITY, (DocumentName(NATIONAL.title),)), (PROVINCIAL, (NAMES_OF_BOTH[0],)))
    both = register(
        (PROVINCIAL,), (CITY, (DocumentName(None, "甲政发〔2021〕16号"), DocumentName(NATIONAL.title), NATIONAL))
    )

    assert outline(known.family_of(1)) == [(NATIONAL.title, [(1,)])]
    assert outline(both.family_of(2)) == [("国发〔2020〕7号", [(1, [(2,)])])]


def test_a_paper_does_not_rest_on_itself_nor_on_one_of_a_lower_level():
    known = register((PROVINCIAL, (PROVINCIAL, CITY)), (CITY,))

    assert outline(known.family_of(1)) == [(1,)]


def test_two_papers_that_name_each_other_make_no_ring():
    revised = DocumentName("甲省人民政府关于优化营商环境的若干意见", "甲政发〔2023〕1号", "甲省人民政府")
    known = register((PROVINCIAL, (revised,)), (revised, (PROVINCIAL,)))

    (top,) = known.family_of(1)

    assert {top.document, *(node.document for node in top.children)} == {1, 2}


def test_a_paper_of_unknown_level_that_is_only_named_has_no_place_in_the_tree():
    assert outline(register((CITY, (DocumentName("若干意见"),))).family_of(1)) == [(1,)]


def test_a_document_without_relations_is_its_own_family():
    assert outline(register((CITY,), (OTHER_CITY,)).family_of(2)) == [(2,)]
