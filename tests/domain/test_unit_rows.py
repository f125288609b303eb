"""Each cell of a sheet of units says one thing, or why it does not."""

from datetime import date

import pytest

from tracker.domain import unit_rows
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.domain.unit_rows import CellError, DatedName, Ending, UnitRow, dated_name, read_row
from tracker.domain.units import UnitKind

FULL = {
    "所属政府": "甲市", "简称": "市科技局", "全称": "甲市科学技术局", "类别": "部门", "职能": "科技", "上级单位": "",
    "别名": "市科委；市科学技术局; 市科委", "启用日期": "2019-01-01", "撤销日期": "2026/7/1", "承接单位": "市经信局",
    "组成员": "", "发文代字": "",
}  # fmt: skip


def test_a_full_row_is_read_cell_by_cell():
    row, errors = read_row(3, FULL)

    assert errors == []
    assert row == UnitRow(
        number=3, cells=FULL, name="市科技局", government="甲市", full_name="甲市科学技术局", kind=UnitKind.BUREAU,
        function="科技", valid_from=date(2019, 1, 1), ending=Ending(date(2026, 7, 1)),
        successor="市经信局", aliases=(DatedName("市科委"), DatedName("市科学技术局")),
    )  # fmt: skip


def test_empty_cells_mean_as_it_is():
    row, errors = read_row(9, {"简称": "市科技局", "全称": " "})

    assert errors == []
    assert row == UnitRow(number=9, cells={"简称": "市科技局", "全称": " "}, name="市科技局")


def test_brackets_keep_the_names_of_a_group_together():
    row, _ = read_row(3, {"简称": "各县（市、区）政府", "组成员": "南湖区；海宁市\n桐乡市"})

    assert [each.name for each in row.members] == ["南湖区", "海宁市", "桐乡市"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("市科委（2009-05-01 至 2019-03-20）", DatedName("市科委", date(2009, 5, 1), date(2019, 3, 20))),
        ("市科委（至 2019-03-20）", DatedName("市科委", None, date(2019, 3, 20))),
        ("市科委（2009-05-01 起）", DatedName("市科委", date(2009, 5, 1))),
        ("市科委(2009/5/1至2019年3月20日)", DatedName("市科委", date(2009, 5, 1), date(2019, 3, 20))),
        ("省市场监管局（省知识产权局）", DatedName("省市场监管局（省知识产权局）")),
        ("园区（一期）（2020-01-01 起）", DatedName("园区（一期）", date(2020, 1, 1))),
    ],
)
def test_a_name_may_have_days_behind_it(text, wanted):
    row, _ = read_row(3, {"简称": "甲局", "别名": text})

    assert row.aliases == (wanted,)
    assert read_row(3, {"简称": "甲局", "别名": dated_name(**vars(wanted))})[0].aliases == (wanted,)


def test_a_body_may_have_ended_on_a_day_that_nobody_knows():
    row, _ = read_row(3, {"简称": "甲局", "撤销日期": "不详", "承接单位": "乙局"})

    assert row.ending == Ending(None)


@pytest.mark.parametrize(
    ("cells", "heading", "said"),
    [
        ({"简称": ""}, "简称", "请填写简称"),
        ({"简称": "=HYPERLINK(1)"}, "简称", "不能以“=”开头"),
        ({"全称": "局" * 101}, "全称", "100 字以内"),
        ({"类别": "局"}, "类别", "类别只能是：政府、部门、督查机构"),
        ({"启用日期": "去年"}, "启用日期", "日期写不对"),
        ({"撤销日期": "2026-02-30"}, "撤销日期", "日期写不对"),
        ({"别名": "市科委；@市科委"}, "别名", "不能以“@”开头"),
        ({"别名": "市科委（2019-13-01 起）"}, "别名", "日期写不对"),
        ({"组成员": "甲区（2020-01-01 至 2019-01-01）"}, "组成员", "结束日期不能早于开始日期"),
        ({"发文代字": "科技督警字"}, "发文代字", "4 字以内"),
        ({"职能": "职" * 21}, "职能", "20 字以内"),
    ],
)
def test_a_wrong_cell_is_named_with_its_text(cells, heading, said):
    row, errors = read_row(7, {"简称": "市科技局"} | cells)

    assert row is None
    assert [(error.row, error.heading, error.text) for error in errors] == [(7, heading, cells[heading])]
    assert said in errors[0].message


def test_every_wrong_cell_of_a_row_is_told():
    _, errors = read_row(7, {"简称": "", "类别": "局", "启用日期": "?"})

    assert [error.heading for error in errors] == ["简称", "类别", "启用日期"]
    assert all(isinstance(error, CellError) for error in errors)


@pytest.mark.parametrize(
    "text", ["2026-06-05", "2026/6/5", "2026.6.5", "2026年6月5日", "2026-06-05 00:00", "2026-06-05 00:00:00"]
)
def test_a_day_may_be_written_in_several_ways(text):
    assert unit_rows.read_day(text) == date(2026, 6, 5)


@pytest.mark.parametrize("text", ["46178", "2026-13-01", "6月5日", "2026-06-05 12:00"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(UnitChangeRefused, match="日期写不对"):
        unit_rows.read_day(text)
