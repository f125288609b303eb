"""Pairs of brackets in a compact text."""

import re
from itertools import islice

OPENING = {"（": "）", "〔": "〕", "【": "】", "[": "]"}
CLOSING = {closing: opening for opening, closing in OPENING.items()}

MOST_BRACKETS = 20_000
BRACKET = re.compile("[" + re.escape("".join((*OPENING, *CLOSING))) + "]")


def bracket_pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (opening position, closing position) of the pairs in a range, by opening position; strays are ignored."""
    stack: list[int] = []
    waiting = dict.fromkeys(OPENING, 0)
    pairs: list[tuple[int, int]] = []
    for match in islice(BRACKET.finditer(text, start, end), MOST_BRACKETS):
        position, character = match.start(), match[0]
        if character in OPENING:
            stack.append(position)
            waiting[character] += 1
        elif waiting[CLOSING[character]]:
            while stack:
                opened = stack.pop()
                waiting[text[opened]] -= 1
                if text[opened] == CLOSING[character]:
                    pairs.append((opened, position))
                    break
    return sorted(pairs)
