"""Addresses that stay the same while the program runs: pages of the menu, styles, symbols."""

from functools import lru_cache
from typing import Any

from flask import request, url_for


def fixed_url(endpoint: str, **values: Any) -> str:
    """Return the address of a page or file as `url_for` does; worked out once for each place the site is mounted at."""
    return _fixed_url(request.root_path, endpoint, tuple(values.items()))


@lru_cache(maxsize=512)
def _fixed_url(_mounted_at: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))
