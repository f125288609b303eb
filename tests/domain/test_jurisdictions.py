"""Whose paper is it?"""

import pytest

from tracker.domain.jurisdictions import GovernmentName, guess_government, names_a_place

PROVINCE = GovernmentName(1, ("浙江省", "浙江省人民政府"), "浙")
CITY = GovernmentName(2, ("嘉兴市", "嘉兴市人民政府"), "嘉")
OTHER_CITY = GovernmentName(3, ("台州市", "台州市人民政府"), "台")
DISTRICT = GovernmentName(4, ("南湖区", "嘉兴市南湖区人民政府"))
ALL = [PROVINCE, CITY, OTHER_CITY, DISTRICT]


@pytest.mark.parametrize(
    ("authority", "title", "number", "wanted"),
    [
        ("嘉兴市人民政府", None, None, 2),
        ("台州市科学技术局", "关于加快园区发展的意见", "台科〔2024〕22号", 3),
        ("嘉兴市南湖区人民政府", None, None, 4),
        ("浙江省人民政府办公厅", None, None, 1),
        (None, "嘉兴市人民政府关于促进园区发展的意见", None, 2),
        (None, "《台州市推进产业平台发展实施意见》", None, 3),
        (None, "关于促进园区发展的意见", "台科〔2024〕22号", 3),
        ("宁波市人民政府", "关于学习嘉兴市做法的通知", None, None),
        (None, None, None, None),
    ],
)
def test_it_is_told_by_issuer_then_title_then_number(authority, title, number, wanted):
    assert guess_government(authority, title, number, ALL) == wanted


def test_a_number_prefix_that_two_governments_share_tells_nothing():
    twin = GovernmentName(5, ("台山市",), "台")

    assert guess_government(None, None, "台科〔2024〕22号", [*ALL, twin]) is None


@pytest.mark.parametrize(
    ("authority", "names_one"),
    [
        ("宁波市人民政府", True),
        ("浙江省人民政府办公厅", True),
        ("中共台州市委办公室", True),
        ("内蒙古自治区人民政府", True),
        ("国务院办公厅", True),
        ("国家发展改革委", True),
        ("市科技局", False),
        ("县人民政府办公室", False),
        ("办公室", False),
        ("", False),
        (None, False),
    ],
)
def test_an_issuer_names_its_place_or_only_its_kind(authority, names_one):
    assert names_a_place(authority) is names_one
