"""Rows → a CSV file that spreadsheet programs open in Chinese, and in which nothing is worked out."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from tracker.adapters.spreadsheet_writer import neutral

BYTE_ORDER_MARK = "\ufeff"


def write_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Return the rows as UTF-8 with a byte order mark; text that looks like a formula is quoted, None is empty."""
    target = StringIO(BYTE_ORDER_MARK)
    target.seek(0, 2)
    writer = csv.writer(target, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if cell is None else neutral(str(cell)) for cell in row])
    return target.getvalue().encode()
