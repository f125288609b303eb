"""Word tables as regular expressions."""


def one_of(*tables: str) -> str:
    """Return a group that matches any word of the tables (words apart by white space), the longest first."""
    words = [word for table in tables for word in table.split()]
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
