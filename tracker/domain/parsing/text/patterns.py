"""Word tables as regular expressions."""

import re

MUST = r"(?:应当|必须|应(?![急用对届收付变税])|(?<!必)须|(?<![需主重必只])要(?![求素点件闻务害领塞隘]))"
"""A modal of duty, and no part of 应急, 要求, 重要 …"""


ORDER_NUMBER = r"[一-鿿]{2,20}令第?[0-9一二三四五六七八九十百零〇]{1,5}号"
NUMBER = re.compile(
    ORDER_NUMBER
    + r"|[一-鿿]{2,16}(?:发|函|办|字|规|通|令|科|政)?[〔\[（【](?:19|20)[0-9]{2}[〕\]）】](?:第)?[0-9]{1,4}号"
)
"""The number of a document: 某政发〔2024〕2号, 某政府令第9号."""

LONGEST_LABEL = 48


def next_label(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first match of a pattern that ends with its only colon, as a search would.

    Looking at colons alone is many times quicker in a text that has few. No label is longer than LONGEST_LABEL.
    """
    colon = text.find("：", start, end)
    while colon != -1:
        if match := pattern.search(text, max(start, colon - LONGEST_LABEL), colon + 1):
            return match
        start = colon + 1
        colon = text.find("：", start, end)
    return None


def one_of(*tables: str) -> str:
    """Return a group that matches any word of the tables (words apart by white space), the longest first."""
    words = [word for table in tables for word in table.split()]
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
