"""Lists of unit names: 、 ， ； and 和/及 between two units; brackets and coordinated governments stay whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.domain.parsing.text.patterns import one_of

OPENING = {"（": "）", "〔": "〕", "【": "】", "[": "]", "〈": "〉", "《": "》", "“": "”"}
CLOSING = frozenset(OPENING.values())
SEPARATORS = frozenset("、，；。/|\\")
LONGEST_NAME = 50

_IN_BRACKETS = r"[（〔\[〈][^）〕\]〉]{0,20}[）〕\]〉]"
_BRACKETED = rf"(?:{_IN_BRACKETS})?"
_LEVEL = one_of(
    "设区的市 设区市 地级市 县级市 副省级市 省辖市 直管市 直辖市 自治区 自治州 自治县 特区 林区",
    "地区 街道 乡镇 镇街 街镇 省 市 州 盟 旗 县 区 镇 乡",
)
_LEVELS = rf"(?:{_LEVEL}){{1,3}}{_BRACKETED}"
COORDINATED_HEAD = re.compile(rf"(?:各级|各|有关|相关|各有关|各相关|全省各|全市各|全县各)?{_LEVELS}")
BARE_LEVEL = re.compile(_LEVELS)
_GOVERNMENT = (
    r"(?:(?:人民)?政府(?:办公厅|办公室)?|党委(?:和?政府)?|党工委|管委会|管理委员会|办事处|行署|级(?:人民)?政府"
    r"|(?![级直各])[^、，]{0,8}部门|级市)?"
)
COORDINATED_NEXT = re.compile(_LEVELS + _BRACKETED + _GOVERNMENT + _BRACKETED)
BODIES_OF_LEVELS = re.compile(rf"(?:{_LEVEL}){_IN_BRACKETS}[一-鿿]{{2,10}}[局委厅办会]{_BRACKETED}")
"""各市、县〔区〕市场监管局: bodies of several levels."""
TOWNS = re.compile("街道|镇街|街镇|乡镇|镇|乡")
"""街道、镇 without 各 are two."""
BARE_KINDS = frozenset("委办局厅部院")
"""各委、办、局 is one name."""
ALL_OF_A_PLACE = re.compile("[省市县区州]各[一-鿿]{2,4}")
"""市各板块、部门 is one name."""
ITS_COMMITTEE = re.compile("各[省市县区州旗]{1,3}委")
ITS_GOVERNMENT = re.compile("[省市县区州旗]{1,3}(?:人民)?政府")
"""各区委、区政府 is one name."""
OWN_OFFICES = re.compile("[一-鿿]{0,4}机关各")
"""厅机关 / 各处室 is one name."""
GOVERNMENT = re.compile("(?:人民)?政府")
AND = re.compile(r"以及|及(?!其)|[和与·•+&]")
_BODY = one_of(
    "局 委 厅 办 部 院 署 会 社 所 站 队 台 校 行 司 团 室 处 组 科 协 联 馆 园 政府 中心 公司 集团 单位 部门",
    "海关 机关 大学",
    "林场 农场 牧场 学院 街道 企业 机构 银行 支行 分局",
    "园区 新区 开发区 高新区 经开区 自贸区 保税区 度假区 合作区 集聚区 示范区",
)
ENDS_AS_UNIT = re.compile(_BODY + r"(?:[（〔][^）〕]*[）〕])?$")
ENDS_AS_DOING = re.compile("[履执推进运实施举试]行$")
"""签约履行 ends as 支行 does and is no bank."""
STARTS_AS_UNIT = re.compile(
    r"各|有关|相关|其他|省|市|州|盟|旗|县|区|镇|乡|国家|中央|中国|国务院|[0-9]+个|属地|所在地|驻"
)
NOT_A_NAME = re.compile(
    r"(?:19|20)[0-9]{2}年|[0-9]月|月底|年底|底前|完成$|推进$|实施$|季度[末前]?$|半年$|旬$|：|^无$|^/$|^等$|职责分工|[0-9]{5}|〔(?:19|20)[0-9]{2}〕"
    r"|(?:时限|期限|时间|进度)$"
    r"|牵头(?!单位|部门|处室|科室|机构|责任)|(?:牵头|责任|主办|协办|配合|主责)(?:单位|部门)?(?=[省市县区][^、]*[局委办厅部院府会]$)"
)
IN_NO_NAME = re.compile("[0-9年月底完推实季半旬：无/等职〔同见另暂待时期度牵责协配主]")
"""What every form of NOT_A_NAME has at least one of: most names have none, and are not searched for each form."""
GENERIC_TAIL = re.compile(r"(?:单位|部门|机构|地区|地方|企业|个人|人员|方面|行业|社会组织)")
AND_OTHERS = re.compile(
    r"等(?:[^、，；（〔]{0,10}?(?:部门|处室|科室|股室|单位|机构|地区|方面|企业|政府|成员)(?:[（〔](?:单位|部门|机构|地区)[）〕])?)?(?:(?:和|及|、)(?:单位|部门|地区|机构))?$"
)
LEAD_SIGNS = "*★▲☆※△●＊"
ROLE_IN_BRACKETS = re.compile(
    r"[（〔](?:第一|主要|总)?(?P<role>牵头|主办|主责|排第一|主|配合|协办|协助|参与)(?:责任)?(?:单位|部门)?[）〕]$"
)
NOTE_IN_BRACKETS = re.compile(r"[（〔\[](?P<note>[^（）〔〕\[\]]*)[）〕\]]$")
"""市交通局（12月底前完成）: the limit is no part of the name."""
NOT_A_NAME_START = re.compile(r"同[上前]|详?见(?:附|上|下)|另行|[暂待][无定]|持续|长期|常态|立即|近期|全年|年底|年内")
COUNTED = re.compile(r"[0-9]{1,2}[.、]|（[0-9]{1,2}）|[①-⑳]")
NEXT_ITEM = re.compile(r"(?:（[0-9]{1,2}）|(?<![0-9])[0-9]{1,2}[.、]|[①-⑳]|[—–-]+|[●•·◆■])$")
"""The number or the sign of the item after a name."""
ENDS_AS_ITEM = re.compile("[）.、①-⑳—–●•·◆■-]")
LEADING_WORDS = re.compile(
    r"(?:[此该本这]项(?:工作|任务)?(?:具体)?由|(?:由|请)?所涉及?的|分别由|责成|交由|由|请|以及|以(?=[各省市县区州])|和|及|与)(?=.)"
)


@dataclass(frozen=True)
class UnitName:
    """A unit at compact positions start:end; `sign` is a mark of its own: "lead", "supporting" or None."""

    start: int
    end: int
    sign: str | None = None


def split_units(text: str, start: int, end: int) -> list[UnitName]:
    """Return the units listed in a range of the compact text, as far as they look like names."""
    units = []
    if start < end and text[start] in OPENING and _depth(text, start, end) > 0:
        start += 1
    for piece_start, piece_end in _joined(text, list(_pieces(text, start, end))):
        for unit_start, unit_end in _split_at_and(text, piece_start, piece_end):
            unit = _trimmed(text, unit_start, unit_end)
            if unit is not None:
                units.append(unit)
    return units


def split_at_gaps(
    text: str, units: Iterable[UnitName], gaps: frozenset[int], line_starts: frozenset[int] = frozenset()
) -> Iterator[UnitName]:
    """Yield the units, those cut in two where white space or a line break parts the names of two public bodies."""
    for unit in units:
        start = unit.start
        inside = range(unit.start + 2, unit.end - 1)
        if gaps.isdisjoint(inside) and line_starts.isdisjoint(inside):
            yield unit
            continue
        own = [at for at in inside if at in gaps or (at in line_starts and STARTS_AS_UNIT.match(text, at))]
        for gap, following in zip(own, [*own[1:], unit.end], strict=False):
            left, is_apart = text[start:gap], _depth(text, start, gap) == 0
            begins = _begins_unit(text[gap : unit.end]) or _begins_unit(text[gap:following])
            if is_apart and begins and ENDS_AS_UNIT.search(left) and not OWN_OFFICES.fullmatch(text[start : gap + 1]):
                yield UnitName(start, gap, unit.sign if start == unit.start else None)
                start = gap
        yield UnitName(start, unit.end, unit.sign if start == unit.start else None)


def _begins_unit(words: str) -> bool:
    if len(words) <= 2:
        return False
    is_unit = ENDS_AS_UNIT.search(words) and (STARTS_AS_UNIT.match(words) or words[-1] in "局部厅委")
    return bool(is_unit or COORDINATED_HEAD.fullmatch(words))


def looks_like_unit(name: str) -> bool:
    """Whether a name ends as names of public bodies do."""
    return 2 <= len(name) <= LONGEST_NAME and bool(ENDS_AS_UNIT.search(name)) and not ENDS_AS_DOING.search(name)


def is_unit_or_level(name: str) -> bool:
    """Whether a name is that of a public body, or of a level of government as a whole (各镇（街道）)."""
    return looks_like_unit(name) or bool(COORDINATED_HEAD.fullmatch(name))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges between separators outside brackets."""
    expected: list[str] = []
    piece = start
    for position in range(start, end):
        character = text[position]
        if character in OPENING:
            expected.append(OPENING[character])
        elif character in CLOSING:
            if expected:
                expected.pop()
        elif character in SEPARATORS and not expected:
            if piece < position:
                yield piece, position
            piece = position + 1
    if piece < end:
        yield piece, end


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join 各市 + 县（市、区）政府: a level of government without a noun goes with the next."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and text[joined[-1][1] : start] == "、" and _goes_with(text[slice(*joined[-1])], text[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_with(head: str, following: str) -> bool:
    if following in BARE_KINDS and head[-1] in BARE_KINDS:
        return True
    if (
        head.startswith("各")
        and head.endswith(("党委", "党工委", "行署", "行政公署"))
        and GOVERNMENT.fullmatch(following)
    ):
        return True
    if ITS_COMMITTEE.fullmatch(head) and ITS_GOVERNMENT.fullmatch(following):
        return True
    if following == "部门" and ALL_OF_A_PLACE.fullmatch(head) and not ENDS_AS_UNIT.search(head):
        return True
    if not BARE_LEVEL.match(following):
        return False
    head = _last_named(head)
    last = head.rsplit("、", 1)[-1] if "（" not in head and "〔" not in head else head
    if TOWNS.fullmatch(head) and TOWNS.fullmatch(following):
        return False
    if BARE_LEVEL.fullmatch(head) and BARE_LEVEL.match(following):
        return True
    is_head = COORDINATED_HEAD.fullmatch(head) or (BARE_LEVEL.fullmatch(last) and last != head)
    return bool(
        is_head and (COORDINATED_NEXT.fullmatch(_first_named(following)) or BODIES_OF_LEVELS.fullmatch(following))
    )


def _first_named(words: str) -> str:
    """What stands before 及 and another name: 县级政府及有关部门."""
    joint = AND.search(words)
    return words[: joint.start()] if joint and _are_two_units(words[: joint.start()], words[joint.end() :]) else words


def _last_named(words: str) -> str:
    """What stands after 和 and another name: 省财政厅和各州, before 、市人民政府."""
    joint = AND.search(words)
    is_apart = (
        joint and ENDS_AS_UNIT.search(words[: joint.start()]) and COORDINATED_HEAD.fullmatch(words[joint.end() :])
    )
    return words[joint.end() :] if joint and is_apart else words


def _split_at_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    piece = start
    for match in AND.finditer(text, start, end):
        left, right = text[piece : match.start()], text[match.end() : end]
        if _depth(text, piece, match.start()) == 0 and _are_two_units(left, right):
            found.append((piece, match.start()))
            piece = match.end()
    found.append((piece, end))
    return found


def _depth(text: str, start: int, end: int) -> int:
    part = text[start:end]
    return sum(part.count(mark) for mark in OPENING) - sum(part.count(mark) for mark in CLOSING)


def _are_two_units(left: str, right: str) -> bool:
    if not ENDS_AS_UNIT.search(left) and not COORDINATED_HEAD.fullmatch(left):
        return False
    if GENERIC_TAIL.fullmatch(right) or not right or (left.endswith("党委") and GOVERNMENT.fullmatch(right)):
        return False
    return bool(STARTS_AS_UNIT.match(right) or ENDS_AS_UNIT.search(right))


def _trimmed(text: str, start: int, end: int) -> UnitName | None:
    sign = None
    while start < end and text[start] in LEAD_SIGNS + "：、，；。-—·":
        sign = "lead" if text[start] in LEAD_SIGNS else sign
        start += 1
    counted = COUNTED.match(text, start, end)
    start = counted.end() if counted else start
    leading = LEADING_WORDS.match(text, start, end)
    start = leading.end() if leading else start
    if start < end and text[end - 1] in "）〕]】":
        sign, end = _without_brackets(text, start, end, sign)
    others = AND_OTHERS.search(text, start, end) if text.find("等", start, end) != -1 else None
    end = others.start() if others else end
    counted_next = NEXT_ITEM.search(text, start, end) if ENDS_AS_ITEM.match(text, end - 1) else None
    end = counted_next.start() if counted_next else end
    while start < end and text[end - 1] in LEAD_SIGNS + "：。…":
        sign = "lead" if text[end - 1] in LEAD_SIGNS else sign
        end -= 1
    if (
        not (2 <= end - start <= LONGEST_NAME or TOWNS.fullmatch(text, start, end))
        or (IN_NO_NAME.search(text, start, end) and NOT_A_NAME.search(text, start, end))
        or NOT_A_NAME_START.match(text, start, end)
    ):
        return None
    return UnitName(start, end, sign)


def _without_brackets(text: str, start: int, end: int, sign: str | None) -> tuple[str | None, int]:
    """The sign of a unit and its end, without a role and a limit in brackets behind its name."""
    role = ROLE_IN_BRACKETS.search(text, start, end)
    if role:
        sign, end = ("supporting" if role["role"] in ("配合", "协办", "协助", "参与") else "lead"), role.start()
    note = NOTE_IN_BRACKETS.search(text, start, end)
    return sign, note.start() if note and NOT_A_NAME.search(note["note"]) else end
