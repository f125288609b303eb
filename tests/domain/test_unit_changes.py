"""What may happen to a body, and what it was on a day."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain import unit_changes as rules
from tracker.domain.unit_changes import NamesInUse, UnitChangeRefused, UnitFacts
from tracker.domain.unit_names import KnownName
from tracker.domain.units import UnitKind

TODAY = date(2026, 6, 15)
LAST, FIRST = date(2023, 7, 19), date(2023, 7, 20)

CITY = UnitFacts(1, UnitKind.GOVERNMENT, "甲市", 1, "/1/")
OTHER_CITY = UnitFacts(2, UnitKind.GOVERNMENT, "乙市", 2, "/2/")
BUREAU = UnitFacts(10, UnitKind.BUREAU, "市科技局", 1, "/1/10/")
CENTRE = UnitFacts(11, UnitKind.BUREAU, "市科技中心", 1, "/1/10/11/")
TWIN = UnitFacts(12, UnitKind.BUREAU, "市科学技术局", 1, "/1/12/")
GONE = UnitFacts(13, UnitKind.BUREAU, "市金融办", 1, "/1/13/", valid_to=LAST)
FOREIGN = UnitFacts(20, UnitKind.BUREAU, "市科技局", 2, "/2/20/")
GROUP = UnitFacts(30, UnitKind.GROUP, "各县（市、区）政府", 1, "/1/30/")
COUNTY = UnitFacts(40, UnitKind.GOVERNMENT, "某县", 40, "/1/40/")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "请填写名称"),
        (" 　\n", "请填写名称"),
        ("＊", "请填写名称"),
        ("局" * 101, "100 字以内"),
        ("=1+1", "不能以“=”开头"),
        ("@市科技局", "不能以“@”开头"),
        ("+86", r"不能以“\+”开头"),
    ],
)
def test_a_name_that_is_none_is_refused(name, said):
    with pytest.raises(UnitChangeRefused, match=said):
        rules.check_name(name)


@pytest.mark.parametrize("name", ["局" * 100, "各县（市、区）政府", " 市科技局 ", "国家5G创新中心"])
def test_a_name_is_kept_as_it_was_written(name):
    assert rules.check_name(name) == name.strip()


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [(FIRST, LAST, True), (FIRST, FIRST, False), (None, LAST, False), (FIRST, None, False), (None, None, False)],
)
def test_nothing_ends_before_it_began(starts, ends, refused):
    if refused:
        with pytest.raises(UnitChangeRefused, match="不能早于开始日期"):
            rules.check_days(starts, ends)
    else:
        rules.check_days(starts, ends)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (LAST, ("市金融办", "甲市人民政府金融工作办公室")),
        (FIRST, ()),
        (date(2018, 12, 31), ()),
        (date(2019, 1, 1), ("市金融办", "甲市人民政府金融工作办公室")),
    ],
)
def test_a_body_is_called_on_a_day_as_it_was_then(day, names):
    former = [
        KnownName(1, "甲市人民政府金融工作办公室", date(2019, 1, 1), LAST),
        KnownName(1, "市金融办", date(2019, 1, 1), LAST),
        KnownName(1, "金融委办"),
    ]
    assert rules.names_on(former, day) == names


@pytest.mark.parametrize(
    ("name", "starts", "ends", "bearer"),
    [
        ("市科技局", None, None, 7),
        ("市 科 技 局", None, None, 7),
        ("甲市科技局", None, None, 7),
        ("市财政局", None, None, None),
        ("市银监局", FIRST, None, None),
        ("市银监局", LAST, None, 8),
        ("市银监局", None, date(2010, 1, 1), 8),
        ("市新局", None, date(2025, 12, 31), None),
        ("市新局", None, date(2026, 1, 1), 9),
    ],
)
def test_a_name_has_one_bearer_at_a_time(name, starts, ends, bearer):
    known = [
        KnownName(7, "市科技局"),
        KnownName(8, "市银监局", None, LAST),
        KnownName(9, "市新局", date(2026, 1, 1), None),
        KnownName(5, "市财政局"),
    ]
    names = NamesInUse("甲市", known)

    found = names.bearer_of(name, own_id=5, valid_from=starts, valid_to=ends)

    assert found == bearer


@pytest.mark.parametrize(
    ("unit", "successor", "known", "said"),
    [
        (BUREAU, BUREAU, {}, "自己承接"),
        (BUREAU, GROUP, {}, "单位组与单位"),
        (GROUP, BUREAU, {}, "单位组与单位"),
        (BUREAU, TWIN, {12: 10}, "不能再反过来"),
        (BUREAU, TWIN, {12: 13, 13: 10}, "不能再反过来"),
    ],
)
def test_successors_never_run_in_a_circle(unit, successor, known, said):
    with pytest.raises(UnitChangeRefused, match=said):
        rules.check_successor(unit, successor, known)


@pytest.mark.parametrize(("unit", "successor"), [(BUREAU, TWIN), (CITY, OTHER_CITY), (GROUP, replace(GROUP, id=31))])
def test_a_body_may_be_taken_over_by_another(unit, successor):
    rules.check_successor(unit, successor, {successor.id: 99})


@pytest.mark.parametrize(
    ("start", "known", "chain"),
    [(1, {}, ()), (1, {1: 2, 2: 3}, (2, 3)), (1, {1: 2, 2: 1}, (2, 1)), (4, {1: 2}, ())],
)
def test_the_chain_of_successors(start, known, chain):
    assert rules.successor_chain(start, known) == chain


@pytest.mark.parametrize(
    ("source", "target", "on", "said"),
    [
        (BUREAU, BUREAU, TODAY, "并入自己"),
        (CITY, OTHER_CITY, TODAY, "政府不能在这里合并"),
        (BUREAU, CITY, TODAY, "政府不能在这里合并"),
        (BUREAU, GROUP, TODAY, "单位组与单位"),
        (BUREAU, FOREIGN, TODAY, "不属于同一政府"),
        (BUREAU, CENTRE, TODAY, "下设单位"),
        (BUREAU, GONE, TODAY, "“市金融办”已撤销，不能并入"),
        (GONE, BUREAU, TODAY, "“市金融办”已撤销，不能再并入"),
        (TWIN, BUREAU, date(2026, 6, 16), "不能晚于今天"),
    ],
)
def test_what_may_not_be_merged(source, target, on, said):
    with pytest.raises(UnitChangeRefused, match=said):
        rules.check_merge(source, target, on=on, today=TODAY)


@pytest.mark.parametrize(
    ("source", "target", "on"), [(TWIN, BUREAU, TODAY), (CENTRE, BUREAU, FIRST), (GONE, BUREAU, LAST)]
)
def test_what_may_be_merged(source, target, on):
    rules.check_merge(source, target, on=on, today=TODAY)


@pytest.mark.parametrize(
    ("unit", "parent", "said"),
    [
        (BUREAU, BUREAU, "自己的下级"),
        (BUREAU, CENTRE, "自己的下级"),
        (CITY, COUNTY, "自己的下级"),
        (BUREAU, OTHER_CITY, "另一政府"),
        (BUREAU, GROUP, "没有下设单位"),
        (COUNTY, BUREAU, "只能是政府"),
    ],
)
def test_where_a_body_may_not_be_moved(unit, parent, said):
    with pytest.raises(UnitChangeRefused, match=said):
        rules.check_move(unit, parent)


@pytest.mark.parametrize(("unit", "parent"), [(CENTRE, CITY), (TWIN, BUREAU), (COUNTY, OTHER_CITY)])
def test_where_a_body_may_be_moved(unit, parent):
    rules.check_move(unit, parent)


def test_only_a_government_stands_at_the_top():
    rules.check_parent(UnitKind.GOVERNMENT, None)
    with pytest.raises(UnitChangeRefused, match="没有上级"):
        rules.check_parent(UnitKind.BUREAU, None)


@pytest.mark.parametrize(
    ("group", "member", "said"),
    [
        (BUREAU, COUNTY, "只有单位组"),
        (GROUP, GROUP, "另一单位组"),
        (GROUP, FOREIGN, "本政府"),
        (GROUP, OTHER_CITY, "本政府"),
    ],
)
def test_what_does_not_belong_to_a_group(group, member, said):
    with pytest.raises(UnitChangeRefused, match=said):
        rules.check_member(group, member)


@pytest.mark.parametrize("member", [COUNTY, BUREAU])
def test_what_belongs_to_a_group(member):
    rules.check_member(GROUP, member)
