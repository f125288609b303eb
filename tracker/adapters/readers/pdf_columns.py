"""Reading order of a page set in two columns: what crosses the gutter stands between what is above and below it."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from tracker.adapters.readers.pdf_lines import Line, Segment

GUTTER_ZONE = (0.3, 0.7)  # share of the text's width within which a gutter may lie
FEWEST_LINES = 5  # on each side
NARROWEST_COLUMN = 8  # em
MOST_CROSSING = 0.3  # share of the lines: titles, tables
FULL_LINES = 0.5  # share of a column's lines that reach its right edge: in prose, not in table cells
EDGE = 1.6  # em
STEPS = 100  # places tried within the zone; a fixed number, because damaged files have pages of any width


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of one page as they are read, each with the left and right edge of its column."""
    if not lines:
        return []
    gutter = _gutter(lines)
    if gutter is None:
        return _with_edges(lines)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if _crosses(line, gutter):
            ordered += left + right + [line]
            left, right = [], []
        else:
            left += _part(line, [each for each in line.segments if each.x1 <= gutter])
            right += _part(line, [each for each in line.segments if each.x0 >= gutter])
    ordered += left + right
    sides = {side: [line for line in ordered if _side(line, gutter) == side] for side in ("left", "right", "both")}
    edges = {side: _edges(ordered if side == "both" else members) for side, members in sides.items() if members}
    return [_at(line, edges[_side(line, gutter)]) for line in ordered]


def _gutter(lines: Sequence[Line]) -> float | None:
    left, right = _edges(lines)
    em = median(line.size for line in lines)
    best, found = len(lines) * MOST_CROSSING, None
    for step in range(STEPS + 1):
        share = GUTTER_ZONE[0] + (GUTTER_ZONE[1] - GUTTER_ZONE[0]) * step / STEPS
        x = left + share * (right - left)
        crossing = sum(_crosses(line, x - em / 2) or _crosses(line, x + em / 2) for line in lines)
        if crossing < best and _is_prose_on_both_sides(lines, x, em):
            best, found = crossing, x
    return found


def _is_prose_on_both_sides(lines: Sequence[Line], gutter: float, em: float) -> bool:
    apart = [line for line in lines if not _crosses(line, gutter)]
    sides = (
        [part for line in apart for part in _part(line, [each for each in line.segments if each.x1 <= gutter])],
        [part for line in apart for part in _part(line, [each for each in line.segments if each.x0 >= gutter])],
    )
    for parts in sides:
        if len(parts) < FEWEST_LINES:
            return False
        left, right = _edges(parts)
        full = sum(part.x1 > right - EDGE * em for part in parts)
        if right - left < NARROWEST_COLUMN * em or full < FULL_LINES * len(parts):
            return False
    return True


def _part(line: Line, segments: list[Segment]) -> list[Line]:
    return [replace(line, segments=tuple(segments))] if segments else []


def _crosses(line: Line, x: float) -> bool:
    return any(segment.x0 < x < segment.x1 for segment in line.segments)


def _side(line: Line, gutter: float) -> str:
    return "left" if line.x1 <= gutter else "right" if line.x0 >= gutter else "both"


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.x0 for line in lines), max(line.x1 for line in lines)


def _at(line: Line, edges: tuple[float, float]) -> Line:
    return replace(line, left=edges[0], right=edges[1])


def _with_edges(lines: Sequence[Line]) -> list[Line]:
    edges = _edges(lines)
    return [_at(line, edges) for line in lines]
