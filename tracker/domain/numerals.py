"""Chinese and circled numerals ⇄ numbers, as policy documents print them (一, 十二, 二十七, ①, 二〇二二)."""

from functools import lru_cache

DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
} | {formal: number for number, formal in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
CHINESE_NUMERAL = "[零〇○一二三四五六七八九十百]"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
LARGEST = 9999


@lru_cache(maxsize=1_000)
def to_number(numeral: str) -> int | None:
    """Return the value of a numeral below 10,000 in Chinese, circled, Roman or Arabic form, else None."""
    if numeral.isdecimal():
        return int(numeral) if len(numeral) <= len(str(LARGEST)) else None
    if len(numeral) == 1 and numeral in CIRCLED:
        return CIRCLED.index(numeral) + 1
    if len(numeral) == 1 and numeral in ROMAN:
        return ROMAN.index(numeral) + 1
    if not numeral or any(character not in DIGITS and character not in UNITS for character in numeral):
        return None
    if any(character in UNITS for character in numeral):
        return _with_units(numeral)
    return int("".join(str(DIGITS[character]) for character in numeral)) if len(numeral) <= len(str(LARGEST)) else None


def _with_units(numeral: str) -> int:
    total, digit = 0, 0
    for character in numeral:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


def to_chinese(number: int) -> str:
    """Return the numeral of 1..99 as a heading prints it: 四, 十, 二十七. Other numbers come back in Arabic figures."""
    names = "零一二三四五六七八九"
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else names[tens] + "十"
    return head + (names[ones] if ones else "")
