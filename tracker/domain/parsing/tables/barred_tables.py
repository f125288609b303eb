"""Tables whose cells are parted by bars: a row a line (Markdown), or a cell a line with a bar after or beneath it."""

from collections.abc import Iterator, Sequence

from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.cell_runs import CellRuns
from tracker.domain.parsing.tables.divided_tables import BAR, cells_of_line
from tracker.domain.parsing.tables.stacked_headers import GROUP, NO_NAME, in_one_line
from tracker.domain.parsing.tables.stacked_tables import DUE_LINE
from tracker.domain.parsing.tables.table_cells import Kind, bare_pieces, fit_in_order, kind_of_pieces
from tracker.domain.parsing.tables.table_columns import OWNERS, Column, column_of, columns_of, is_column_name
from tracker.domain.parsing.tables.table_rows import HEADS_ROWS, Row, RowReader
from tracker.domain.parsing.tables.unit_lines import are_units
from tracker.domain.parsing.text.compact import bare

LONGEST_HEADER = 300
FEWEST_COLUMNS = 3
LONGEST_NAME = 12
MOST_HEADER_LINES = 20


def begins_barred_table(line: str, names: Sequence[str]) -> bool:
    """Whether a source line holds the column names of a table, or the first of these lines (bare) that do."""
    if len(line) > LONGEST_HEADER or not (BAR.search(line) or names[1:2] == ["|"]):
        return False
    cells = [bare(line[start:end]) for start, end in cells_of_line(line, 0, len(line))]
    return bool(columns_of(cells)) or barred_header_length(names) > 0


def barred_header_length(names: Sequence[str]) -> int:
    """Return how many cells at the head of these lines (bare) are column names with a bar each; 0 if none are."""
    found: list[str] = []
    for name in _barred_names(names):
        is_known = is_column_name(name) or (bool(found) and column_of(found[0]) is Column.NUMBER)
        if len(name) > LONGEST_NAME or NO_NAME.search(name) or name.isdecimal() or not is_known or name in found:
            break
        found.append(name)
    while found and not is_column_name(found[-1]):
        found.pop()
    columns = columns_of(in_one_line(found)) if len(found) >= FEWEST_COLUMNS else []
    return len(found) if any(owner in columns for owner in OWNERS) else 0


def _barred_names(names: Sequence[str]) -> Iterator[str]:
    """Lines with a bar at their end, or on the next line."""
    for index, name in enumerate(names[:MOST_HEADER_LINES]):
        if name == "|" and index:
            continue
        if not name.endswith("|") and names[index + 1 : index + 2] != ["|"]:
            return
        yield name.strip("|")


def read_barred_cells(source: str, lines: Sequence[Span]) -> list[Row]:
    """Return the rows of a table with a cell a line.

    Each row has as many cells as there are column names; where merged cells are left out, rows end with their last
    column, and cells are told by what they hold.
    """
    width = barred_header_length([bare(source[start:end]) for start, end in lines])
    if not width:
        return []
    cells = _cells(source, lines)
    names = [_words(source, cell) for cell in cells]
    columns = columns_of(in_one_line(names[:width]))
    body = [cell for cell, words in zip(cells[width:], names[width:], strict=True) if words]
    if Column.NUMBER not in columns and any(words.isdecimal() for words in names[width:]):
        reader = RowReader(source, [Column.NUMBER, *columns])
        rows: Iterator[Row | None] = (
            reader.read(_sorted_out(source, reader.columns, row)) for row in _by_last_column(source, columns, body)
        )
    else:
        reader = RowReader(source, columns)
        rows = _in_rows(reader, cells[width:])
    return [row for row in rows if row is not None]


def _in_rows(reader: RowReader, cells: Sequence[list[Span]]) -> Iterator[Row | None]:
    """Rows with a cell for each column, where all fit so without chapters between them; else those that fit best."""
    width = len(reader.columns)
    words = [reader.words(cell) for cell in cells]
    kinds = [kind_of_pieces(bare_pieces(reader.source, cell)) for cell in cells]
    everything = list(range(len(cells)))
    for kept in (everything, [index for index in everything if not HEADS_ROWS.fullmatch(words[index])]):
        rows = [kept[start : start + width] for start in range(0, len(kept), width)]
        if all(_fits(reader.columns, [kinds[i] for i in row]) for row in rows):
            yield from (
                reader.read([cells[i] for i in row]) for row in rows if not _only_heads([words[i] for i in row])
            )
            return
    held = [index for index in range(len(cells)) if words[index]]
    for run in CellRuns(reader.columns).rows([words[i] for i in held], [kinds[i] for i in held]):
        told = [[span for index in cell for span in cells[held[index]]] for cell in run.cells]
        yield reader.read(told, is_certain=run.is_certain, is_inferred=run.is_inferred)


def _fits(columns: Sequence[Column], kinds: Sequence[Kind]) -> bool:
    """Whether cells may be a row, or no more than the first of them says anything."""
    return not any(kind is not Kind.NOTHING for kind in kinds[1:]) or fit_in_order(columns, kinds)


def _only_heads(words: Sequence[str]) -> bool:
    """Whether nothing but the first cell of a row says anything, and heads the rows beneath: 一、优化服务，抓好落实."""
    return not any(words[1:]) and bool(words[0]) and bool(GROUP.fullmatch(words[0]) or HEADS_ROWS.fullmatch(words[0]))


def _by_last_column(source: str, columns: Sequence[Column], cells: Sequence[list[Span]]) -> Iterator[list[list[Span]]]:
    """Rows of cells: each ends with a cell of the last column."""
    row: list[list[Span]] = []
    for cell in cells:
        row.append(cell)
        if _holds(columns[-1], _words(source, cell)):
            yield row
            row = []


def _sorted_out(source: str, columns: Sequence[Column], row: Sequence[list[Span]]) -> list[list[Span]]:
    """The cells of a row, one for each column: by what they hold, texts from the right."""
    rest = list(row)
    found: dict[int, list[Span]] = {}
    for index in reversed(range(len(columns))):
        fitting = (cell for cell in reversed(rest) if _holds(columns[index], _words(source, cell)))
        cell = next(fitting, None)
        if cell is not None:
            rest.remove(cell)
            found[index] = cell
    return [found.get(index, []) for index in range(len(columns))]


def _holds(column: Column, words: str) -> bool:
    """Whether words may stand in a column."""
    if column is Column.NUMBER:
        return words.isdecimal()
    if column is Column.DUE:
        return bool(DUE_LINE.fullmatch(words))
    if column in OWNERS:
        return are_units([words])
    return column is Column.TEXT and not (words.isdecimal() or DUE_LINE.fullmatch(words) or are_units([words]))


def _words(source: str, cell: Sequence[Span]) -> str:
    return bare("".join(source[start:end] for start, end in cell))


def _cells(source: str, lines: Sequence[Span]) -> list[list[Span]]:
    """Cells up to their bars; a cell may go on over lines."""
    cells: list[list[Span]] = [[]]
    for start, end in lines:
        position = start
        for bar in BAR.finditer(source, start, end):
            if source[position : bar.start()].strip():
                cells[-1].append((position, bar.start()))
            cells.append([])
            position = bar.end()
        if source[position:end].strip():
            cells[-1].append((position, end))
    return cells if cells[-1] else cells[:-1]
