"""Tables whose cells are parted by bars: a row a line (Markdown), or a cell a line with a bar after it."""

from collections.abc import Sequence

from tracker.domain.parsing.compact import bare
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.stacked_tables import header_length
from tracker.domain.parsing.table_columns import columns_of
from tracker.domain.parsing.table_rows import BAR, Row, RowReader, cells_of_line

LONGEST_HEADER = 300


def begins_barred_table(line: str, names: Sequence[str]) -> bool:
    """Whether a source line holds the column names of a table, or the first of these lines (bare) that do."""
    if len(line) > LONGEST_HEADER or not BAR.search(line):
        return False
    cells = [bare(line[start:end]) for start, end in cells_of_line(line, 0, len(line))]
    return bool(columns_of(cells)) or barred_header_length(names) > 0


def barred_header_length(names: Sequence[str]) -> int:
    """Return how many of these lines (bare) are column names, each with a bar after it; 0 if none are."""
    barred = next((index for index, name in enumerate(names) if not name.endswith("|")), len(names))
    return header_length([name.strip("|") for name in names[:barred]])


def read_barred_cells(source: str, lines: Sequence[Span]) -> list[Row]:
    """Return the rows of a table with a cell a line: each row has as many cells as there are column names."""
    width = barred_header_length([bare(source[start:end]) for start, end in lines])
    cells = _cells(source, lines)
    columns = columns_of([bare("".join(source[slice(*piece)] for piece in cell)) for cell in cells[:width]])
    reader = RowReader(source, columns)
    rows = (reader.read(cells[index : index + width]) for index in range(width, len(cells), width))
    return [row for row in rows if row is not None]


def _cells(source: str, lines: Sequence[Span]) -> list[list[Span]]:
    """Cells up to their bars; a cell may go on over lines."""
    cells: list[list[Span]] = [[]]
    for start, end in lines:
        position = start
        for bar in BAR.finditer(source, start, end):
            cells[-1].append((position, bar.start()))
            cells.append([])
            position = bar.end()
        if source[position:end].strip():
            cells[-1].append((position, end))
    return cells if cells[-1] else cells[:-1]
