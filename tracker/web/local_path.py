"""Where a person may be led after a form: to a page of ours, and nowhere else."""

from urllib.parse import urlsplit


def local_path(target: str | None) -> str | None:
    """Return the target if it is a path of ours, else None: no open redirect."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return None
    if not target.isprintable():  # browsers drop line breaks and tabs, and read on
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target
