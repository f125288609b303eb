"""What a body does (职能), told from its printed name, so that bodies of two governments can be compared.

市科技局, 省科技厅, 科技部 and 市科学技术局 all answer to 科技. One row of FUNCTIONS a function: how its bodies are
called, and the words of a clause that are usually its business. Names follow the departments set up by the State
Council's reforms of 2018 and 2023 and their common local forms.
"""

import re
from dataclasses import dataclass
from functools import cache

from tracker.domain.parsing.text.compact import fold, without_white_space

LOCAL_GOVERNMENTS = "地方政府"
ZONES = "开发区"


@dataclass(frozen=True)
class UnitFunction:
    """A function: `names` are parts of printed names, `words` what its clauses speak of."""

    name: str
    names: tuple[str, ...]
    words: tuple[str, ...]


_TABLE = """
发展改革|发展改革 发改 发展和改革|规划 重大项目 投资 价格 能耗 营商环境 产业政策 循环经济 信用体系
科技|科技局 科技厅 科技部 科技委 科学技术|科技 创新 研发 高新技术 实验室 孵化 成果转化 科学家 攻关 创业 众创
经信|经信 经济和信息化 经济信息 工业和信息化 工信|工业 制造 产业链 集群 数字化 企业培育 中小企业 软件 技改 亩均
财政|财政|资金 财政 奖补 预算 补助 专项资金 贴息 政府采购 政府投资
税务|税务|税收 纳税 减税 免税 所得税 加计扣除 涉税 税费
人力社保|人力资源社会保障 人力资源和社会保障 人力社保 人社|就业 人才 职称 技能 培训 失业 社会保险 劳动 薪酬 职业
教育|教育厅 教育局 教育部 教委 教育体育|教育 学校 高校 高等院校 学科 学生 人才培养 职业院校 校园
自然资源|自然资源 国土资源|土地 用地 空间规划 国土 地块 低效 工业用地 闲置 测绘
建设|住房城乡建设 住房和城乡建设 城乡建 住建 建设局 建设厅 建委|住房 公积金 建筑 城市建设 市政 公租房 绿色建筑 物业
生态环境|生态环境 环境保护 环保局 环保厅|生态 环境 排放 污染 环评 绿色 碳达峰 碳中和
商务|商务|外资 开放 外贸 招商 贸易 消费 电商 国际合作 自贸 展会
投资促进|投促 投资促进 招商局|招商 引资 招引
市场监管|市场监管 市场监督管理 市监|标准 质量 市场主体 商标 食品安全 反垄断 登记 计量
知识产权|知识产权|知识产权 专利
交通运输|交通运输 交通局 交通委|交通 公路 运输 物流 道路
水利|水利 水务|水利 水资源 供水 节水 饮水
农业农村|农业农村 农业局 农委|农业 农村 农产品 种植 养殖 农民 耕地
乡村振兴|乡村振兴 扶贫|扶贫 脱贫 帮扶 乡村振兴
文旅|文化和旅游 文化旅游 文旅 文化广电 文体 文广|文化 旅游 景区 非遗 公共文化
体育|体育局|体育 健身 运动 赛事
卫健|卫生健康 卫健 卫生局 卫生计生|医疗 卫生 健康 医院 疾病 医生 诊疗 慢病
疾控|疾控 疾病预防|疾病预防 传染病 监测预警 疫情
中医药|中医药|中医 中药 中医药
医保|医保 医疗保障|医保 医疗保障 参保
药监|药监 药品监督|药品 医疗器械 疫苗
民政|民政|养老 社会组织 社区 殡葬 慈善 救助 老年
公安|公安|公安 治安 户籍 交通安全 出入境 禁毒
司法行政|司法厅 司法局 司法部 法制办|法治 立法 法规 司法 合法性审查 规章 普法
法院|法院|诉讼 审判 司法救济
检察|检察院|公益诉讼 检察
应急管理|应急|安全生产 应急 灾害 防灾
审计|审计|审计
统计|统计|统计 监测指标 统计调查
国资|国资委 国有资产|国有企业 国企 国有资本
金融|金融办 地方金融 金融工作 金融局 金融发展|融资 金融 上市 基金 担保 科技金融 股权 资本市场
人民银行|人民银行 人行|信贷 货币 征信 银行 贷款 外汇
金融监管|银保监 金融监督管理 金融监管总局 银监 保监|信贷 保险 银行业 贷款 知识产权质押
证监|证监|证券 债券 上市公司 挂牌
海关|海关|进出口 通关 口岸 保税 报关
口岸物流|口岸|口岸 物流 通关
数据|数据局 数据资源 大数据|数据 算力 政务数据 数据共享 数据要素
政务服务|政务服务 政务办 审改办 审批局 行政审批 审批服务 跑改 营商办|审批 放管服 政务服务 证照 办事 跑一次 事项清单 中介
机构编制|编办 机构编制|机构 编制 管理体制 职能 内设机构
组织|组织部|干部 党建 领导班子 考核 组织 选拔
人才|人才办 人才工作|人才 引才 高层次
宣传|宣传部|宣传 舆论 典型 报道 精神文明
网信|网信|网络安全 互联网 网络舆情
统战|统战部|统战 民营经济人士
改革|改革办 深改|改革 改革试点
党校|党校|党校 干部培训
机关党建|机关工委|机关党 机关干部 职工食堂
外事|外事 外办|外事 国际交流 境外
人大政协|人大常委 政协|人大代表 政协委员 提案
能源|能源局|能源 电力 光伏 风电 新能源
电力|电力公司 供电公司 电网 供电局|电力 供电 用电
粮食|粮食 粮储 物资储备|粮食 储备
供销|供销|供销 农资 农产品流通
邮政|邮政|邮政 快递 寄递
通信|通信管理|通信 电信 5G 宽带 基站
林业|林业 林草 林局|森林 林业 湿地 绿化
气象|气象|气象
海洋渔业|海洋 渔业|海洋 渔业 海域
文物|文物|文物 博物馆 考古
广电|广播电视 广电局 融媒体 电视台|广播 电视 媒体 新闻
城管|城管 城市管理 综合执法 综合行政执法|城市管理 执法 市容 垃圾
退役军人|退役军人|退役军人 双拥
机关事务|机关事务|公共机构 办公用房
政府办公厅|政府办公厅 政府办公室 政府办 国务院办公厅 政府督查室|督查 统筹协调 绩效考核 考核评价
党委办公厅|委办公厅 委办公室|督查 统筹
工会|总工会|职工 工会 工人 劳模
共青团|团市委 团省委 团县委 团区委 共青团|青年 青少年 志愿
妇联|妇联 妇女联合|妇女 家庭 儿童 巾帼
工商联|工商联 工商业联合|民营企业 商会 民营
科协|科协 科学技术协会|科普 科学素质 学会 院士
残联|残联 残疾人联合|残疾人 康复 无障碍
红十字|红十字|急救 献血 救护
计生协|计生协 计划生育协会|生育 托育 优生
金融控股|金融控股|基金 母基金
"""

#: Further words of a function, a row or more each. Governments and zones are known by their kind, not by a name.
_FURTHER_WORDS = """
发展改革|项目建设 固定资产 发展规划 社会信用 公共资源交易 物价 收费 充电 节能 服务业
科技|科研 技术合同 技术攻关 产学研 重点实验室 科技型 揭榜挂帅 科技特派员
经信|专精特新 工业互联网 智能制造 新型工业化 两化融合 企业家 产能 新材料 技术改造 降本 减负
财政|经费 奖励 补贴 投入 拨付 财税 政府债券 转移支付 财力
税务|出口退税 减税降费 增值税
人力社保|创业担保 高校毕业生 农民工 社保 工资 稳岗 招聘 劳动关系 工伤 养老保险 零工
教育|教师 义务教育 幼儿园 教材 课程 学前教育 招生 劳动教育 培养
自然资源|建设用地 用地指标 矿产 不动产 国土空间 耕地保护 土地出让 出让 详细规划
建设|老旧小区 燃气 供热 污水 管网 保障性住房 棚户区 房地产 施工 城镇 海绵城市 公园 工程质量
生态环境|环保 大气 水质 固废 危险废物 生态保护 碳排放 减排 治污 噪声
商务|商贸 餐饮 汽车 家电 跨境 进出口 外商 商圈 夜间经济 直播 展览 市场采购 服务外包 老字号
市场监管|检验检测 认证 公平竞争 特种设备 企业登记 消费者 价格行为 营业执照 个体工商户 食品 广告 虚假
知识产权|商标 版权
交通运输|客运 货运 港口 航道 公交 出租车 车辆 高速 冷链 网约车
水利|河湖 河道 防洪 水库 灌溉 水土
农业农村|粮食 高标准农田 畜禽 种业 农机 合作社 家庭农场 村集体 乡村 农田 宅基地 渔业
乡村振兴|易地扶贫 帮扶车间 低收入
文旅|文艺 图书馆 旅行社 民宿 演出 文化产业 博物馆 公共文化服务 文创
卫健|基层医疗 公共卫生 家庭医生 妇幼 托育 健康教育 控烟 老年健康 护理 心理 传染病
医保|医疗保险 药品集中采购 医疗费用 生育保险
民政|社会救助 低保 特困 儿童福利 社区服务 志愿服务 婚姻 困难群众 残疾
公安|落户 犯罪 打击 签证 消防 身份证 居住证 交通秩序 诈骗 违法 户口
司法行政|仲裁 调解 公证 律师 行政复议 规范性文件 执法监督 法律服务 法律援助
应急管理|救援 危险化学品 防汛 消防 预案 隐患 事故
统计|普查 核算 调查
国资|国资 混合所有制 国有控股
金融|信贷 贷款 融资担保 再担保 股权投资 普惠金融 创业投资 债券
数据|数字化 公共数据 信息系统 平台建设 共享交换 互联互通 信息化 一体化平台
政务服务|一网通办 办事指南 窗口 一件事 电子证照 便民 热线 服务事项
机构编制|机构改革 职责
组织|党员 基层党组织 领导干部 干部考核
宣传|新闻 媒体 宣传引导 氛围 文明 思想道德
政府办公厅|通报 政务公开 信息公开 协调机制 议定 督办 考核办法 政府系统 总结评估
党委办公厅|保密 机要 巡察
林业|造林 草原 自然保护地 国土绿化 林草 林下
体育|全民健身 体育场 健身设施 运动会
残联|残疾人就业
工会|劳动竞赛 技能竞赛
工商联|民营经济 商协会
城管|停车 占道 违法建设 户外广告 环卫 城市治理
药监|药械
能源|充电桩 电网 天然气 储能
供销|农资供应 日用品
统战|宗教 民族 侨务
网信|个人信息 网络
地方政府|各县 各地 属地 乡镇 街道 基层 县区 市县 区县 县域 镇村 村居 社区 辖区 各区 当地 县级 镇街
开发区|园区 高新区 开发区 产业园 入园 新区 集聚区 自贸区 飞地 功能区 招商引资 孵化园
"""

FUNCTIONS = tuple(
    UnitFunction(name, tuple(names.split()), tuple(words.split()))
    for name, names, words in (row.split("|") for row in _TABLE.split("\n") if row)
)

FUNCTION_WORDS = {function.name: function.words for function in FUNCTIONS}
for _function, _words in (row.split("|") for row in _FURTHER_WORDS.split("\n") if row):
    FUNCTION_WORDS[_function] = (*FUNCTION_WORDS.get(_function, ()), *_words.split())
_BY_NAME = {part: function.name for function in FUNCTIONS for part in function.names}
_LONGEST = max(map(len, _BY_NAME))

_BRACKETED = re.compile(r"[（〔\[][^（）〔〕\[\]]*[）〕\]]")
_COLLECTIVE = re.compile(
    r"(?:有关|相关|各|指定的|政务|建设|提供|使用|牵头|责任|成员)[^、]{0,6}(?:部门|单位|机构)|^(?:部门|单位)$"
)
_GOVERNMENT = re.compile(r"政府|各(?:地|省|市|州|县|区|旗|镇|乡|街道)")
_ZONE = re.compile(r"(?:新区|开发区|高新区|示范区|园区|港区|管委会|管理委员会|合作区|集聚区)")
_PEOPLES = "人民政府"
_LEVEL = re.compile(r"^(?:国家|国务院|中国|中央|[省市州县区旗]级?|本级)(?:委|政府)?(?=..)")


@cache
def function_of(name: str) -> str | None:
    """Return the function of a body by its printed name, or None where the name tells none (有关部门, a company)."""
    plain = _plain(name)
    bare = _BRACKETED.sub("", plain) or plain
    if _COLLECTIVE.search(bare):
        return _by_longest_part(bare) if "主管部门" in bare else None
    if function := _by_longest_part(bare):
        return function
    if _GOVERNMENT.search(plain):
        return LOCAL_GOVERNMENTS
    return ZONES if _ZONE.search(bare) else None


def body_key(name: str) -> str | None:
    """Return what stands for the body when governments are compared: its function, else its name without the level.

    None is a collective that cannot be held to anything (有关部门, 各责任单位).
    """
    if function := function_of(name):
        return function
    plain = _plain(name)
    return None if _COLLECTIVE.search(plain) else _LEVEL.sub("", plain)


def _plain(name: str) -> str:
    return fold(without_white_space(name)).replace(_PEOPLES, "政府")


def _by_longest_part(name: str) -> str | None:
    """The longest part that occurs decides: 中医药 before 药监, 地方金融 before 金融局."""
    for length in range(min(_LONGEST, len(name)), 1, -1):
        for start in range(len(name) - length + 1):
            if function := _BY_NAME.get(name[start : start + length]):
                return function
    return None
