"""Goals: figures to be reached, told from ceilings, conditions and what already exists."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from heapq import merge
from itertools import islice

from tracker.domain.numerals import to_number
from tracker.domain.parsing.model import GoalOperator
from tracker.domain.parsing.patterns import one_of

COUNTED = """
    元 美元 欧元 家 个 名 人 人次 件 项 场 场次 次 亩 公顷 公里 千米 米 平方米 平方公里 立方米 吨 吨标准煤
    户 套 辆 座 条 所 张 台 处 只 支 批 微克/立方米 毫克/升 分贝
    种 类 款 对 例 间 床 部 册 篇 幢 栋 株 头 羽 千瓦 千瓦时 兆瓦 度 位 倍 门 笔 宗 单 架 艘 列 班 标箱 TEU
    万次 P PFLOPS EFLOPS
"""
_FIGURE = r"[0-9]+(?:，[0-9]{3})*(?:[.\ue000-\uf8ff][0-9]+)?"
_RANGE = rf"(?P<value>{_FIGURE})(?:[-—–~～至](?P<upper>{_FIGURE}))?"
_SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?"
_PER = r"(?:/(?:人|亩|年|公顷|平方公里|平方米|户|天|月|吨|千瓦时|件|台|项))?"
_UNIT = rf"(?P<unit>个百分点|%|‰|{_SCALE}{one_of(COUNTED)}{_PER})(?![月间庭录单称牌工才民口数置别性])"
QUANTITY = re.compile(rf"{_RANGE}{_UNIT}(?P<after>及以上|以上|以下|以内|之内|左右|上下)?")
HALF = re.compile(r"(?:一半|半数)(?P<after>及以上|以上)?")
RANK = re.compile(
    r"(?P<verb>进入|进|跻身|位居|列|居|保持|稳居|挺进|迈入)[^，。；]{0,12}?前(?P<value>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:位|名|强)?(?![0-9])"
)
AT_LEAST = re.compile(
    r"(?:达到|达|突破|(?<!不)超过|超|不低于|不少于|不小于|(?<!不)(?:高于|大于)|至少|稳定在|提高到|提升到|提升至|提高至|增加到|增至|增加至|扩大到|保持在)$"
)
AT_MOST = re.compile(
    r"(?:不超过|不高于|不多于|不大于|(?<!不)(?:低于|小于|少于)|控制在|压减至|压减到|降至|降到|下降到|压缩至|压缩到|缩短至|减少到|减至)$"
)
ABOUT = re.compile(r"(?:约|大约|约为)$")
GOAL_YEAR = re.compile(
    r"(?<![比较自从])(?:到|至|力争|确保)?(?:“?十[四五]五”?末[，（]?)?(?P<year>20[2-9][0-9]|201[0-9])年(?:年?底|年?末|末)?(?:之?前)?"
)
EFFORT = re.compile(r"力争|确保|争取|实现|达到|目标|(?:达|超|稳定在|保持在)$|(?:全年|每年|年内|年度|每(?:个|所|县|村))")
_VERBS = """
    新增 新建 建成 建设 打造 培育 引进 引育 改造 完成 实现 创建 培训 发展 组织 举办 开放 开工 认定 推广
    整治 治理 招引 招募
    布局 培养 开通 提供岗位 募集 打通 疏浚 清淤 加装 造林 改建 扩建 筛查 种植 配备 维修 加固 更新
    布局 建立 设立 形成 推出 发布 选派 选树 遴选 评选 支持 补齐 提升 增加 增长 提高 减少 压减 下降 降低
    扩大 突破 落地 吸引
    集聚 孵化 转化 制定 修订 出台 争创 申报 争取 达到 超过 覆盖 储备 实施 开展 盘活 出让 供应 销售 投放
    安排 清理 清偿 解决 消化
"""
VERBS = re.compile(one_of(_VERBS))
_CEILINGS = """
    补助 补贴 奖励 奖补 资助 给予 贴息 最高 封顶 年薪 罚款 注册资本 贷款额度 额度 上限 减免 报销 标准为
    收费 单价 担保贷款 可申请
    保额 保费 保险金额 税率 免征 减按 返还 抵扣 分值 权重 计分 得分 扣分
"""
CEILING = re.compile(one_of(_CEILINGS))
CONDITION_AFTER = re.compile(
    r"(?:及?以上|以下|以内)?(?:的(?!目标|任务)|且|并?(?:具有|符合|通过))|(?:及?以上|以下)[^，。；]{0,12}(?:企业|项目|单位|人员)[，]?(?:可|给予|予以|按)"
)
EXISTING = re.compile(
    r"目前|现有|已有|已经|已建成|截至|等$|共$|分为$|划分为$|分$|下列$|以下$|上述$|原$|前款$|第$|不足$|满$|每$"
    r"|前$|[由从]$|每(?:超|增|减|提高|降低|下降|高|低)[^，]{0,6}$"
)
MEASURED_PER = re.compile(r"每(?:家|个|户|人|亩|项|件|次|名|台|套|辆|吨|间|床|平方米)?$")
RATE_OF_PAY = re.compile("每(?:公里|人|户|亩|家|吨|头|平方米|个|项|件|套|床)")
SCOPE = re.compile(r"全(?:省|市|县|区|州|国)|(?:高新|开发|自贸|示范)区|规上|规模以上")
SENTENCE = re.compile(r"[^。！？]+")
MOST_GOALS = 200
MOST_FIGURES = 5_000
LONGEST_PHRASE = 80
REACHED = re.compile(r"力争|确保|争取|实现|目标|达到|(?<![利费汇])率$|浓度控制在$")
NAMES_MEASURE = re.compile("(?:量|数|额|率|值|面积|强度|占比|比重)$")
NEXT_MEASURE = re.compile(r"(?:以上|左右)?[，、][^，、；。0-9]{2,20}")
RATIO = re.compile("率|占比|比重|比例|增速|增幅")
IDLE_VERB = re.compile(r"支持|实施|开展|安排")


@dataclass(frozen=True)
class Goal:
    """A figure at compact positions start:end."""

    indicator: str
    operator: GoalOperator
    value: Decimal
    upper_value: Decimal | None
    unit: str
    year: int | None
    scope: str | None
    is_best_effort: bool
    is_rank: bool
    start: int
    end: int


def find_goals(text: str, start: int, end: int, *, announced: bool) -> list[Goal]:
    """Return the goals of a stretch of text. `announced`: it stands under a heading such as 主要目标."""
    found: list[Goal] = []
    year: int | None = None
    for sentence in SENTENCE.finditer(text, start, end):
        begin, stop = sentence.span()
        year = year if announced else None
        for match in islice(_figures(text, begin, stop), MOST_FIGURES):
            if match.re is GOAL_YEAR:
                year = int(match["year"])
            elif len(found) < MOST_GOALS:
                goes_on = (
                    bool(found) and found[-1].start >= begin and _names_measure(text, found[-1].end, match.start())
                )
                if goal := _goal(text, begin, stop, match, year, announced or goes_on):
                    found.append(goal)
    return found


def _names_measure(text: str, start: int, end: int) -> bool:
    """Whether only the name of a measure stands between the goal before and a figure: …达2%，专利拥有量18件."""
    return bool(NEXT_MEASURE.fullmatch(text, start, end) and NAMES_MEASURE.search(text, start, end))


def _figures(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """Figures and the years that goals are set for, in order."""
    patterns = (GOAL_YEAR, QUANTITY, HALF, RANK)
    return merge(*(pattern.finditer(text, start, end) for pattern in patterns), key=lambda match: match.start())


def _phrase(text: str, start: int, position: int) -> str:
    """The words before a figure back to the last comma."""
    begin = max(start, position - LONGEST_PHRASE)
    words = text[begin:position]
    return words[max(words.rfind(mark) for mark in "，；：。") + 1 :]


def _rest(text: str, position: int, stop: int) -> str:
    """The words after a figure up to the next comma."""
    return re.split("[，；、]", text[position : min(stop, position + LONGEST_PHRASE)], maxsplit=1)[0]


def _goal(text: str, start: int, stop: int, match: re.Match[str], year: int | None, announced: bool) -> Goal | None:
    phrase, rest = _phrase(text, start, match.start()), _rest(text, match.end(), stop)
    if match.re is RANK:
        return _rank(text, match, year, announced, rest)
    if _is_condition(text, start, match, phrase, rest, stop):
        return None
    operator, is_stated = _operator(phrase, match["after"])
    if operator is GoalOperator.AT_MOST and not announced and not re.search("控制|压|降|减", phrase):
        return None
    if not _is_aimed_at(phrase, rest, year, is_stated=is_stated, announced=announced, is_money=_is_money(match)):
        return None
    is_half = match.re is HALF
    return Goal(
        indicator=_indicator(_after_last_comma(phrase), rest),
        operator=operator,
        value=Decimal(50) if is_half else _decimal(match["value"]),
        upper_value=_decimal(match["upper"]) if not is_half and match["upper"] else None,
        unit="%" if is_half else match["unit"],
        year=year,
        scope=_scope(phrase),
        is_best_effort=bool(re.search("力争|争取", phrase)),
        is_rank=False,
        start=match.start(),
        end=match.end(),
    )


def _is_aimed_at(phrase: str, rest: str, year: int | None, *, is_stated: bool, announced: bool, is_money: bool) -> bool:
    """Whether the words around a figure say that it is to be reached."""
    verbs = VERBS.findall(phrase)
    is_effort = bool(EFFORT.search(phrase))
    if announced:
        return bool(is_stated or is_effort or verbs or year or NAMES_MEASURE.search(phrase))
    if any(not IDLE_VERB.fullmatch(verb) for verb in verbs) or ((verbs or is_effort) and (is_stated or year)):
        return True
    if verbs and not rest and not phrase.endswith(verbs[-1]) and not is_money:
        return True
    if REACHED.search(phrase) or (is_stated and (year is not None or RATIO.search(phrase))):
        return True
    return bool(re.match(r"[^，]{0,20}实现(?!零)", rest))


def _after_last_comma(phrase: str) -> str:
    """The words after the last 、 outside brackets."""
    for position in range(len(phrase) - 1, -1, -1):
        before = phrase[:position]
        if phrase[position] == "、" and before.count("（") == before.count("）"):
            return phrase[position + 1 :]
    return phrase


def _scope(phrase: str) -> str | None:
    scope = SCOPE.search(phrase)
    return scope[0] if scope else None


def _is_condition(text: str, start: int, match: re.Match[str], phrase: str, rest: str, stop: int) -> bool:
    """Whether a figure is a ceiling, a condition or a count of what exists."""
    if match.start() > 0 and text[match.start() - 1] in "第〔（(“+.+-—" or EXISTING.search(phrase):
        return True
    if (CONDITION_AFTER.match(rest) and not _holds_share(phrase, match, rest)) or (
        MEASURED_PER.search(phrase) and match.re is QUANTITY
    ):
        return True
    sentence = text[max(start, match.start() - 80) : min(stop, match.end() + 60)]
    money = _is_money(match) or (match.re is QUANTITY and match["unit"] == "%")
    if CEILING.search(phrase) or CEILING.search(rest) or (money and RATE_OF_PAY.search(phrase)):
        return True
    return bool(money and CEILING.search(sentence))


def _is_money(match: re.Match[str]) -> bool:
    return match.re is QUANTITY and match["unit"].endswith("元")


def _holds_share(phrase: str, match: re.Match[str], rest: str) -> bool:
    """Whether …以上的 is a share to reach something (40%以上的…达到), or a sum to be raised (设立30亿元的基金)."""
    is_share = match.re is QUANTITY and match["unit"] == "%" and re.search("达到|实现|建成", rest)
    return bool(is_share or re.search(r"(?:设立|组建)[^，]{0,8}规模$", phrase))


def _operator(phrase: str, after: str | None) -> tuple[GoalOperator, bool]:
    if after in ("左右", "上下") or ABOUT.search(phrase):
        return GoalOperator.ABOUT, True
    if after in ("以下", "以内", "之内") or AT_MOST.search(phrase):
        return GoalOperator.AT_MOST, True
    if after in ("以上", "及以上") or AT_LEAST.search(phrase):
        return GoalOperator.AT_LEAST, True
    return GoalOperator.EQUAL, False


def _rank(text: str, match: re.Match[str], year: int | None, announced: bool, rest: str) -> Goal | None:
    rank = to_number(match["value"])
    before = text[max(0, match.start() - 12) : match.start()]
    if rank is None or CONDITION_AFTER.match(rest) or not (announced or year or "力争" in before):
        return None
    return Goal(
        indicator="位次",
        operator=GoalOperator.AT_MOST,
        value=Decimal(rank),
        upper_value=None,
        unit="位",
        year=year,
        scope=None,
        is_best_effort="力争" in before,
        is_rank=True,
        start=match.start(),
        end=match.end(),
    )


def _decimal(figure: str) -> Decimal:
    """The value of a printed figure; a glyph lost between digits (private use character) was the decimal point."""
    return Decimal(re.sub("[\ue000-\uf8ff]", ".", figure.replace("，", "")))


def _indicator(phrase: str, rest: str) -> str:
    before = GOAL_YEAR.sub("", phrase)
    before = re.sub(r"^(?:力争|确保|争取|实现|其中|并|使|全年)+", "", before)
    before = re.sub(
        r"(?:达到|达|突破|(?<!不)超过|超|不低于|不少于|高于|提高到|提升到|增至|力争|约|占|为)+$", "", before
    )
    noun = re.sub(r"^的", "", rest)
    if VERBS.fullmatch(before) or not before:
        return noun or before
    return before if not VERBS.search(before[-2:]) else before + noun
