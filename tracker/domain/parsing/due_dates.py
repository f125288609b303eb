"""Time limits: what a limit looks like, which date it means, and what only looks like one.

A month means its last day, 上旬 the 10th, 中旬 the 20th, 上半年 30 June, a quarter its last day, a year 31 December.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from tracker.domain.numerals import to_number
from tracker.domain.parsing.dates import last_day, make_day
from tracker.domain.parsing.model import DueKind
from tracker.domain.parsing.patterns import one_of

PLAN_ENDS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
DAYS_OF_THIRDS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20, "上中旬": 20}

FIELD = re.compile(
    r"(?:计划|拟|预计)?(?:完成|办结|推进|工作|任务|实施|整改|达标|落实|进度|总体|目标)?"
    r"(?:时限|期限|时间|日期|节点|进度)(?:要求|安排|节点|计划|表)?(?:[（〔][^）〕：]{0,16}[）〕])?："
)
_YEAR = (
    r"(?:(?P<year>20[0-9]{2})年?(?!代)(?P<to>[-—–~至]20[0-9]{2}年)?"
    r"|(?P<this>今年|本年度?|当年)|(?P<next>明年|次年|翌年))?"
)
_MONTH = (
    r"(?P<month>1[0-2]|0?[1-9])月份?"
    r"(?:(?P<day>[12][0-9]|3[01]|0?[1-9])[日号]|(?P<third>上旬|中旬|下旬|初|中|上中旬)|(?:月?底|月?末))?"
)
_WITHIN_YEAR = (
    r"(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度(?:末|底)?|(?P<middle>年中)"
    r"|(?P<yearend>年底|年末|年内|全年|底|末|内(?=[，完出制建]))"
)
_PLAN = r"“?(?P<plan>十[三四五六]五)”?(?:时期|期间|规划期)?(?:末|期末|结束|收官)"
DUE = re.compile(
    r"(?=20[0-9]{2}|[0-9]{1,2}月|第?[一二三四1-4]季度|[到至底末]|不[到至迟晚]|[今本当明次翌全]年|年[中底末内]"
    r"|[上下]半年|内[，完出制建]|“?十[三四五六]五)(?P<head>不?[到至迟晚]?于?在?)"
    rf"(?:{_PLAN}|{_YEAR}(?:{_MONTH}|{_WITHIN_YEAR})?)"
)
BEFORE = re.compile(r"(?:之前|以前|前)(?![后景沿期往列提0-9端瞻置])")
WORK_VERBS = """
    完成 出台 制定 印发 建成 建立 形成 投用 投入 竣工 开工 启动 实现 取得 全面 基本 上线 报送 发布 组织 开展
    编制 推出 达到
"""
WORK_FOLLOWS = re.compile(r"[^。；，]{0,4}" + one_of(WORK_VERBS))
NO_LIMIT_BEFORE = """
    每 每年 每月 每季度 上年 历年 次 上 上一 去 自 从 由 以 截至 截止 截止到 较 比 同比 有效期 有效期至
    有效期到 有效期为 有效期限为 执行至 执行到 执行期至 执行期限至
    实施期至 实施至 实施到 施行至 施行到 有效至 有效到 保留至 延期至 试行至 延续至 延长至
    顺延至 暂定至 期限为 期限至 日 号
"""
AFTER_NO_LIMIT = re.compile(one_of(NO_LIMIT_BEFORE) + "$")
NO_LIMIT_AFTER = re.compile(r"起|以来|以后|之后|后(?!期)|期间|开始|版|间|度(?![底末])|的|以上|《|[0-9]|届|级|—|-")
NUMERIC = re.compile(
    r"(?<![0-9])(20[0-9]{2})([-./])(1[0-2]|0?[1-9])(?:\2([12][0-9]|3[01]|0?[1-9]))?(?![0-9月日])"
)  # in a cell: 2026-06-30, 2026.6.30, 2026/6
BEFORE_EVENT = re.compile(r"(?![底末至到])[^，。；、：]{2,14}前(?=[，。；]|完成)")
"""2025年春节前: the day of an event is not told by its year."""
PERIOD_DONE = re.compile("）(?:全面|基本|全部|如期|分步|分批)*(?:完成|建成)")
"""用三年时间（2021年至2023年）全面完成: a period in brackets ends with the work."""
MADE_FOLLOWS = re.compile(r"，?(?:制定出台|研究制定|出台|印发|修订|建成|启用|投用)(?!了)")
_RELIEF = one_of("免收 免征 免除 减免 减征 减半 减按 暂免 免缴 缓缴 缓征 不征收 不收取")
_GRANTS = r"给予[^。；]{0,24}" + one_of("补贴 补助 奖补 贴息 资助 优惠 奖励 支持")
_FOR_WHOM = r"[，]?(?:继续|延续|暂)?(?:对|向|给)[^。；]{2,80}?"
HOLDS_UNTIL = re.compile(rf"{_FOR_WHOM}(?:{_RELIEF}|{_GRANTS})|，?(?:继续|延续|暂|全部|一律){{0,2}}{_RELIEF}")
GOES_ON = re.compile("持续|长期|常态")
"""年内持续推进 goes on, and ends with no day."""
HOLDS_UNTIL_RELIEF = re.compile(rf"{_FOR_WHOM}{_RELIEF}|，?(?:继续|延续|暂|全部|一律){{0,2}}{_RELIEF}")
"""2030年前，对…免收电费: the life of a policy. A grant has one where the date names a year."""
OF_CASE = re.compile("[。；，）]对(?!于)[^。；，]{2,30}$")
"""对企业年内新增的贷款，给予…: when a case arises."""
YEARS_BACK = 1
"""What was due longer ago is a condition (2009年前登记的电梯)."""
SENTENCE_END = re.compile("[。；]")
PHRASE_END = re.compile("[。；）〕】]")
LONGEST_BEFORE = 8
LONGEST_QUOTE = 40
FIGURES = frozenset("0123456789一二三四五六七八九十两几数")
MOST_DATES = 500
RANGE_BEFORE = re.compile(r"[日月年号]$")
RELATIVE = re.compile(
    r"(?:印发|发布|施行|实施|公布|下发|颁布)(?:之日)?[起后]?(?P<count>[0-9]{1,3}|[一二三四五六七八九十]{1,3}|半)"
    r"(?P<unit>日|天|个?月|年)[之以]?内"
)
ONGOING = re.compile(one_of("持续 长期 常态 长效 常年"))
ONGOING_PHRASES = "长期坚持 持续推进 持续优化 持续实施 长期推进 长期实施 常态化推进 持续开展 常态化开展"
ONGOING_AT_END = re.compile(r"[并且]?" + one_of(ONGOING_PHRASES) + r"(?=[。；）〕]|$)")
RECURRING = re.compile(r"每(?:年|半年|季度|季|月|周|两年|学期)(?:[^，。；）]{0,10}(?:前|底|末|日|次))?")


@dataclass(frozen=True)
class Limit:
    """A limit at compact positions start:end. `is_arrival`: the date a state is reached at (到某年), without 前."""

    kind: DueKind
    due_on: date | None
    start: int
    end: int
    is_arrival: bool = False


def limits_in_field(text: str, start: int, end: int, *, year: int | None) -> list[Limit]:
    """Return the limits of a field or a cell made for them: any date counts, and so does 持续推进."""
    recurring = RECURRING.search(text, start, end)
    found = []
    for match, year_here in _dates(text, start, end, year):
        is_recurring = recurring is not None and recurring.start() < match.start() <= recurring.end()
        is_recurring = is_recurring or bool(match["yearend"] == "年内" and GOES_ON.match(text, match.end(), end))
        if not is_recurring and not _is_year_of_event(text, match, end) and (day := resolve(match, year_here)):
            before = BEFORE.match(text, match.end(), end)
            found.append(Limit(DueKind.EXPLICIT, day, match.start(), before.end() if before else match.end()))
    found.extend(_numeric_dates(text, start, end))
    if ongoing := ONGOING.search(text, start, end):
        stop = PHRASE_END.search(text, ongoing.end(), end)
        found.append(Limit(DueKind.ONGOING, None, ongoing.start(), stop.start() if stop else end))
    if recurring and not found:
        found.append(Limit(DueKind.RECURRING, None, recurring.start(), recurring.end()))
    return found


def _is_year_of_event(text: str, match: re.Match[str], end: int) -> bool:
    is_bare = match["year"] and not any(match[part] for part in ("month", "half", "quarter", "middle", "yearend", "to"))
    return bool(is_bare and BEFORE_EVENT.match(text, match.end(), end))


def _numeric_dates(text: str, start: int, end: int) -> Iterator[Limit]:
    for match in NUMERIC.finditer(text, start, end):
        year, month = int(match[1]), int(match[3])
        if day := make_day(year, month, int(match[4])) if match[4] else last_day(year, month):
            yield Limit(DueKind.EXPLICIT, day, match.start(), match.end())


def limits_in_text(text: str, start: int, end: int, *, year: int | None, signed_on: date | None) -> list[Limit]:
    """Return the limits that sentences state; dates at which a goal is reached are marked as arrivals."""
    found = [*_relative_limits(text, start, end, signed_on)]
    dates = islice(_dates(text, start, end, year), MOST_DATES)
    limits = (_limit(text, match, end, year_here) for match, year_here in dates)
    earliest = signed_on.year - YEARS_BACK if signed_on else 0
    found.extend(limit for limit in limits if limit and (limit.due_on is None or limit.due_on.year >= earliest))
    ongoing = ONGOING_AT_END.search(text, start, end)
    if ongoing and (found or text[ongoing.start() - 1] in "，。；"):
        found.append(Limit(DueKind.ONGOING, None, ongoing.start(), ongoing.end()))
    return found


def _dates(text: str, start: int, end: int, year: int | None) -> Iterator[tuple[re.Match[str], int | None]]:
    """Yield what looks like a date, and its year if it names none: of a date before it in its sentence, else `year`."""
    year_here, position = year, start
    for match in DUE.finditer(text, start, end):
        if not match[0] or (match.start() > start and _is_span_of_years(text, match)):
            continue
        if SENTENCE_END.search(text, position, match.start()):
            year_here = year
        yield match, year_here
        is_later = match["year"] and int(match["year"]) >= (year or 0) and (match["month"] or match["half"])
        year_here = int(match["year"]) if is_later else year_here
        position = match.end()


def _is_span_of_years(text: str, match: re.Match[str]) -> bool:
    """Whether 年内 is a stretch of time (3年内, 近三年内) and not this year."""
    return match[0].startswith("年") and text[match.start() - 1] in FIGURES


def _relative_limits(text: str, start: int, end: int, signed_on: date | None) -> list[Limit]:
    """印发之日起30日内 counts from the day of signing; working days need the calendar of holidays and are left out."""
    if signed_on is None:
        return []
    dated = [(match, _later(signed_on, match)) for match in RELATIVE.finditer(text, start, end)]
    return [Limit(DueKind.EXPLICIT, day, match.start("count"), match.end()) for match, day in dated if day]


def _limit(text: str, match: re.Match[str], end: int, year: int | None) -> Limit | None:
    start, stop = match.span()
    head = match["head"]
    if _stands_after_no_limit(text, start, start + len(head)):
        return None
    day = resolve(match, year)
    if day is None:
        return None
    before = BEFORE.match(text, stop, end)
    holds_until = HOLDS_UNTIL if match["year"] else HOLDS_UNTIL_RELIEF
    if holds_until.match(text, before.end() if before else stop, end):
        return None
    if before:
        return Limit(DueKind.EXPLICIT, day, start, before.end())
    if NO_LIMIT_AFTER.match(text, stop, end):
        return None
    if head:
        return Limit(DueKind.EXPLICIT, day, start, stop, is_arrival=head[0] in "到至")
    if not _is_stated(text, match, end, year):
        return None
    is_bare = match["year"] and not any(match[part] for part in ("month", "half", "quarter", "middle", "yearend", "to"))
    return Limit(DueKind.EXPLICIT, day, start, stop, is_arrival=bool(is_bare))


def _stands_after_no_limit(text: str, start: int, head_end: int) -> bool:
    """Whether the words before a date, its own 到 or 至 included, say that it is a start, a range or the past."""
    if any(AFTER_NO_LIMIT.search(text, max(0, end - LONGEST_BEFORE), end) for end in {start, head_end}):
        return True
    return head_end > start and text[start] == "至" and bool(RANGE_BEFORE.search(text, max(0, start - 1), start))


def _is_stated(text: str, match: re.Match[str], end: int, year: int | None) -> bool:
    """Whether a date without 前 is a limit: 年内…, 12月完成…, and a year to come at the head: 。2027年，出台…"""
    if match["yearend"] == "全年":
        return text[match.start() - 1] in "，；" and text[match.end() : match.end() + 1] in tuple("）〕")
    if match["yearend"]:
        before = max(0, match.start() - LONGEST_QUOTE)
        is_case = match["yearend"] == "年内" and OF_CASE.search(text, before, match.start())
        return not is_case and not _is_in_saying(text, match)
    if match["to"] and text[match.start() - 1] == "（" and PERIOD_DONE.match(text, match.end(), end):
        return True
    exact = match["month"] or match["half"] or match["quarter"]
    if exact:
        return bool(WORK_FOLLOWS.match(text, match.end(), end))
    is_to_come = match["year"] and year is not None and int(match["year"]) >= year
    is_at_head = match.start() > 0 and text[match.start() - 1] in "。；"
    return bool(is_to_come and is_at_head and MADE_FOLLOWS.match(text, match.end(), end))


def _is_in_saying(text: str, match: re.Match[str]) -> bool:
    """Whether a date without a year stands in a quoted saying: “年初建账、年底交账”."""
    before = text[max(0, match.start() - LONGEST_QUOTE) : match.start()]
    return not match["year"] and before.rfind("“") > before.rfind("”")


def resolve(match: re.Match[str], year: int | None) -> date | None:
    """Return the last day of what a DUE match names; `year` stands in for a missing year."""
    if match["plan"]:
        return date(PLAN_ENDS[match["plan"]], 12, 31)
    named = _year(match, year)
    if named is None:
        return None
    if match["month"]:
        return _in_month(match, named)
    if match["half"] or match["middle"]:
        return date(named, 12, 31) if match["half"] == "下半年" else date(named, 6, 30)
    if match["quarter"]:
        return last_day(named, 3 * (to_number(match["quarter"]) or 4))
    says_year = match["year"] and "年" in match[0]
    alone = match["yearend"] in ("底", "末", "内") and not (match["year"] or match["this"] or match["next"])
    return date(named, 12, 31) if (match["yearend"] or says_year) and not alone else None


def _year(match: re.Match[str], year: int | None) -> int | None:
    if match["to"]:
        return int(match["to"][1:5])
    if match["year"]:
        return int(match["year"])
    return year + 1 if year is not None and match["next"] else year


def _in_month(match: re.Match[str], year: int) -> date | None:
    month = int(match["month"])
    if match["day"]:
        return make_day(year, month, int(match["day"]))
    third = match["third"]
    return date(year, month, DAYS_OF_THIRDS[third]) if third in DAYS_OF_THIRDS else last_day(year, month)


def _later(base: date, match: re.Match[str]) -> date | None:
    """The base moved on by a number of calendar days, months or years; 30 January + 1 month is the end of February."""
    unit = match["unit"].removeprefix("个")
    if match["count"] == "半":
        return _months_later(base, 6) if unit == "年" else None
    count = to_number(match["count"])
    if count is None:
        return None
    if unit in ("日", "天"):
        return base + timedelta(days=count)
    return _months_later(base, count * 12 if unit == "年" else count)


def _months_later(base: date, months: int) -> date:
    years, month = divmod(base.month - 1 + months, 12)
    end_of_month = last_day(base.year + years, month + 1)
    return min(end_of_month, end_of_month.replace(day=min(base.day, end_of_month.day)))
