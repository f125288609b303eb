"""Word tables as regular expressions."""

MUST = r"(?:应当|必须|应(?![急用对届收付变税])|(?<!必)须|(?<![需主重必只])要(?![求素点件闻务害领塞隘]))"
"""A modal of duty, and no part of 应急, 要求, 重要 …"""


def one_of(*tables: str) -> str:
    """Return a group that matches any word of the tables (words apart by white space), the longest first."""
    words = [word for table in tables for word in table.split()]
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
