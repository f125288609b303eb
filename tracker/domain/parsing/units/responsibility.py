"""What marks of responsibility say: fields (责任单位：A；配合单位：B) and phrases (A牵头，B配合)."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.units.nested import nested_partners, without_persons
from tracker.domain.parsing.units.notes import without_notes
from tracker.domain.parsing.units.unit_lists import (
    LEAD_SIGNS,
    UnitName,
    is_unit_or_level,
    looks_like_unit,
    split_at_gaps,
    split_units,
)


class Role(Enum):
    """What a notation says of the units it names. PLAIN leaves open who leads."""

    LEAD = "lead"
    PLAIN = "plain"
    SUPPORTING = "supporting"
    EXECUTING = "executing"
    OTHER = "other"


LEAD_WORDS = ("牵头", "主办", "主责")
LEAD_VERBS = (*LEAD_WORDS, "抓总", "为主", "总责", "总负责", "第一责任", "首要责任", "主要责任")
SUPPORTING_WORDS = ("配合", "参与", "参加", "协同", "协办", "协作", "协助", "支持", "联办", "会办")
FIRST_WORDS = ("主要", "第一", "首要")
OTHER_WORDS = ("其他", "其它", "次要", "第二", "第三")
EXECUTING_WORDS = ("落实", "实施", "执行", "承办")
PLAIN_WORDS = ("责任", "负责", "主管", "监管", "组织", "申报")
_WORD = "(?:" + "|".join(LEAD_WORDS + SUPPORTING_WORDS + EXECUTING_WORDS + PLAIN_WORDS) + ")"
_NOUN = "(?:单位|部门|处室|科室|股室|机构|地区|地方|主体|市县|县区|区县|镇街|各方)"
_PERSON = "(?:领导|人|同志|负责人)"
_PERSONS = "(?:责任人|负责人|联系人|责任领导|分管领导|负责同志)"
_AND_LIMIT = f"(?:[和及、与/](?:(?:完成|办理)?(?:时限|时间|期限|分工)|(?P<mixed>{_PERSONS})))?"
_DIVISION = "(?P<division>(?:责任|职责|任务|工作)?分工)"
FIELD = re.compile(
    rf"(?:{_DIVISION}|(?:市级|省级|县级|区级|整改|督办|工作|任务|项目|办理)?(?P<words>(?:主要|第[一二三]|首要|其他|其它|次要|主体|总|分|具体|直接)?{_WORD}(?:[和及、/或，与（]{{0,1}}{_WORD}）?){{0,2}})"
    rf"(?:考核|推进|管理|指导)?(?:(?P<person>{_PERSON})|{_NOUN}(?:[和及、/或]?{_NOUN})?)?{_AND_LIMIT}(?:[（〔][^）〕：]{{0,16}}[）〕])?)："
)
LONGEST_MARK = 1500
LONGEST_LABEL = 24
SHORTEST_LABEL = 2
JOINED_WORDS = re.compile(r"[和及、/或，与]")
MIXED_LABEL = re.compile(rf"{_WORD}(?:单位|部门)[、和及/与]{_PERSONS}：$")
"""责任单位、责任人：: units and persons."""
LEVEL_LABEL = re.compile(r"[省市州县区镇乡](?:级|直|本级|直部门|级部门)?：")
KNOWN_LABEL = re.compile(FIELD.pattern + r"|[一-鿿]{0,6}(?:时限|时间|期限|节点|范围|领导|人|要求|措施|备注)：")
GLUED_LABEL = re.compile(
    rf"(?:{_WORD}(?:{_PERSON}|{_NOUN})|(?:完成|办结|推进)(?:时限|时间|期限|节点)|(?:时间|进度)(?:安排|要求|节点))：$"
)
BROKEN_LABEL = re.compile(
    "[。；，、！？（）〔〕【】](?:完成|办理|进度|时间)?(?:时限|时间|期限|进度|责任|牵头|配合|工作)$"
)
"""The head of a label that a printer broke: 时限⏎要求：."""
BOUNDARY = "。；，、！？（）〔〕【】”" + LEAD_SIGNS
_MANNER = (
    r"(?:(?:[按依]照?|根据|结合)(?:各自|有关|部门|自身)?(?:工作|管辖|管理)?(?:职责|职能|分工|权限|(?:属地|分级|条块|管辖)[一-鿿]{0,4}原则){1,2}(?:范围)?)?"
    r"(?:共同|分别|分工|分头|具体|主要|各自|联合|统筹|积极|协同|全面|组织|抓好|做好|密切|全力|主动|通力|予以|给予){0,2}"
)
_BY_DUTY = r"[按依]照?(?:各自|有关|部门)?(?:工作)?(?:职责|职能)(?:分工)?"
"""A、B按职责分工 says as much as A、B按职责分工负责."""
_VERBS = (
    "[总双]?牵头|负总责|总负责|抓总|为主|负责|配合|参与|参加|协助|协同|支持|督促|统筹|协调"
    "|落实|实施|承担|承办|主办|主责|协办|会办|推进|推动|办理|指导|督导|监督"
)
_ITS_WORK = (
    "牵头(?!会同|联合|单位|部门|人|[各省市县区州])[一-鿿]{2,12}"
    "|(?:负责|(?:配合|协助|参与|支持)(?:做好|抓好|开展|推进|完成|落实|实施))[一-鿿]{2,12}"
    "|保障(?:工作)?(?:经费|资金|用地|要素|供给)|提供(?:资金|经费|要素|技术)?(?:保障|支持)"
    "|(?:落实|履行|压实)(?:属地|主体|监管|行业|相关|有关)[一-鿿]{2,8}"
)
"""A牵头制定方案, B负责资金保障, C落实属地责任."""
_TOGETHER_ALL = "(?:各司其职|各负其责|分工协作|分工合作|协同联动|齐抓共管)"
_IN_CONCERT = rf"(?:{_TOGETHER_ALL}[、，]?)+(?:密切|积极|协同|通力)?(?:配合|协作|合作)?"
_NAMED_AS = "(?:[为是]|作为)(?:第一|首要|主要)?(?:牵头|主办|责任|承办|配合|协办|参与)(?:责任)?(?:单位|部门)"

VERB = re.compile(
    rf"(?:{_MANNER}(?P<verb>(?:{_NAMED_AS}|{_IN_CONCERT}|(?:{_VERBS}){{1,3}}(?:完成|督导|督促|督办|督查|指导|统筹|协调)?"
    rf"|{_ITS_WORK}|(?:完成|做好|抓好)(?:有关|相关|各项|各自){{1,2}}(?:工作|任务)))|{_BY_DUTY})(?=[，、；。：]|会同|$"
    rf"|(?<=牵头)[各省市县区][^，；。]{{1,60}}(?:配合|参与|协助))"
)
TOGETHER = (
    r"(?:会同|会商(?=省|市|县|区|州|有关|相关|国家|同级)|(?<=[局委厅办部院署会])商(?=省|市|县|区|州|有关|相关|国家|同级)"
    r"|(?<![管居村组常党执]委)(?<=[局委厅办部院署])会(?=省|市|县|区|州|有关|相关|国家|同级))"
)
TOGETHER_WITH = re.compile(TOGETHER)
PARTS = re.compile("[，；]")
MAY_JOIN = re.compile("[会商]")
JOINED = r"联合(?=各|有关|相关|部分|国家|中央|省|市|县|区|州|镇|乡)"
JOINED_WITH = re.compile(rf"{TOGETHER}|{JOINED}")
NOTED_UNITS = re.compile(
    r"以下[^，。；：]{0,10}均(?:需|须|由|应|包括|涉及)(?P<names>[^，。；：]{2,60}?)"
    r"(?:(?:贯彻|抓好|组织)?(?:落实|负责|配合|参与|参加|实施|执行)[^，。；：]{0,6})?[，。；](?:均?不再|下同|以下)"
)
"""以下均需各县区落实，不再列出: the units count in the clause that carries the note."""
AMONG_THEM = re.compile(r"其中[，：]?(?P<names>[^，；。]{2,60}?)(?:为牵头(?:单位|部门)?|牵头(?:负责)?)(?=[，；。]|$)")


BARE_ROLE = re.compile(
    rf"(?<=[：，；、。])(?P<words>{'|'.join(LEAD_WORDS + SUPPORTING_WORDS)})"
    "(?:单位|部门)?[为是：]?(?=[各省市县区州盟旗镇乡]|国家|国务院)"
)
"""责任分工：牵头单位A，配合单位B."""


@dataclass(frozen=True)
class Entry:
    """Units named together in one role."""

    role: Role
    units: tuple[UnitName, ...]


@dataclass(frozen=True)
class Mark:
    """A stretch of the compact text that says who is responsible."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@lru_cache(maxsize=1_000)
def role_of_field(words: str) -> Role:
    """Return what a field label means: 牵头 leads, 配合 supports, 责任 leaves it open, 牵头及配合 too."""
    leads = any(word in words for word in LEAD_WORDS + FIRST_WORDS)
    supports = any(word in words for word in SUPPORTING_WORDS + OTHER_WORDS)
    if leads:
        return Role.PLAIN if supports or JOINED_WORDS.search(words) else Role.LEAD
    if supports:
        return Role.SUPPORTING
    return Role.EXECUTING if any(word in words for word in EXECUTING_WORDS) else Role.PLAIN


def role_of_verb(verb: str) -> Role:
    """Return what a verb phrase means for the units before it."""
    if any(word in verb for word in LEAD_VERBS):
        return Role.LEAD
    return Role.SUPPORTING if any(word in verb for word in SUPPORTING_WORDS) else Role.PLAIN


def parse_fields(compact: Compact, start: int, end: int) -> list[Entry]:
    """Return the entries of "责任单位：A、B；配合单位：C"."""
    text = compact.text
    labels = _labels(compact, start, end)
    entries: list[Entry] = []
    for index, (label, content, role) in enumerate(labels):
        stop = labels[index + 1][0] if index + 1 < len(labels) else end
        has_persons = MIXED_LABEL.search(text, label, content) is not None
        if role is not Role.OTHER:
            for begin, end_of_words in without_notes(text, content, stop):
                for entry in parse_phrase(text, begin, end_of_words, role):
                    parted = split_at_gaps(text, entry.units, compact.gaps, compact.line_starts)
                    units = without_persons(text, parted, compact.gaps, has_persons=has_persons)
                    entries.append(Entry(entry.role, tuple(units)))
        elif entries and (more := text.find("；", content, stop)) != -1:
            entries.extend(_more_names(text, more + 1, stop, entries[-1].role))
    return [entry for entry in entries if entry.units]


def _more_names(text: str, start: int, end: int, role: Role) -> list[Entry]:
    """The names after the value of another field: 责任单位：A，完成时间：9月；B，完成时间：12月."""
    units = split_units(text, start, end)
    named = units and all(is_unit_or_level(text[unit.start : unit.end]) for unit in units)
    return [Entry(role, tuple(units))] if named else []


def _labels(compact: Compact, start: int, end: int) -> list[tuple[int, int, Role]]:
    """Labels "…：" of a range: where each begins and ends, and what it means."""
    text = compact.text
    labels: list[tuple[int, int, Role]] = []
    colon = text.find("：", start, end)
    while colon != -1:
        begin = _label_start(compact, max(start, colon - LONGEST_LABEL), colon)
        if colon - begin >= SHORTEST_LABEL:
            field = FIELD.fullmatch(text, begin, colon + 1)
            role = Role.OTHER if field is None or field["person"] else role_of_field(field["words"] or "")
            if labels and LEVEL_LABEL.fullmatch(text, begin, colon + 1):
                role = labels[-1][2]
            if labels and labels[-1][2] is Role.LEAD and text.startswith("成员单位", begin):
                role = Role.SUPPORTING
            labels.append((begin, colon + 1, role))
        colon = text.find("：", colon + 1, end)
    return labels


def _label_start(compact: Compact, earliest: int, colon: int) -> int:
    """Where the label before a colon begins: after punctuation, white space or a line break."""
    begin = colon
    if mixed := MIXED_LABEL.search(compact.text, earliest, colon + 1):
        return mixed.start()
    if compact.text[begin - 1] in "）〕":
        begin = max(compact.text.rfind(mark, earliest, begin) for mark in "（〔")
    while begin > earliest and compact.text[begin - 1] not in BOUNDARY + "：":
        is_apart = begin in compact.gaps and not _is_spaced_out(compact, begin, colon)
        is_line = begin in compact.line_starts and KNOWN_LABEL.fullmatch(compact.text, begin, colon + 1)
        if is_apart or (is_line and not BROKEN_LABEL.search(compact.text, earliest, begin)):
            break
        begin -= 1
    begin = max(begin, earliest)
    glued = GLUED_LABEL.search(compact.text, begin, colon + 1)
    if glued is None:
        return begin
    is_glued = compact.text[begin - 1] == "：" or looks_like_unit(compact.text[begin : glued.start()])
    return glued.start() if is_glued or not KNOWN_LABEL.fullmatch(compact.text, begin, colon + 1) else begin


def _is_spaced_out(compact: Compact, position: int, colon: int) -> bool:
    """Whether white space parts the single characters of a label, or stands before its colon: 责 任 单 位 ：."""
    return position in (colon, colon - 1) or position + 1 in compact.gaps


def parse_phrase(text: str, start: int, end: int, default: Role | None) -> list[Entry]:
    """Return the entries of "A牵头，B、C配合"; units without a verb get the default role, or none at all."""
    entries: list[Entry] = []
    for begin, stop, supports in nested_partners(text, start, end):
        if supports:
            entries.append(Entry(Role.SUPPORTING, tuple(split_units(text, begin, stop))))
        else:
            entries.extend(_parse_plain_phrase(text, begin, stop, default))
    return entries


def _parse_plain_phrase(text: str, start: int, end: int, default: Role | None) -> list[Entry]:
    """The entries of a phrase without such brackets."""
    if default is not None and BARE_ROLE.match(text, start, end):
        return _parse_bare_roles(text, start, end)
    entries: list[Entry] = []
    among = AMONG_THEM.search(text, start, end) if text.find("其中", start, end) != -1 else None
    if among:
        entries.append(Entry(Role.LEAD, tuple(split_units(text, among.start("names"), among.end("names")))))
        end = among.start()
    position = start
    for match in VERB.finditer(text, start, end):
        supports = role_of_verb(match["verb"] or "") is Role.SUPPORTING
        commas = [comma.start() for comma in PARTS.finditer(text, position, match.start())]
        comma = commas[0] if len(commas) == 1 else -1
        if supports and comma > position and (default is not None or position == start):
            entries.extend(_with_partners(text, position, comma, default or Role.PLAIN))
            position = comma
        partner = TOGETHER_WITH.search(text, position, match.start())
        after = text.find("，", partner.end(), match.start()) if partner else -1
        if after != -1 and role_of_verb(match["verb"] or "") is Role.SUPPORTING:
            entries.extend(_with_partners(text, position, after, default or Role.PLAIN))
            position = after
        entries.extend(_with_partners(text, position, match.start(), role_of_verb(match["verb"] or "")))
        position = match.end()
    if default is None:
        entries.extend(_rest_of_phrase(text, position, end, entries))
    elif position < end:
        entries.extend(_with_partners(text, position, end, default))
    return [entry for entry in entries if entry.units]


def _rest_of_phrase(text: str, start: int, end: int, before: list[Entry]) -> list[Entry]:
    """The entries of what follows the last verb: A牵头，会同B; A牵头，B、C."""
    joined = JOINED_WITH.match(text, start + (text[start : start + 1] in ("，", "、", "；")), end)
    if joined:
        return [Entry(Role.SUPPORTING, tuple(split_units(text, joined.end(), end)))]
    leads = any(entry.role is Role.LEAD for entry in before)
    return _more_names(text, start, end, Role.SUPPORTING if leads else Role.PLAIN) if before else []


def _parse_bare_roles(text: str, start: int, end: int) -> list[Entry]:
    """The entries of "牵头单位A，配合单位B" in the value of a field."""
    labels = list(BARE_ROLE.finditer(text, start, end))
    stops = [*(label.start() for label in labels[1:]), end]
    return [
        Entry(role_of_field(label["words"]), tuple(split_units(text, label.end(), stop)))
        for label, stop in zip(labels, stops, strict=True)
    ]


def noted_entries(text: str, start: int, end: int) -> list[Entry]:
    """Return the units that a note in a mark adds to it: 以下均需…落实，不再列出."""
    note = NOTED_UNITS.search(text, start, end)
    units = split_units(text, *note.span("names")) if note else []
    is_named = bool(units) and all(is_unit_or_level(text[unit.start : unit.end]) for unit in units)
    return [Entry(Role.PLAIN, tuple(units))] if is_named else []


def _with_partners(text: str, start: int, end: int, role: Role) -> list[Entry]:
    """Split "A会同B": A leads, B supports."""
    may_have = role is not Role.SUPPORTING and MAY_JOIN.search(text, start, end)
    partner = TOGETHER_WITH.search(text, start, end) if may_have else None
    if partner is None:
        return [Entry(role, tuple(split_units(text, start, end)))]
    return [
        Entry(Role.LEAD, tuple(split_units(text, start, partner.start()))),
        Entry(Role.SUPPORTING, tuple(split_units(text, partner.end(), end))),
    ]
