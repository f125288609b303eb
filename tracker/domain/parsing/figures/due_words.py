"""The words that limits are told by: dates, what makes a date a limit, what only looks like one."""

import re

from tracker.domain.parsing.text.patterns import one_of

PLAN_ENDS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
DAYS_OF_THIRDS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20, "上中旬": 20}

FIELD = re.compile(
    r"(?:计划|拟|预计)?(?:完成|办结|推进|工作|任务|实施|整改|达标|落实|进度|总体|目标)?"
    r"(?:时限|期限|时间|日期|节点|进度)(?:要求|安排|节点|计划|表)?(?:[（〔][^）〕：]{0,16}[）〕])?："
)
_YEAR = (
    r"(?:(?P<year>20[0-9]{2}|二[〇零○][一二三][〇零○一二三四五六七八九](?=年))年?(?!代)(?P<to>[-—–~至]20[0-9]{2}年)?"
    r"|(?P<this>今年|本年度?|当年)|(?P<next>明年|次年|翌年))?"
)
_MONTH = (
    r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    r"(?:(?P<day>[12][0-9]|3[01]|0?[1-9])[日号]|(?P<third>上旬|中旬|下旬|初|中|上中旬)|(?:月?底|月?末))?"
)
_WITHIN_YEAR = (
    r"(?P<half>上半年|下半年)|[前第]?(?P<quarter>[一二三四1-4])季度(?:末|底)?|(?P<middle>年中)"
    r"|(?P<yearend>年底|年末|年内|年?度内|全年|底|末|内(?=[，。；）完出制建基全开启力实]|$))"
)
_PLAN = r"[“'\"‘]?(?P<plan>十[三四五六]五)[”'\"’]?(?:时期|期间|规划期)?(?:末|期末|结束|收官)"
DUE = re.compile(
    r"(?=20[0-9]{2}|二[〇零○]|[0-9]{1,2}月|[一二三四五六七八九十]{1,2}月|[前第]?[一二三四1-4]季度|[到至底末]|不[到至迟晚]"
    r"|[今本当明次翌全]年|年[中底末内度]|[上下]半年|[“'\"‘]?十[三四五六]五)(?P<head>不?[到至迟晚]?于?在?)"
    rf"(?:{_PLAN}|{_YEAR}(?:{_MONTH}|{_WITHIN_YEAR})?)"
)
_HOUR = (
    "(?:（(?:星期|周|含)[^（）]{0,4}）)?(?:[上下中]午|早上|晚上)?"
    "(?:[0-9]{1,2}(?:：[0-9]{2}|[时点](?:[0-9]{1,2}分|整|半)?)|下班)?"
)
BEFORE = re.compile(rf"{_HOUR}(?:之前|以前|前)(?![后景沿期往列0-9一二三四五六两半端瞻置]|提(?![交出供升请高报]))")
"""6月20日前, 6月20日（星期四）前, 6月20日18：00前."""
LISTED_BEFORE = re.compile(
    r"(?:[、和及与](?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[底末初]|[上中下]旬)?){1,4}(?:之前|以前|前)"
)
"""6月底、12月底前: each of them is a limit."""
LISTED_AFTER = re.compile("[、和及与或]$")
EACH_TIME = re.compile("每(?:年|两年|半年|季度|季|月|学期)[0-9月日底末初上中下旬、和及与或前]{1,24}$")
"""每年6月底、12月底前: all of them come back."""
THIS_MONTH = re.compile("本月(?:[底末](?:之?前)?|内)")
PLAN_PERIOD = re.compile(r"[“'\"‘]?(?P<plan>十[三四五六]五)[”'\"’]?(?:时期|期间|规划期)(?!末|期末)")
"""In a field: the end of the plan."""
CASE_AFTER = re.compile(
    "[^，。；：、0-9]{1,24}(?<!目)的[，；]|(?:已经?|[尚仍]?未)[^，。；0-9]{1,20}的"
    "|(?:建成|建造|竣工|投产|完工|投用|出厂|注册|登记|批准|备案|取得|购买|签订)的(?=[一-鿿])"
)
"""6月底前未完成的，…, 2023年底前已开工的项目, 2010年前建成的住宅: what happens to a case."""
LASTS_UNTIL = re.compile("(?:延续|延长|顺延)[^，。；]{0,30}$")
"""延续…政策至2027年底: the life of a policy."""
WORK_VERBS = """
    完成 出台 制定 印发 建成 建立 形成 投用 投入 竣工 开工 启动 实现 取得 全面 基本 上线 报送 发布 组织 开展
    编制 推出 达到 完工 交付 通车 投产 投运 办结 到位 验收 贯通 开通 挂牌 揭牌 试运行 封顶 见效 清零 销号 整改
"""
WORK_FOLLOWS = re.compile(r"(?:[^。；，、]{0,8}前)?[^。；，]{0,4}" + one_of(WORK_VERBS))
WORK_BEGINS = re.compile("，(?:基本|全面|全部|正式|如期)?" + one_of(WORK_VERBS) + "(?!了)")
"""2024年9月上旬，完成评估: at the head of a sentence."""
RANGE_WORK = re.compile("，?[^。；，]{0,4}" + one_of(WORK_VERBS) + "(?!了)")
"""9月至12月，组织开展评估: work of a period ends with it."""
EFFORT_BEFORE = re.compile("(?:力争|争取|确保|计划|预计|拟|保证)[于在]?$")
EFFORT_MADE = re.compile(
    "，?(?:全面|基本|全部|正式|如期)?(?:建成|完成|竣工|通车|投用|投产|投入|启用|开工|实现|形成|完工)"
)
"""力争2025年建成投用."""
NO_LIMIT_BEFORE = """
    每 每年 每月 每季度 上年 历年 次 上一 去 自 从 由 以 截至 截止 截止到 已于 已在 曾于 较 比 同比 有效期 有效期至
    有效期到 有效期为 有效期限为 执行至 执行到 执行期至 执行期限至
    实施期至 实施至 实施到 施行至 施行到 有效至 有效到 保留至 延期至 试行至 延续至 延长至
    顺延至 暂定至 期限为 期限至 日 号
"""
AFTER_NO_LIMIT = re.compile(f"(?:{one_of(NO_LIMIT_BEFORE)}|(?<![则础])上)$")
NO_LIMIT_AFTER = re.compile(r"起|以来|以后|之后|后(?!期)|期间|开始|版|间|度(?![底末])|的|以上|《|[0-9]|届|级|—|-")
NUMERIC = re.compile(
    r"(?<![0-9])(20[0-9]{2})([-./])(1[0-2]|0?[1-9])(?:\2([12][0-9]|3[01]|0?[1-9]))?(?![0-9月日])"
)  # in a cell: 2026-06-30, 2026.6.30, 2026/6
BEFORE_EVENT = re.compile(r"(?![底末至到])[^，。；、：]{2,14}前(?=[，。；）]|完成|$)")
"""2025年春节前: the day of an event is not told by its year."""
PERIOD_DONE = re.compile("）(?:全面|基本|全部|如期|分步|分批)*(?:完成|建成)")
"""用三年时间（2021年至2023年）全面完成: a period in brackets ends with the work."""
MADE_FOLLOWS = re.compile(
    r"，?(?:(?:全面|基本|全部)?(?:建成|完成|实现)|制定出台|研究制定|出台|印发|修订|启用|投用|竣工|通车|开工|启动)(?!了|的)"
)
_RELIEF = one_of("免收 免征 免除 减免 减征 减半 减按 暂免 免缴 缓缴 缓征 不征收 不收取")
_GRANTS = r"给予[^。；]{0,24}" + one_of("补贴 补助 奖补 贴息 资助 优惠 奖励 支持")
_FOR_WHOM = r"[，]?(?:继续|延续|暂)?(?:对|向|给)[^。；]{2,80}?"
HOLDS_UNTIL = re.compile(rf"{_FOR_WHOM}(?:{_RELIEF}|{_GRANTS})|，?(?:继续|延续|暂|全部|一律){{0,2}}{_RELIEF}")
GOES_ON = re.compile("持续|长期|常态")
"""年内持续推进 goes on, and ends with no day."""
HOLDS_UNTIL_RELIEF = re.compile(rf"{_FOR_WHOM}{_RELIEF}|，?(?:继续|延续|暂|全部|一律){{0,2}}{_RELIEF}")
"""2030年前，对…免收电费: the life of a policy. A grant has one where the date names a year."""
OF_CASE = re.compile("[。；，）]对(?!于)[^。；，]{0,30}$")
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
