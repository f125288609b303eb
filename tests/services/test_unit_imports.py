"""A sheet of units is taken over whole, or not at all with every wrong cell named."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_government, make_group, make_unit, make_user
from tests.support.statements import counted_statements
from tracker.adapters.spreadsheet_reader import Table, TableRefused, TableRow, read_table
from tracker.adapters.spreadsheet_writer import write_workbook
from tracker.db import transaction
from tracker.domain.roles import Role
from tracker.domain.unit_rows import HEADINGS, REQUIRED
from tracker.domain.units import UnitKind, UnitState
from tracker.models import AuditEntry, Unit, UnitAlias
from tracker.policies import viewer_of
from tracker.queries import unit_records, unit_tree
from tracker.queries.unit_tree import UnitFilter
from tracker.queries.units import name_registry
from tracker.services import unit_imports
from tracker.services.unit_imports import ImportCounts, SheetRefused, import_units
from tracker.services.unit_sheets import sheet_of

NEW = {"简称": "市科技局", "全称": "甲市科学技术局", "类别": "部门"}


@pytest.fixture
def city(db):
    return make_government("甲市", parent=make_government("某省"))


def take_over(city, *rows, table=None):
    lines = [TableRow(number, {name: str(text) for name, text in row.items()}) for number, row in enumerate(rows, 2)]
    actor = make_user(Role.SYSTEM_ADMIN)
    with transaction(city):
        return import_units(table or Table("单位", {}, tuple(lines)), below=city, actor=actor, now=NOW)


def refusals(city, *rows):
    with pytest.raises(SheetRefused) as refused:
        take_over(city, *rows)
    return [(error.row, error.heading, error.message) for error in refused.value.errors]


def named(db, name):
    return db.session.scalars(sa.select(Unit).where(Unit.name == name)).one()


def test_a_new_unit_is_found_by_the_next_paper_under_each_of_its_names(db, city):
    counts = take_over(city, NEW | {"别名": "市科委；科学局", "启用日期": date(2019, 1, 1)})

    assert counts == ImportCounts(created=1)
    unit = named(db, "市科技局")
    assert (unit.function, unit.valid_from) == ("科技", date(2019, 1, 1))
    registry = name_registry(city)
    for name in ("市科技局", "甲市科学技术局", "市科委", "科学局"):
        assert registry.resolve(name, printed_on=TODAY, today=TODAY) == unit.id


def test_rows_may_name_each_other_in_any_order(db, city):
    counts = take_over(
        city,
        {"简称": "各县政府", "全称": "甲市各县人民政府", "类别": "单位组", "组成员": "某县；市科技局"},
        {"简称": "县科技局", "全称": "某县科技局", "类别": "部门", "所属政府": "某县"},
        {"简称": "科技中心", "全称": "甲市科技中心", "类别": "部门", "上级单位": "市科技局"},
        {"简称": "旧局", "全称": "甲市旧局", "类别": "部门", "撤销日期": "2026-06-01", "承接单位": "市科技局"},
        {"简称": "某县", "全称": "某县人民政府", "类别": "政府", "发文代字": "某"},
        NEW,
    )

    assert counts == ImportCounts(created=6)
    bureau, county = named(db, "市科技局"), named(db, "某县")
    assert named(db, "县科技局").jurisdiction_id == county.id
    assert named(db, "科技中心").tree_path.startswith(bureau.tree_path)
    assert (named(db, "旧局").successor_id, named(db, "旧局").valid_to) == (bureau.id, date(2026, 5, 31))
    assert unit_records.members_on(named(db, "各县政府"), TODAY) == [county, bureau]


def test_a_known_unit_is_completed_and_loses_nothing(db, city):
    unit = make_unit("市科技局", city)
    unit.aliases.append(UnitAlias(name="市科委"))
    db.session.commit()

    counts = take_over(city, {"简称": "市科技局", "全称": "甲市科学技术局", "类别": "", "别名": "科学局"})

    assert counts == ImportCounts(updated=1)
    assert unit.full_name == "甲市科学技术局"
    assert {alias.name for alias in unit.aliases} == {"市科委", "科学局"}
    assert unit.kind is UnitKind.BUREAU


@pytest.mark.slow
def test_what_was_exported_changes_nothing_when_it_comes_back(db, city):
    county = make_government("某县", parent=city)
    bureau, office = make_unit("市科技局", city), make_unit("=怪局", city)
    make_unit("县科技局", county)
    make_group(members=(county,), government=city)
    bureau.aliases += [UnitAlias(name="市科委"), UnitAlias(name="科学局", valid_to=date(2020, 1, 1))]
    office.valid_to, office.successor_id = date(2026, 5, 31), bureau.id
    db.session.commit()
    viewer = viewer_of(make_user(Role.SUPERVISOR, government=city), TODAY)
    everything = unit_tree.every_unit(viewer, UnitFilter(on=TODAY, government=city, state=UnitState.ANY))
    office.name = "怪局"
    db.session.commit()
    workbook = write_workbook([sheet_of(everything, "甲市单位表")])

    counts = take_over(city, table=read_table(workbook, "单位.xlsx", headings=HEADINGS, required=REQUIRED))

    assert counts == ImportCounts(unchanged=len(everything))
    assert len(everything) == 7


@pytest.mark.parametrize(
    ("row", "heading", "said"),
    [
        (NEW | {"类别": "局"}, "类别", "类别只能是"),
        (NEW | {"类别": ""}, "类别", "新单位须填写类别"),
        (NEW | {"全称": ""}, "全称", "新单位须填写全称"),
        (NEW | {"所属政府": "乙市"}, "所属政府", "政府“乙市”在“甲市”及以下没有找到"),
        (NEW | {"上级单位": "市某局"}, "上级单位", "在“甲市”没有找到“市某局”"),
        (NEW | {"别名": "市财政局"}, "别名", "已是“甲市市财政局”的名称"),
        (NEW | {"全称": "市财政局"}, "简称", "已是“甲市市财政局”的名称"),
        (NEW | {"承接单位": "市财政局"}, "撤销日期", "须填写撤销日期"),
        (NEW | {"撤销日期": "2026-06-01", "承接单位": "市某局"}, "承接单位", "没有找到“市某局”"),
        (NEW | {"组成员": "市财政局"}, "组成员", "只有单位组可以有成员"),
        (NEW | {"启用日期": "2026-06-02", "撤销日期": "2026-06-01"}, "撤销日期", "不能早于开始日期"),
        (NEW | {"简称": "市财政局", "全称": "", "类别": "企业"}, "类别", "登记为部门，类别不能通过导入修改"),
        ({"简称": "市财政局", "全称": "", "类别": "", "上级单位": "市政府办"}, "上级单位", "上级是“甲市”"),
        ({"简称": "旧局", "全称": "", "类别": "", "撤销日期": "2020-01-01"}, "撤销日期", "已登记撤销"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken_over(db, city, row, heading, said):
    make_unit("市财政局", city)
    make_unit("旧局", city).valid_to = date(2026, 5, 31)
    db.session.commit()
    before = db.session.scalar(sa.select(sa.func.count(Unit.id)))

    found = refusals(city, {"简称": "市新局", "全称": "甲市新局", "类别": "部门"}, row)

    assert [(number, where) for number, where, _ in found] == [(3, heading)]
    assert said in found[0][2]
    assert db.session.scalar(sa.select(sa.func.count(Unit.id))) == before
    assert db.session.scalars(sa.select(AuditEntry)).all() == []


def test_every_wrong_cell_of_the_sheet_is_told_at_once(city):
    found = refusals(
        city, NEW | {"类别": "局"}, NEW | {"简称": "甲局", "全称": "甲局甲"}, NEW | {"简称": "甲局", "全称": "乙局"}
    )

    assert [(number, heading) for number, heading, _ in found] == [(2, "类别"), (4, "简称")]
    assert found[1][2] == "与第 3 行重复。"


def test_a_government_of_two_places_must_be_named_in_full(city):
    for name in ("东城", "西城"):
        make_government("鼓楼区", parent=make_government(name, parent=city)).full_name = f"{name}鼓楼区人民政府"

    found = refusals(city, NEW | {"所属政府": "鼓楼区"})

    assert "不止一个，请写全称" in found[0][2]


def test_an_import_leaves_one_entry_that_counts(db, city):
    take_over(city, NEW)

    actions = db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["create_unit", "import_units"]


def test_more_rows_than_one_import_takes_are_refused(monkeypatch, city):
    monkeypatch.setattr(unit_imports, "MOST_ROWS", 1)

    with pytest.raises(TableRefused, match="最多导入 1 行"):
        take_over(city, NEW, NEW)


def test_the_statements_of_an_import_grow_with_its_rows_and_not_with_the_registry(city):
    def cost(first):
        rows = [{"简称": f"第{n}局", "全称": f"甲市第{n}局", "类别": "部门"} for n in range(first, first + 5)]
        with counted_statements() as statements:
            take_over(city, *rows)
        return len(statements)

    few = cost(0)
    for number in range(20):
        make_unit(f"原有{number}局", city)

    assert cost(100) == few
