"""Printed names find their bodies, and only those."""

from datetime import date

import pytest

from tracker.domain.unit_names import KnownName, NameRegistry, name_key, spellings

DAY = date(2026, 6, 15)
BEFORE, AFTER = date(2023, 7, 19), date(2023, 7, 20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("各县〔市、区〕政府", "各县(市、区)政府"),
        ("各县（市、区）政府", "各县【市、区】政府"),
        ("市 科 技 局", "市科技局"),
        ("市科\n技局", "市科技局"),
        ("*市科技局", "市科技局"),
        ("＊市科技局", "市科技局"),
        ("市５Ｇ专班", "市5G专班"),
        ("嘉兴经济技术开发区〔国际商务区〕", "嘉兴经济技术开发区（国际商务区）"),
    ],
)
def test_different_prints_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)


def test_different_names_keep_different_keys():
    assert name_key("市科技局") != name_key("市科协")


@pytest.mark.parametrize(
    ("name", "government", "wanted"),
    [
        ("嘉兴市科技局", "嘉兴市", ("嘉兴市科技局", "市科技局")),
        ("市科技局", "嘉兴市", ("市科技局",)),
        ("浙江省科技厅", "浙江省", ("浙江省科技厅", "省科技厅")),
        ("嘉兴市", "嘉兴市", ("嘉兴市",)),
        ("国务院办公厅", "国务院", ("国务院办公厅",)),
        ("嘉兴港区", "嘉兴市", ("嘉兴港区",)),
    ],
)
def test_the_name_of_the_place_may_stand_in_front(name, government, wanted):
    assert spellings(name, government) == wanted


def registry(*names, successors=None):
    return NameRegistry("嘉兴市", names, successors)


def found(names, printed, on=DAY, today=DAY):
    return names.resolve(printed, printed_on=on, today=today)


def test_a_name_that_is_not_known_finds_nobody():
    assert found(registry(KnownName(1, "市科技局")), "市科技厅") is None


def test_two_names_of_one_body_find_it():
    names = registry(KnownName(1, "市科技局"), KnownName(1, "嘉兴市科学技术局"), KnownName(1, "市科学技术局"))

    assert {found(names, printed) for printed in ("市科技局", "嘉兴市科技局", "嘉兴市科学技术局", "市科学技术局")} == {
        1
    }


@pytest.mark.parametrize(("on", "wanted"), [(BEFORE, 1), (AFTER, 2)])
def test_a_name_that_two_bodies_bore_is_decided_by_the_papers_date(on, wanted):
    names = registry(KnownName(1, "市金融办", None, BEFORE), KnownName(2, "市金融办", AFTER, None))

    assert found(names, "市金融办", on=on) == wanted


def test_a_name_that_two_bodies_bear_at_once_is_left_to_a_person():
    names = registry(KnownName(1, "园区管委会"), KnownName(2, "园区管委会"))

    assert found(names, "园区管委会") is None


def test_a_name_out_of_its_dates_still_finds_its_only_bearer():
    assert found(registry(KnownName(1, "市金融办", None, BEFORE)), "市金融办", on=AFTER) == 1


@pytest.mark.parametrize(("today", "wanted"), [(BEFORE, 1), (AFTER, 3)], ids=["its last day", "the day after"])
def test_a_body_that_has_ended_stands_for_the_last_of_its_successors(today, wanted):
    names = registry(KnownName(1, "银保监分局"), successors={1: (2, BEFORE), 2: (3, BEFORE)})

    assert found(names, "银保监分局", on=BEFORE, today=today) == wanted


@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_a_body_taken_over_on_an_unknown_day_stands_for_its_successor_today(on):
    names = registry(KnownName(1, "市金融办"), KnownName(2, "市委金融办"), successors={1: (2, None)})

    assert found(names, "市金融办", on=on) == 2


def test_successors_in_a_circle_do_not_hang():
    names = registry(KnownName(1, "甲局"), successors={1: (2, BEFORE), 2: (1, BEFORE)})

    assert found(names, "甲局") in {1, 2}
