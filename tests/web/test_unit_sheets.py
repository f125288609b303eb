"""Units leave and come back by Excel."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from tests.adapters.readers.test_sheets import make_xlsx
from tests.factories import make_government, make_unit, make_user
from tracker.adapters.spreadsheet_reader import read_table
from tracker.domain.roles import Role
from tracker.domain.unit_rows import HEADINGS, REQUIRED
from tracker.domain.units import UnitKind
from tracker.models import Unit

pytestmark = pytest.mark.slow  # a workbook is first read in a child process

HEAD = ["简称", "全称", "类别"]


@pytest.fixture
def city(db):
    return make_government("甲市")


@pytest.fixture
def office(client, sign_in, city):
    sign_in(make_user(Role.SUPERVISOR, unit=make_unit("市政府督查室", city, UnitKind.OFFICE)))
    return client


def send(office, city, *rows, data=None):
    file = (BytesIO(data or make_xlsx([HEAD, *map(list, rows)])), "单位.xlsx")
    return office.post(f"/units/{city.id}/import", data={"file": file}, follow_redirects=True)


def test_a_sheet_is_taken_over_and_counted(office, db, city):
    answer = send(office, city, ("市科技局", "甲市科学技术局", "部门"), ("市政府督查室", "", ""))

    assert "新增 1 个，更新 0 个，未变 1 个" in answer.text
    assert db.session.scalars(sa.select(Unit).where(Unit.name == "市科技局")).one().jurisdiction_id == city.id


def test_every_wrong_cell_is_shown_by_its_place_and_nothing_is_kept(office, db, city):
    answer = send(office, city, ("市科技局", "甲市科学技术局", "部门"), ("市财政局", "", "局"), ("<b>", "甲", "部门"))

    assert answer.status_code == 422
    assert "没有导入任何一行" in answer.text
    for cell in ("C3", "类别只能是"):
        assert cell in answer.text
    assert db.session.scalar(sa.select(sa.func.count(Unit.id)).where(Unit.name == "市科技局")) == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (make_xlsx([["名称"], ["市科技局"]]), "没有找到表头"),
        (b"%PDF-1.7 not a sheet", "文件"),
        ("简称,全称".encode(), "请上传 Excel 文件"),
    ],
)
def test_what_is_no_sheet_of_units_is_refused_with_a_sentence(office, city, data, said):
    answer = send(office, city, data=data)

    assert answer.status_code == 422
    assert said in answer.text


def test_a_form_without_a_file_asks_for_one(office, city):
    answer = office.post(f"/units/{city.id}/import", data={})

    assert answer.status_code == 422
    assert "请选择文件" in answer.text


def test_columns_nobody_reads_are_told(office, city):
    data = make_xlsx([[*HEAD, "电话"], ["市科技局", "甲市科学技术局", "部门", "1"]])

    assert "没有读取的列：电话" in send(office, city, data=data).text


def test_what_leaves_is_what_may_be_seen_as_filtered(office, city):
    make_unit("市科技局", city)
    make_unit("乙局", make_government("乙市"))

    for query, names in (("", ["甲市", "市政府督查室", "市科技局"]), ("?q=科技", ["市科技局"])):
        answer = office.get(f"/units/units.xlsx{query}")
        table = read_table(answer.data, "单位.xlsx", headings=HEADINGS, required=REQUIRED)
        assert [row.cells["简称"] for row in table.rows] == names
        assert "attachment" in answer.headers["Content-Disposition"]
