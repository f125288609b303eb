"""How Word prints a list number: the formats of `w:numFmt` (ISO 29500, 17.18.59) that Chinese documents use."""

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
LEGAL_DIGITS_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def format_number(value: int, number_format: str) -> str:
    """Return a counter value as printed; unknown formats are printed as decimal, as Word does."""
    formatter = FORMATTERS.get(number_format, str)
    return formatter(value) if value > 0 else "" if number_format == "none" else str(value)


def counting(value: int, digits: str = DIGITS, units: str = "十百千", *, drops_one: bool = True) -> str:
    """Return 1–9999 in Chinese counting: 十一, 二十, 一百零五 (beyond that in digits one by one)."""
    if value > 9999:
        return one_by_one(value, digits)
    zero = "零"
    text = ""
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            text += digits[digit] + (units[power - 1] if power else "")
        elif text and not text.endswith(zero):
            text += zero
    text = text.rstrip(zero)
    is_teen = drops_one and 10 <= value < 20
    return text[1:] if is_teen else text


def one_by_one(value: int, digits: str = DIGITS) -> str:
    """Return the digits of a number one by one: 10 → 一〇."""
    return "".join(digits[int(digit)] for digit in str(value))


def counting_below_hundred(value: int) -> str:
    """Return `chineseCounting`: counted up to 99, from 100 digit by digit."""
    return counting(value) if value < 100 else one_by_one(value, "○一二三四五六七八九")


def letters(value: int) -> str:
    """Return a…z, then aa, bb … as Word repeats them."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def roman(value: int) -> str:
    """Return the Roman numeral in capitals; beyond 3999 in digits."""
    if value > 3999:
        return str(value)
    text = ""
    for weight, sign in ROMAN:
        text += sign * (value // weight)
        value %= weight
    return text


def from_run(first: str, size: int, *more: tuple[str, int]) -> Callable[[int], str]:
    """Return a formatter for signs that stand in runs of Unicode: ① to ⑳, then ㉑ to ㉟ …"""
    signs = [chr(ord(start) + step) for start, length in ((first, size), *more) for step in range(length)]
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def from_cycle(signs: str) -> Callable[[int], str]:
    """Return a formatter that goes through a fixed cycle: 甲乙丙丁…"""
    return lambda value: signs[(value - 1) % len(signs)]


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


_CIRCLE = from_run("①", 20, ("㉑", 15), ("㊱", 15))

FORMATTERS: dict[str, Callable[[int], str]] = {
    "none": lambda value: "",
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _CIRCLE,
    "decimalEnclosedCircleChinese": _CIRCLE,
    "decimalEnclosedParen": from_run("⑴", 20),
    "decimalEnclosedFullstop": from_run("⒈", 20),
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": counting_below_hundred,
    "chineseCountingThousand": counting,
    "taiwaneseCounting": counting_below_hundred,
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "ideographDigital": one_by_one,
    "japaneseDigitalTenThousand": one_by_one,
    "taiwaneseDigital": one_by_one,
    "chineseLegalSimplified": lambda value: counting(value, LEGAL_DIGITS, "拾佰仟", drops_one=False),
    "ideographLegalTraditional": lambda value: counting(value, LEGAL_DIGITS_TRADITIONAL, "拾佰仟", drops_one=False),
    "japaneseLegal": lambda value: counting(value, LEGAL_DIGITS_TRADITIONAL, "拾百阡", drops_one=False),
    "ideographEnclosedCircle": from_run("㊀", 10),
    "ideographTraditional": from_cycle(STEMS),
    "ideographZodiac": from_cycle(BRANCHES),
    "upperLetter": lambda value: letters(value).upper(),
    "lowerLetter": letters,
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
}
