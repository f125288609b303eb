"""Tables as text: one line per row, tabs between the cells. All readers write them in this one way."""

from collections.abc import Sequence

Cell = Sequence[str]  # the lines of a cell


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return the lines of a table without its empty columns. A table of one column is layout: its lines stay lines."""
    width = max((len(row) for row in rows), default=0)
    filled = [column for column in range(width) if any(any(row[column]) for row in rows if column < len(row))]
    rows = [[row[column] for column in filled if column < len(row)] for row in rows]
    if len(filled) <= 1:
        return [line for row in rows for cell in row for line in cell]
    lines = ["\t".join(cell_text(cell) for cell in row).rstrip("\t") for row in rows]
    return [line for line in lines if line.strip()]


def cell_text(cell: Cell) -> str:
    """Return the text of a cell on one line; its own lines are set apart by a space."""
    return " ".join(" ".join(cell).replace("\t", " ").split(" ")).strip() if cell else ""
