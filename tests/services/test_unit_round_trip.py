"""The registry as a sheet: taken over into an empty one, it is the same registry; into its own, it changes nothing."""

from datetime import date

import pytest
import yaml

from tests.conftest import NOW, TODAY
from tests.factories import make_government, make_user, saved
from tests.support.source import ROOT
from tracker.adapters.spreadsheet_reader import read_table
from tracker.adapters.spreadsheet_writer import write_workbook
from tracker.db import transaction
from tracker.domain.roles import Role
from tracker.domain.unit_rows import HEADINGS, REQUIRED
from tracker.domain.units import UnitState
from tracker.models import UnitAlias
from tracker.policies import viewer_of
from tracker.queries import unit_records
from tracker.queries.unit_tree import UnitFilter, every_unit
from tracker.queries.units import government_named
from tracker.services import seeding, unit_groups, units
from tracker.services.unit_imports import ImportCounts, import_units
from tracker.services.unit_sheets import sheet_of

pytestmark = pytest.mark.slow  # every unit of the seed, twice


@pytest.fixture
def province(db, acting):
    """The seeded province, with a body renamed, one known by a dated name, and a county that left its group."""
    with transaction():
        seeding.load_units(yaml.safe_load((ROOT / "seed" / "units.yaml").read_text(encoding="utf-8")), now=NOW)
    province = government_named("浙江省")
    city = government_named("嘉兴市")
    bureaus = {unit.name: unit for unit in unit_records.children_of(city)}
    with transaction():
        units.rename_unit(
            bureaus["市经信局"], name="市工信局", full_name="嘉兴市工业和信息化局", on=date(2026, 3, 1), today=TODAY,
            **acting,
        )  # fmt: skip
        bureaus["市科技局"].aliases.append(UnitAlias(name="市科委", valid_to=date(2009, 12, 31)))
        bureaus["市科技局"].aliases.append(UnitAlias(name="科局（试行）", valid_from=date(2024, 1, 1)))
        bureaus["市统计局"].function = None
        membership = unit_records.memberships_of_group(bureaus["各县（市、区）政府"])[0]
        unit_groups.remove_member(membership, on=date(2026, 4, 1), **acting)
    return province


def sheet(viewer, government):
    wanted = UnitFilter(on=TODAY, government=government, state=UnitState.ANY)
    return sheet_of(every_unit(viewer, wanted), "单位表")


def take_over(found, below, acting):
    table = read_table(write_workbook([found]), "单位表.xlsx", headings=HEADINGS, required=REQUIRED)
    with transaction(below):
        return import_units(table, below=below, **acting)


def test_the_registry_of_a_province_comes_through_a_sheet_unchanged(db, province, acting):
    viewer = viewer_of(make_user(Role.SUPERVISOR, unit=province.parent), TODAY)
    before = sheet(viewer, province)
    top = make_government("另一国务院")
    top.full_name = province.parent.full_name
    empty = make_government("浙江省", parent=saved(top))
    empty.full_name, empty.letter_prefix, empty.function = province.full_name, "浙", province.function
    empty.aliases = [UnitAlias(name=alias.name) for alias in province.aliases]
    saved(empty)

    counts = take_over(before, empty, acting)

    after = sheet(viewer_of(make_user(Role.SUPERVISOR, unit=top), TODAY), empty)
    assert sorted(after.rows, key=repr) == sorted(before.rows, key=repr)
    assert counts == ImportCounts(created=len(before.rows) - 1, unchanged=1)


def test_a_sheet_read_into_its_own_registry_changes_nothing(province, acting):
    viewer = viewer_of(make_user(Role.SUPERVISOR, unit=province), TODAY)
    before = sheet(viewer, province)

    assert take_over(before, province, acting) == ImportCounts(unchanged=len(before.rows))
    assert sheet(viewer, province).rows == before.rows
