"""Who is responsible when a clause has no mark: 由A负责, A负责…, A牵头…B配合, A会同B; and who is only the subject."""

import re
from itertools import islice

from tracker.domain.parsing.patterns import MUST, one_of
from tracker.domain.parsing.responsibility import JOINED, LEAD_WORDS, TOGETHER, Entry, Mark, Role
from tracker.domain.parsing.unit_lists import COORDINATED_HEAD, UnitName, looks_like_unit, split_units

_NAMES = r"(?P<names>[^。；：！？“”《》]{2,90}?)"
_MODAL = r"(?:应当|应|要|须|必须|将|可以|可)?"
_DUTY_VERB = one_of(
    "具体 统一 统筹 协调 负责 牵头 主办 承办 组织 承担 验收 制定 会同 抓总 归口 落实 审核 审批 研究 汇总 办理",
    "认定 推进 实施 提出 编制 建立 开展 制订 拟订 拟定 起草 筹措 筹集 安排 拨付 受理 审查 查处 核定 确定 公布 发布",
    "评选 推荐",
)
_MANNER = (
    r"(?:(?:(?:依法|依规|依次|统一|具体|及时|定期|共同)"
    r"|(?:[按依]照?|参照|根据|结合|[从以在])[^，。；：、]{2,24}?)(?!会同|牵头))?"
)
_BY_DUTY = r"(?:[按依]照?(?:各自|有关)?(?:工作)?(?:职责|职能|权限)(?:分工)?)?"
LEADS = re.compile(
    rf"(?:以(?=[各省市县区州]))?{_NAMES}{_MODAL}(?:共同|联合|分别|具体)?"
    r"(?:牵头(?!单位|部门|人|，?[^。；]{0,60}的[一-鿿]{0,4}机制)|(?:[为是]|作为)(?:牵头|主办)(?:单位|部门)|抓总(?=，)|为主(?=，))"
)
LEADS_WITH = re.compile(rf"{_NAMES}{_MODAL}(?:负责)?{TOGETHER}(?P<partners>[^。；：，]{{2,60}})")
LEADS_WITH_LATER = re.compile(
    rf"{_NAMES}(?:{MUST}|(?=根据|按照|依照|依据|结合|围绕))[^。；：]{{2,150}}?，(?:及时|积极|主动|组织)?会同(?P<partners>[^。；：，]{{2,60}})"
)
LEADS_IN = re.compile(rf"{_NAMES}(?:[为是]|作为)[^，。；：、]{{2,30}}的总?(?:牵头|主办)(?:单位|部门)(?=[，、；。]|$)")
NAMED_AS = re.compile(
    r"[，、；]?(?P<names>[^。；：！？“”《》]{2,60}?)(?:[为是]|作为)(?:[^，。；：、]{2,30}的)?总?"
    r"(?P<role>牵头|主办|责任|配合|协办|参与|承办|实施)(?:单位|部门)(?=[，、；。]|$)"
)
"""A为全市工作的总牵头单位，B为各县工作的牵头单位、C为责任单位: several in one sentence."""
BY_UNIT = re.compile(
    rf"由(?P<names>[^。；：，！？“”《》]{{2,60}}?)(?P<verb>(?:负责)?(?:牵头|{TOGETHER})|{_MANNER}{_DUTY_VERB})"
    r"(?![部局院所室办处])(?![^，。；]{0,8}的(?:事项|情形|权限|案件|部分))"
)
IN_CHARGE = re.compile(
    rf"{_NAMES}{_BY_DUTY}(?:具体|主要|统一|分别|共同)?(?:负责(?!人(?!民)|任|同志)|(?:承办|主办)(?=[，。；]))"
)
IS_NAMED_FOR = re.compile(
    rf"[^。；，、]{{2,30}}(?:机关|机构|部门|单位|主体)为(?P<names>[^。；，]{{3,40}})，{_BY_DUTY}(?:具体|主要)?负责(?!人)"
)
IS_IN_CHARGE = re.compile(r"(?P<names>[^。；：，！？“”《》]{2,40}?)是[^。；]{2,60}，负责(?!人)")
FOUNDED = re.compile("成立|建立|组建|健全|完善")
ITS_MECHANISM = re.compile(r"，?[^。；]{0,60}的[一-鿿]{0,4}机制")
"""成立由A牵头、B参与的推进机制 tells who sits in a mechanism, and gives no work."""
AUTHORISED = re.compile(r"[^。；，]{2,20}授权(?P<names>[^。；，]{2,40}?)负责(?!人)")
SUPPORTS_AFTER = re.compile(
    rf"[，、](?P<names>[^。；：！？]{{2,90}}?){_MODAL}{_BY_DUTY}(?:积极|协同|共同)?"
    r"(?:配合|参与|参加|协助|协同|协办|(?:[为是]|作为)(?:配合|协办|参与|责任)(?:单位|部门)|具体(?:负责|承办|落实|实施))"
)
SUPPORTS_BEFORE = re.compile(rf"(?P<names>[^，。；：]{{2,60}}?){_BY_DUTY}(?:积极|协同|共同)?(?:配合|参与|协助|协同)，")
SUPPORTS_ALONE = re.compile(
    rf"{_NAMES}{_MODAL}{_BY_DUTY}(?:积极|协同|共同)?(?:配合|参与|参加|协助|协同|协办)(?:落实|实施|推进|工作|做好[^。；，]{{0,20}})?[。；]?"
)
GENERIC_BODY = re.compile(
    one_of("政府 党委 部门 单位 各部门 各单位 企业 机构 公司 社区 协会 学校 医院 园区 银行 集团 中心 机关")
)
WITH_AFTER = re.compile(rf"[，、]?(?:负责|要|应当?)?(?:会同|{JOINED})")
NEXT_PARTNER = re.compile("以及|[、和及]")
SUBJECT = re.compile(_NAMES + MUST)
_VERB_AFTER_PARTNER = one_of("制定 制订 组建 编制 建立 开展 研究 出台 组织 办理 共建 推进 实施 做好 落实 审核 评估")
PARTNER = re.compile(
    r"[^，。；]{1,40}?(?:部门|单位|政府|中心|委员会|局|委(?!会)|厅|办|部|院|会|社|联|园|所|公司|大学|银行|企业(?=[，。；]))"
    rf"(?=[、，。；和及等]|{_VERB_AFTER_PARTNER}|(?![一-鿿]{{0,3}}(?:部门|单位|局|委|厅|办))[一-鿿]|$)"
)
LONGEST_BODY = 20_000
MOST_BY_UNIT = 20
OF_DEPARTMENTS = re.compile(r"部门$")
LONGEST_FIELD_OF_DUTY = 6
ITEM_NUMBER = re.compile(r"（[一二三四五六七八九十0-9]{1,3}）")
CASES = re.compile(r"下列[^。：]{0,12}(?:职责|情形|条件|事项|行为|活动)[^。：]{0,6}(?:时|之一|的)[^。]{0,60}：")
SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_NO_BODY = """
    建立 成立 完善 健全 加强 强化 推进 推动 实施 落实 支持 鼓励 引导 发挥 充分 坚持 探索 抓紧 加快 积极
    开展 组织 制定 明确 对 在 以 把
    将 按 按照 根据 通过 围绕 依托 凡 如 因 为 与 是 从 每 不 需
"""
NOT_A_BODY = re.compile("(?:" + one_of(_NO_BODY) + "|本(?![级市省县区]))")
NOT_IN_BODY = re.compile("是|作为|为[本全我]|组长|分管|建立|成立|健全|完善|强化|加强|设在|设立")


def find_formulas(text: str, start: int, end: int, breaks: list[int]) -> tuple[list[Mark], bool]:
    """Return what the sentences of an unmarked clause say of responsibility, and whether they say who leads."""
    plain: list[Mark] = []
    leading: list[Mark] = []
    supporting: list[Mark] = []
    alone_says = False
    for begin, stop in _sentences(text, start, end, breaks):
        entries, alone_says_here = _read(text, begin, stop)
        if any(entry.role is Role.LEAD for entry in entries):
            leading.append(Mark(begin, stop, tuple(entries)))
        elif entries:
            alone_says = alone_says_here and not plain
            plain.append(Mark(begin, stop, tuple(entries)))
        elif (leading or plain) and (alone := SUPPORTS_ALONE.fullmatch(text, begin, stop)):
            units = _names(text, *alone.span("names"))
            supporting.extend([Mark(begin, stop, (Entry(Role.SUPPORTING, tuple(units)),))] if units else [])
    found = [*leading, *supporting]
    if plain:
        found.append(Mark(plain[0].start, plain[-1].end, tuple(entry for mark in plain for entry in mark.entries)))
    return sorted(found, key=lambda mark: mark.start), bool(leading) or alone_says


def find_subjects(text: str, start: int, end: int, breaks: list[int]) -> list[UnitName]:
    """Return the units that are only the grammatical subject of a duty (A要…, A应当…)."""
    found: list[UnitName] = []
    seen: set[str] = set()
    for begin, stop in _sentences(text, start, end, breaks):
        match = SUBJECT.match(text, begin, stop)
        for unit in _names(text, match.start("names"), match.end("names")) if match else []:
            name = text[unit.start : unit.end]
            if name not in seen:
                seen.add(name)
                found.append(unit)
    return found


def _sentences(text: str, start: int, end: int, breaks: list[int]) -> list[tuple[int, int]]:
    """Sentences of a range; paragraphs end sentences too."""
    end = min(end, start + LONGEST_BODY)
    edges = sorted({start, end, *(position for position in breaks if start < position < end)})
    found = []
    cases = CASES.search(text, start, end)
    for left, right in zip(edges, edges[1:], strict=False):
        for match in SENTENCE.finditer(text, left, right):
            number = ITEM_NUMBER.match(text, *match.span())
            if not (number and cases and cases.end() <= match.start()):
                found.append((number.end() if number else match.start(), match.end()))
    return found


def _read(text: str, start: int, stop: int) -> tuple[list[Entry], bool]:
    for pattern, reader in _READERS:
        match = pattern.match(text, start, stop)
        if match:
            entries, says = reader(text, match, stop)
            if entries:
                return entries, says
    for match in islice(BY_UNIT.finditer(text, start, stop), MOST_BY_UNIT):
        if text.count("（", start, match.start()) > text.count("）", start, match.start()):
            continue
        entries, says = _read_by(text, match, stop)
        if entries:
            return entries, says
    return [], False


def _names(text: str, start: int, end: int) -> list[UnitName]:
    """The units of a range, or none at all if any of them is no public body."""
    units = split_units(text, start, end)
    names = [text[unit.start : unit.end] for unit in units]
    fields_of_duty = len(units) > 1 and bool(OF_DEPARTMENTS.search(text, start, end))
    if not units or any(not _is_body(name) and not (fields_of_duty and _is_field_of_duty(name)) for name in names):
        return []
    return units


def _is_field_of_duty(name: str) -> bool:
    """Whether a short name stands for a department in a list that ends in 部门: 科技、财政部门."""
    return len(name) <= LONGEST_FIELD_OF_DUTY and not NOT_A_BODY.match(name) and not NOT_IN_BODY.search(name)


def _is_body(name: str) -> bool:
    return (
        not NOT_A_BODY.match(name)
        and not NOT_IN_BODY.search(name)
        and (looks_like_unit(name) or bool(COORDINATED_HEAD.fullmatch(name)))
    )


def _subject(text: str, start: int, end: int) -> list[UnitName]:
    """The units before a verb: of the whole range, else what stands after its last 由 or its first comma that fits."""
    by = text.rfind("由", start + 1, end)
    if by != -1 and (units := _names(text, by + 1, end)):
        return units
    begin = start
    while begin != 0:
        units = _names(text, begin, end)
        if units and (begin == start or not any(GENERIC_BODY.fullmatch(text[u.start : u.end]) for u in units)):
            return units
        begin = text.find("，", begin, end) + 1
    return []


def _read_lead(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    units = _subject(text, match.start("names"), match.end("names"))
    if not units:
        return [], False
    entries = [Entry(Role.LEAD, tuple(units))]
    supporting = _supporters(text, match.start(), match.end(), stop)
    if supporting:
        entries.append(Entry(Role.SUPPORTING, tuple(supporting)))
    return entries, True


def _supporters(text: str, begin: int, start: int, stop: int) -> list[UnitName]:
    """Who supports after "A牵头": "，B配合" or "，会同B"; or before it, where the sentence begins: "B配合，"."""
    together = WITH_AFTER.match(text, start, stop)
    if together:
        return _partners(text, together.end(), stop)
    partners = [*islice(SUPPORTS_AFTER.finditer(text, start, stop), MOST_BY_UNIT)]
    before = SUPPORTS_BEFORE.match(text, begin, start) if not partners else None
    found = [unit for match in partners for unit in _subject(text, *match.span("names"))]
    return _subject(text, *before.span("names")) if before else found


def _read_named_as(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    """Who is named as what, one after the other; nothing where one of them is no public body."""
    entries: list[Entry] = []
    position = match.start()
    while named := NAMED_AS.match(text, position, stop):
        units = _names(text, *named.span("names"))
        if not units:
            break
        leads = named["role"] in LEAD_WORDS
        entries.append(Entry(Role.LEAD if leads else Role.SUPPORTING, tuple(units)))
        position = named.end()
    return entries, True


def _read_with(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    units = _subject(text, match.start("names"), match.end("names"))
    partners = _partners(text, match.start("partners"), match.end("partners"))
    if not units or not partners:
        return [], False
    return [Entry(Role.LEAD, tuple(units)), Entry(Role.SUPPORTING, tuple(partners))], True


def _partners(text: str, start: int, end: int) -> list[UnitName]:
    found: list[UnitName] = []
    position = start
    while match := PARTNER.match(text, position, end):
        found.extend(split_units(text, match.start(), match.end()))
        position = match.end()
        following = NEXT_PARTNER.match(text, position, end)
        if following is None:
            break
        position = following.end()
    return found


def _read_by(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    begin, end = match.span("names")
    alternative = text.find("或", begin, end)
    if match["verb"].endswith(("会同", "会", "商")):
        with_partners = LEADS_WITH.match(text, begin, stop)
        return _read_with(text, with_partners, stop) if with_partners else ([], False)
    ranges = [(begin, end)] if alternative == -1 else [(begin, alternative), (alternative + 1, end)]
    units = [unit for left, right in ranges for unit in _names(text, left, right)]
    founded = FOUNDED.fullmatch(text, max(0, match.start() - 2), match.start())
    if founded and "牵头" in match["verb"] and ITS_MECHANISM.match(text, match.end(), stop):
        return [], False
    if not units or text[match.end() : match.end() + 2] == "解释":
        return [], False
    if any(GENERIC_BODY.fullmatch(text[unit.start : unit.end]) for unit in units):
        return [], False
    leads = "牵头" in match["verb"] or "牵头" in text[match.end() : match.end() + 2]
    return [Entry(Role.LEAD if leads else Role.PLAIN, tuple(units))], leads or len(units) == 1


def _read_charge(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    begin, end = match.span("names")
    by = text.rfind("由", begin + 1, end)
    units = _names(text, begin if by == -1 else by + 1, end)
    if units and by != -1 and (earlier := BY_UNIT.search(text, begin, by)):
        first, _ = _read_by(text, earlier, by)
        units = [*(unit for entry in first for unit in entry.units), *units]
    supporting = _supporters(text, match.start(), match.end(), stop) if units else []
    if supporting:
        return [Entry(Role.LEAD, tuple(units)), Entry(Role.SUPPORTING, tuple(supporting))], True
    return ([Entry(Role.PLAIN, tuple(units))], False) if units else ([], False)


_READERS = (
    (LEADS_IN, _read_named_as),
    (LEADS, _read_lead),
    (LEADS_WITH, _read_with),
    (LEADS_WITH_LATER, _read_with),
    (AUTHORISED, _read_charge),
    (IS_NAMED_FOR, _read_charge),
    (IN_CHARGE, _read_charge),
    (IS_IN_CHARGE, _read_charge),
)
