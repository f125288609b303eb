"""Names that look alike, by RapidFuzz."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

CUTOFF = 67  # of 100: below it most proposals are wrong bodies


def closest_names(name: str, names: Iterable[str], limit: int = 3) -> list[tuple[str, float]]:
    """Return the names most like this one with their scores (67–100), best first."""
    found = process.extract(name, list(dict.fromkeys(names)), scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=limit)
    return [(choice, score) for choice, score, _ in found]
