"""Time limits: what a limit looks like, which date it means, and what only looks like one."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.numerals import to_number
from tracker.domain.parsing.dates import last_day, make_day

ONGOING_WORDS = r"持续|长期|常态|长效|常年|每年"
FIELD = re.compile(
    r"(?:计划|拟|预计)?(?:完成|办结|推进|工作|任务|实施|整改|达标|落实|进度|总体|目标)?"
    r"(?:时限|期限|时间|日期|节点|进度)(?:要求|安排|节点|计划|表)?(?:[（〔][^）〕：]{0,16}[）〕])?："
)
_PLAN_ENDS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
DUE = re.compile(
    r"(?P<head>[到至]?(?:在)?)"
    r"(?:(?P<year>20[0-9]{2})年?(?!代)(?P<to>[-—–~至]20[0-9]{2}年)?|(?P<this>今年|本年度?|当年)|(?P<next>明年|次年|翌年))?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>[12][0-9]|3[01]|0?[1-9])[日号]|(?P<third>上旬|中旬|下旬|初|中|上中旬)|(?P<monthend>底|末))?"
    r"|(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度(?:末|底)?|(?P<middle>年中)|(?P<yearend>(?:年)?(?:底|末)|年底|年末|年内|全年|内(?=[，完出制建])))?"
    r"|“?(?P<plan>十[三四五六]五)”?(?:时期|期间|规划期)?(?P<planend>末|期末|结束|收官)"
)
BEFORE = re.compile(r"(?:之前|以前|前)(?!后|景|沿|期|往|列|提|[0-9]|端|瞻|置)")
DONE_AFTER = re.compile(
    r"(?:[^。；，]{0,4})(?:完成|出台|制定|印发|建成|建立|形成|投用|投入|竣工|开工|启动|实现|取得|全面|基本|上线|报送|发布|组织|开展|编制|推出|达到)"
)
NOT_A_LIMIT_BEFORE = re.compile(
    r"(?:每|次|上一?|去|自|从|由|以|截至|截止|截止到|较|比|同比|有效期(?:限)?(?:为|至|到)?|执行至|执行期(?:限)?(?:为|至)?|实施期(?:限)?(?:为|至)?|试行至|延续至|延长至|顺延至|暂定至|期限(?:为|至)?|日)$"
)
NOT_A_LIMIT_AFTER = re.compile(r"起|以来|以后|之后|后(?!期)|期间|开始|版|间|度(?!底|末)|的|以上|《|《|[0-9]|届|级|—|-")
RELATIVE = re.compile(
    r"(?:印发|发布|施行|实施|公布|下发|颁布)(?:之日)?(?:起|后)?(?P<count>[0-9]{1,3}|[一二三四五六七八九十]{1,3}|半)(?P<unit>日|天|个?月|年)(?:之|以)?内"
)
ONGOING_END = re.compile(
    r"(?:并|且)?(?:长期坚持|持续推进|持续优化|持续实施|长期推进|长期实施|常态化推进|持续开展|常态化开展)(?=[。；）〕]|$)"
)


@dataclass(frozen=True)
class Limit:
    """A limit at compact positions start:end; `due_on` is None for an ongoing duty. `is_arrival`: 到某年, 无"前"."""

    due_on: date | None
    start: int
    end: int
    is_arrival: bool = False


def limits_in_field(text: str, start: int, end: int, *, year: int | None) -> list[Limit]:
    """Return the limits of a field or a cell made for them: any date counts; 持续推进 counts."""
    found = []
    for match in DUE.finditer(text, start, end):
        if match[0] and not re.search(r"每$", text[start : match.start()]) and (day := resolve(match, year)):
            found.append(Limit(day, match.start(), match.end()))
    ongoing = re.compile(ONGOING_WORDS).search(text, start, end)
    if ongoing and (found or not re.match("每年", ongoing[0]) or "持续" in text[start:end]):
        found.append(Limit(None, ongoing.start(), end))
    return found


def limits_in_text(text: str, start: int, end: int, *, year: int | None, signed_on: date | None) -> list[Limit]:
    """Return the limits that running text states, with dates that a goal is to be reached at marked as arrivals."""
    found = []
    for match in RELATIVE.finditer(text, start, end):
        if signed_on and (day := _later(signed_on, match)):
            found.append(Limit(day, match.start("count"), match.end()))
    for match in DUE.finditer(text, start, end):
        if match[0] and (limit := _limit(text, match, end, year)):
            found.append(limit)
    ongoing = ONGOING_END.search(text, start, end)
    if ongoing and (found or text[ongoing.start() - 1] in "，。；"):
        found.append(Limit(None, ongoing.start(), ongoing.end()))
    return found


def _limit(text: str, match: re.Match[str], end: int, year: int | None) -> Limit | None:
    start, stop = match.span()
    if NOT_A_LIMIT_BEFORE.search(text, max(0, start - 8), start):
        return None
    if match["head"].startswith("至") and start > 0 and text[start - 1] in "日月年号":
        return None
    day = resolve(match, year)
    if day is None:
        return None
    before = BEFORE.match(text, stop, end)
    if before:
        return Limit(day, start, before.end())
    if NOT_A_LIMIT_AFTER.match(text, stop, end):
        return None
    if match["head"]:
        return Limit(day, start, stop, is_arrival=True)
    exact = match["month"] or match["half"] or match["quarter"] or match["yearend"]
    if exact and (match["yearend"] or DONE_AFTER.match(text, stop, end)) and match["yearend"] != "全年":
        return Limit(day, start, stop)
    return None


def resolve(match: re.Match[str], year: int | None) -> date | None:
    """Return the last day of what a DUE match names; `year` stands in for a missing year."""
    if match["plan"]:
        return date(_PLAN_ENDS[match["plan"]], 12, 31)
    named = int(match["to"][1:5]) if match["to"] else int(match["year"]) if match["year"] else None
    if named is None and year is not None:
        named = year + 1 if match["next"] else year
    if named is None:
        return None
    if match["month"]:
        return _in_month(match, named)
    if match["half"] or match["middle"]:
        return date(named, 12, 31) if match["half"] == "下半年" else date(named, 6, 30)
    if match["quarter"]:
        return last_day(named, 3 * (to_number(match["quarter"]) or 4))
    if match["yearend"] or (match["year"] and "年" in match[0]):
        return date(named, 12, 31)
    return None


def _in_month(match: re.Match[str], year: int) -> date | None:
    month = int(match["month"])
    if match["day"]:
        return make_day(year, month, int(match["day"]))
    days = {"上旬": 10, "初": 10, "中旬": 20, "中": 20, "上中旬": 20}
    third = match["third"]
    return date(year, month, days[third]) if third in days else last_day(year, month)


def _later(base: date, match: re.Match[str]) -> date | None:
    count = to_number(match["count"]) if match["count"] != "半" else 6
    if count is None:
        return None
    unit = match["unit"].removeprefix("个")
    if unit in ("日", "天"):
        return base + timedelta(days=count)
    months = base.month - 1 + count * (12 if unit == "年" and match["count"] != "半" else 1)
    year, month = base.year + months // 12, months % 12 + 1
    return min(last_day(year, month), make_day(year, month, base.day) or last_day(year, month))
