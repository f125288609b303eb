import csv
from io import StringIO

import pytest

from tracker.adapters.csv_writer import write_csv


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


def test_rows_come_back_as_they_were():
    rows = [["序号", "路径"], [1, '甲局/2026-06/"a", b.pdf'], [None, "两\n行"]]

    assert read(write_csv(rows)) == [["序号", "路径"], ["1", '甲局/2026-06/"a", b.pdf'], ["", "两\n行"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_nothing_is_worked_out(text):
    [[cell]] = read(write_csv([[text]]))

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
