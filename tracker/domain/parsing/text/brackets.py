"""Pairs of brackets in a compact text, and marks of responsibility in brackets of other forms."""

import re
from itertools import islice

OPENING = {"（": "）", "〔": "〕", "【": "】", "[": "]"}
CLOSING = {closing: opening for opening, closing in OPENING.items()}

MOST_BRACKETS = 20_000
BRACKET = re.compile("[" + re.escape("".join((*OPENING, *CLOSING))) + "]")


OTHER_FORMS = {"〔": "〕", "【": "】", "[": "]", "<": ">", "‹": "›", "〈": "〉", "「": "」", "『": "』", "〖": "〗"}
_FORM = re.compile("[" + re.escape("".join((*OTHER_FORMS, *OTHER_FORMS.values()))) + "]")
_DUTY = re.compile(
    r"(?:牵头|主办|责任|负责|配合|参与|协办|协同|落实|承办)[一-鿿]{0,8}(?:单位|部门|主体|处室|科室)[^：。]{0,8}："
    r"|[一-鿿）](?:牵头|负责|配合|参与|落实|按职责分工)[一-鿿]{0,6}(?:[，；。、]|$)"
)
LONGEST_MARK = 800
SHORTEST_MARK = 5


def with_round_marks(text: str) -> str:
    """Return the text with （） around marks of responsibility that stand in other brackets: <责任单位：A>."""
    if not _FORM.search(text):
        return text
    characters = list(text)
    open_at: dict[str, list[int]] = {form: [] for form in OTHER_FORMS}
    covered = 0
    closes = {closing: opening for opening, closing in OTHER_FORMS.items()}
    for match in islice(_FORM.finditer(text), MOST_BRACKETS):
        if match[0] in open_at:
            open_at[match[0]].append(match.start())
        elif opened := open_at[closes[match[0]]]:
            begin, end = opened.pop(), match.start()
            is_outer = not opened or opened[-1] < end - LONGEST_MARK
            if is_outer and begin >= covered and SHORTEST_MARK <= end - begin <= LONGEST_MARK:
                covered = end
                if _DUTY.search(text, begin + 1, end):
                    characters[begin], characters[end] = "（", "）"
    return "".join(characters)


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
