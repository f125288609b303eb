"""Pairs of brackets in a compact text."""

OPENING = {"（": "）", "〔": "〕", "【": "】", "[": "]"}
CLOSING = {closing: opening for opening, closing in OPENING.items()}


def bracket_pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (opening position, closing position) of the pairs in a range, by opening position; strays are ignored."""
    stack: list[int] = []
    waiting = dict.fromkeys(OPENING, 0)
    pairs: list[tuple[int, int]] = []
    for position in range(start, end):
        character = text[position]
        if character in OPENING:
            stack.append(position)
            waiting[character] += 1
        elif character in CLOSING and waiting[CLOSING[character]]:
            while stack:
                opened = stack.pop()
                waiting[text[opened]] -= 1
                if text[opened] == CLOSING[character]:
                    pairs.append((opened, position))
                    break
    return sorted(pairs)
