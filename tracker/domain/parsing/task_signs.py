"""Whether a clause asks somebody to do something."""

import re

from tracker.domain.parsing.text.patterns import MUST, one_of
from tracker.domain.parsing.units.lead_rules import FIRST_IS_LEAD

NOT_WORK_TITLES = """
    指导思想 总体要求 总体思路 发展思路 工作思路 基本思路 基本要求 总要求 基本原则 工作原则 总体原则
    实施原则 遵循原则 主要原则 原则
    总体目标 主要目标 工作目标 发展目标 行动目标 目标要求 目标任务 目标指标 目标 主要指标 发展指标 预期目标 总目标
    年度目标 阶段目标 具体目标
    近期目标 远期目标 中期目标 奋斗目标 发展愿景 适用范围 明确范围 实施范围 支持范围 适用对象 实施对象
    支持对象 奖励对象 扶持对象 对象范围 范围
    名词解释 有关定义 相关定义 概念界定 定义 术语 附则 法律责任 重要意义 重大意义 现实意义 发展现状 发展基础
    现状 形势 背景 工作背景
    评分标准 评分办法 计分办法 计分方法 计分规则 评分规则 评分细则 考核计分 评价结果等次 结果等次 有效期
    有效期限 实施时间 执行时间 施行日期
    抽查时间 检查时间 抽查对象 检查对象 抽查比例 抽取比例
    考核对象 评价对象 考核范围 总则 申报条件 申请条件 认定条件 支持条件 基本条件 奖励标准 补助标准
    支持标准 资金来源 解释权限 其他 编制目的 编制依据 制定目的 制定依据 目的 依据 目的依据 事件分级 预案体系 分级标准
    启动条件 响应条件 终止条件 预警分级 响应分级 适用情形 费用构成 经费构成 资金构成 投资构成 投资估算 经费概算
"""
_WHO_MAY = (
    "(?:招生|选拔|评选|申报|申请|认定|推荐|遴选|报名|参评|参选|补贴|补助|奖励|资助|救助|招聘|录取|扶持|支持)"
    "(?:范围|对象|条件|资格|规模|名额)"
)
NOT_WORK_TITLE = re.compile(
    f"(?:(?:本?(?:办法|意见|方案|措施))?的?(?:{one_of(NOT_WORK_TITLES)}|{_WHO_MAY}|(?<=[、和及与])(?:对象|条件|规模|名额))"
    "(?:[和与及、暨]|$)){1,4}"
)
NOT_WORK_ABOVE = """
    指导思想 总体要求 总体思路 基本原则 工作原则 总体原则 实施原则 遵循原则 主要原则 原则
    总体目标 主要目标 工作目标 发展目标 行动目标 目标 主要指标 附则 法律责任 罚则 名词解释
"""
NOT_WORK_HEADING = re.compile(
    f"(?:{one_of(NOT_WORK_ABOVE)}(?:[和与及、暨]|$)){{1,4}}|{_WHO_MAY}|[一-鿿]{{2}}原则|[^，。]{{2,30}}(?:主要|预期|发展|核心|约束性|具体|控制)指标"
)
GOAL_TITLE = re.compile(
    r"(?!.*(?:责任|考核|管理|督查))(?:[^，]{0,8}目标|(?!围绕|实现|完成|分解|明确|聚焦)[^，]{0,20}(?:工作|总体|主要|发展|行动|预期|年度)目标)"
)
IDEAS_TITLE = re.compile(r"[^，。]{2,24}(?:总体要求|指导思想|基本原则|总体思路)")
"""准确把握…的总体要求."""
HEADINGS_OF_LAW = re.compile(r"法律责任|罚则|责任追究")
SCOPE_TITLE = re.compile(
    r"(?:重点)?(?:整治|排查|检查|打击|治理)区域|(?:(?:整治|排查|检查|打击|治理|监管)?重点)?(?:领域|行为|对象|区域|部位|范围|场所|行业|环节)|(?:整治|排查|检查|打击|治理)(?:范围|重点|对象|内容)"
)
NAMES_ONLY = re.compile(r"[^。]{2,300}(?:领域|行为|对象|区域|部位|场所|行业|环节|单位|企业|机构|活动|问题|产品)。?")
DIVIDES = re.compile("(?:根据|按照|依据)[^。]{2,200}(?:划分|划定|分为|分成|确定)[^。]*。?")
_IDEAS = one_of("指导思想 总体要求 总体思路 基本原则 工作原则 总体原则 总体目标 主要目标 工作目标 发展目标 目标任务")
NOT_WORK_OPENINGS = (
    re.compile(r"为(?:了)?[^。]{2,300}(?:制定|制订|出台|提出)(?:本|如下|以下)"),
    re.compile(r"[^。]{0,150}(?:适用|参照)(?:本|执行)|[^。]{0,150}参照本[一-鿿]{1,6}(?:管理|执行)"),
    re.compile(r"本[一-鿿]{1,8}(?:由[^。]{2,40}负责)?(?:负责)?解释|本[一-鿿]{1,8}由[^。]{2,40}解释"),
    re.compile(r"[^。]{0,40}自[^。]{1,30}起(?:正式)?(?:施行|实施|执行|生效)"),
    re.compile(r"[^。]{2,60}(?:应当|应|要)?(?:遵循|坚持|按照|贯彻|实行)[^。]{2,120}的?(?:原则|方针|理念|总要求)。?$"),
    re.compile(r"(?:根据|依据|按照|参照)[^。]{2,400}(?:制定|制订|出台)本[一-鿿]{2,4}[，。]"),
    re.compile(rf"[^。，；]{{0,20}}{_IDEAS}(?:是|为)(?=[，：]?)"),
    re.compile(r"[^。，；]{2,30}(?:由[^。；]{2,300}组成|实行(?:行政首长|[省市县区州镇乡]长|主任|局长)负责制)[。，；]"),
    re.compile(
        r"(?:组长|总指挥)：|(?:领导小组|指挥部|专班|委员会)?(?:成员(?:单位)?|组成人员)(?:名单)?(?:如下|为|是|包括|：)"
    ),
    re.compile(
        r"(?:建设|适用|试点|支持|奖励|扶持|申报|认定|评价|整治)(?:主体|对象|范围|区域|条件|类型)(?:可|应)?(?:为|是|包括)"
    ),
    re.compile(r"允许(?![^。]*(?:支持|鼓励|推动|建立|给予|探索))[^。；]{2,200}。?$"),
    re.compile(
        r"(?:(?:上述|以上|本)[^。；]{2,60}|未[^。；，]{0,8}期限的，?)(?:从其规定|有效期(?:限|为|至|自)|执行期限?(?:为|至|自))"
    ),
    re.compile(rf"[^。]{{0,60}}(?:{FIRST_IS_LEAD.pattern})"),
    re.compile(r"(?:出现|发生|存在|有)(?:下列|以下)(?:情形|情况)(?:之一)?的?，[^。；，]{2,20}可以?(?=[^以])"),
    re.compile(
        r"[^。；]{2,60}(?:与本[一-鿿]{1,6}(?:不一致|相抵触|不符)[^。；]{0,10}以本|另有规定的，?[^。；]{0,6}从其规定)"
    ),
    re.compile(
        r"[^。；]{2,80}(?:就高不(?:就低|重复)|从(?:高|优)不重复|不(?:得)?重复(?:享受|支持|奖励|补助))[^。；]{0,20}。?$"
    ),
)
SETS_CONDITIONS = re.compile(
    r"[^。；]{2,60}(?:应当|应|须|需|必须)?(?:同时|具体)?(?:符合|具备|满足)(?:下列|以下|如下)(?:基本|全部)?(?:条件|要求)"
    r"|[^。；，]{0,12}(?:有|存在)(?:下列|以下)[^。；，]{0,8}(?:情形|情况|行为)(?:之一)?的?，[^。；，]{0,12}(?:不予|不得|取消|不再)[^。；，]{0,4}"
    r"(?:支持|受理|认定|享受|申报|申请|奖励|资格|补助)"
    r"|(?:享受|申请|申报|申领)[^。，；]{0,20}(?:企业|单位|机构|项目|人员|个人|主体|者)[^。，；]{0,10}(?:须|应当?|必须|需)"
)
"""Who may apply: no work, and its figures are thresholds."""
GRADES = re.compile(
    r"[^。；]{2,24}(?:结果|成绩|等次|等级)(?:共|按[^。；，]{2,12})?分为[^。]{3,80}(?:等次|等级|档次?|级|类)?。?$"
)
POINTS_OF_TITLE = re.compile(r".*[（〔][0-9.]{1,4}分[）〕]")
DEFINES = re.compile(
    r"本[一-鿿]{1,6}所称|(?:本[一-鿿]{1,6}|前款)(?:规定)?(?:中)?的?[^。，]{1,30}(?:是指|系指)|[^。，]{2,30}，?是指"
)
DUTY_AFTER_DEFINITION = re.compile(
    rf"[^。]*。.*?(?<=[。；])[^。；，]{{2,30}}(?:{MUST}|负责)(?!符合|具备|满足|是)", re.DOTALL
)
PRINCIPLES = re.compile(one_of("坚持 以 严格 遵循 秉持 秉承 贯彻 通过 按照 围绕 立足 突出 树立"))
ACTIVE_DUTY = re.compile(MUST + r"|不得|严禁|负责|鼓励|支持|配合|牵头|会同|定期")
LIABILITY = re.compile(
    r"违反本(?:办法|规定|条例|细则|规则)第|依法(?:依规)?(?:给予|追究|处理)|给予(?:行政)?处分|追究(?:其)?(?:刑事|法律|行政)?责任|构成犯罪|处以?罚款|责令(?:其)?(?:限期)?改正"
)
LEGAL_DUTY = re.compile(
    MUST + r"|不得(?![^，。；]{0,12}的)|严禁|及时、足额(?:发放|拨付|划拨|缴纳)|实施[^，。；]{0,4}(?:监管|监督检查)"
    r"|部门依法|负责|鼓励|支持|加强|推动|推进|建立|完善|加快|做好|统筹|配合|牵头|会同|定期"
)
GUIDING_AIMS = re.compile(r"以[^，。；]{2,60}为[^，。；]{2,6}，以[^，。；]{2,60}为[^，。；]{2,6}，")
"""How a statement of ideas begins beneath a heading such as 目标任务: 以…为主线，以…为目标，…"""
AIMS_HEADING = re.compile(r"(?:总体|工作|主要|发展)?(?:目标|要求|思路)(?:和|与|及)?(?:主要|重点)?任务")
GENERAL_CHAPTER = "总则"
FEWEST_POINTS = 3
POINTS = re.compile(r"[0-9]分(?!钟|之|类|批)")


def is_work(*, own_title: str | None, headings: tuple[str, ...], body: str, has_units: bool, is_article: bool) -> bool:
    """Whether a clause is work for somebody. A unit of its own makes any clause work; goals, scope, law do not."""
    if has_units:
        return True
    names_no_work = bool(NOT_WORK_TITLE.fullmatch(body)) if own_title is None else _titles_no_work(own_title, body)
    if names_no_work or any(_heads_no_work(title, is_article=is_article) for title in headings[:-1]):
        return False
    if _explains(headings, body):
        return False
    if is_article:
        return bool(LEGAL_DUTY.search(body)) and not LIABILITY.search(body)
    return True


def _titles_no_work(title: str, body: str) -> bool:
    """Whether a clause of this title tells goals, scope, points … and no work."""
    if NOT_WORK_TITLE.fullmatch(title) or GOAL_TITLE.fullmatch(title) or POINTS_OF_TITLE.fullmatch(title):
        return True
    if IDEAS_TITLE.fullmatch(title):
        return True
    return bool(SCOPE_TITLE.fullmatch(title) and (NAMES_ONLY.fullmatch(body) or DIVIDES.fullmatch(body)))


def _explains(headings: tuple[str, ...], body: str) -> bool:
    """Whether a clause only says why, on what principles, for whom, how long or how points are given."""
    if any(pattern.match(body) for pattern in NOT_WORK_OPENINGS) or len(POINTS.findall(body)) >= FEWEST_POINTS:
        return True
    if SETS_CONDITIONS.match(body) or GRADES.match(body):
        return True
    if DEFINES.match(body) and not DUTY_AFTER_DEFINITION.match(body):
        return True
    if any(map(AIMS_HEADING.fullmatch, headings[-2:-1])) and GUIDING_AIMS.match(body):
        return True
    is_general = GENERAL_CHAPTER in headings[-2:-1]
    return is_general and bool(PRINCIPLES.match(body)) and not ACTIVE_DUTY.search(body)


def _heads_no_work(title: str, *, is_article: bool) -> bool:
    """Whether nothing beneath a heading is work; among articles only the chapter on liability tells."""
    pattern = HEADINGS_OF_LAW if is_article else NOT_WORK_HEADING
    return bool(pattern.fullmatch(title))


def sets_conditions(body: str) -> bool:
    """Whether a clause says who may apply for something."""
    return bool(SETS_CONDITIONS.match(body))


def states_goals(title: str) -> bool:
    """Whether a heading announces goals."""
    return bool(NOT_WORK_HEADING.fullmatch(title) or GOAL_TITLE.fullmatch(title))
