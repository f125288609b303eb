"""The words by which sentences say who is responsible: 由A负责, A牵头…B配合, A会同B, A配合B."""

import re

from tracker.domain.parsing.text.patterns import MUST, one_of
from tracker.domain.parsing.units.responsibility import JOINED, TOGETHER

_NAMES = r"(?P<names>[^。；：！？“”《》]{2,90}?)"
_LONG_LIST = r"(?P<names>[^。；：！？“”《》]{2,240}?)"
_MODAL = r"(?:应当|应|要|须|必须|将|可以|可)?"
_DUTY_VERB = one_of(
    "具体 统一 统筹 协调 负责 牵头 主办 承办 组织 承担 验收 制定 会同 抓总 归口 落实 审核 审批 研究 汇总 办理",
    "认定 推进 实施 提出 编制 建立 开展 制订 拟订 拟定 起草 筹措 筹集 安排 拨付 受理 审查 查处 核定 确定 公布 发布",
    "评选 推荐",
)
_MANNER = (
    r"(?:(?:(?:依法|依规|依次|统一|具体|及时|定期|共同)"
    r"|(?:[按依]照?|参照|根据|结合|[从以在]|于(?=[^，。；]{1,14}(?:前|内|底)))[^，。；：、]{2,24}?)(?!会同|牵头))?"
)
_BY_DUTY = r"(?:(?:[按依]照?|根据|结合)(?:各自|有关)?(?:工作)?(?:职责|职能|权限)(?:分工)?)?"
LEADS = re.compile(
    rf"(?:以(?=[各省市县区州]))?{_LONG_LIST}{_MODAL}(?:共同|联合|分别|具体)?"
    r"(?:牵头(?!单位|部门|人|，?[^。；]{0,60}的[一-鿿]{0,4}机制)|(?:[为是]|作为)(?:牵头|主办)(?:单位|部门)|抓总(?=，)|为主(?=，)"
    r"|(?:充分|切实|认真|积极|主动)?(?:发挥|履行|承担|落实)好?牵头(?:抓总)?(?:作用|职责|责任))"
)
LEADS_WITH = re.compile(rf"{_NAMES}{_MODAL}(?:负责)?{TOGETHER}(?P<partners>[^。；：，]{{2,60}})")
LEADS_WITH_LATER = re.compile(
    rf"{_NAMES}(?:{MUST}|(?=根据|按照|依照|依据|结合|围绕))[^。；：]{{2,150}}?，(?:及时|积极|主动|组织)?会同(?P<partners>[^。；：，]{{2,60}})"
)
LEADS_WITH_ALSO = re.compile(
    r"(?P<names>[^，。；：“”《》]{2,30}?(?:局|委|中心|办|厅|部|政府|院))(?:统一|负责|组织|统筹)[^。；]{2,150}?，并会同"
    r"(?P<partners>[^。；：，]{2,60})"
)
"""A统一发布…，并会同B组织…"""
ADVERBIAL = re.compile(
    r"(?:结合|根据|按照|依据|围绕|依托)[^。；]{2,120}?，(?=[^，。；：“”《》]{2,60}会同|[^，。；]{2,200}，并会同)"
)
"""What a sentence has before its subject, which may quote: 根据“…”的要求，"""
MUST_WITH = re.compile(rf"[^，。；：]{{2,40}}?(?:{MUST})会同")
"""A要会同B…, said in passing, is a duty of A and does not tell whose the work of the clause is."""
KINDS_WITH = re.compile(rf"(?:各级|[省市县]级)[一-鿿]{{2,6}}部门(?:{MUST})会同[一-鿿]{{2,6}}部门")
"""省级财政部门要会同医保部门做好…, deep in a clause, tells what kinds of departments must do."""
FEWEST_PARAGRAPHS = 3
LEADS_IN = re.compile(
    rf"{_NAMES}(?:[为是]|作为)(?:[^，。；：、]{{2,30}}的总?(?:牵头|主办)|(?:第一|首要|主要)责任|(?:牵头|主办|主责)责任)"
    "(?:单位|部门)(?=[，、；。]|$)"
)
NAMED_AS = re.compile(
    r"[，、；]?(?P<names>[^。；：！？“”《》]{2,60}?)(?:[为是]|作为)(?:[^，。；：、]{2,30}的)?总?"
    r"(?P<role>牵头|主办|主责|第一|首要|主要|责任|配合|协办|参与|承办|实施)(?:责任)?(?:单位|部门)(?=[，、；。]|$)"
)
"""A为全市工作的总牵头单位，B为各县工作的牵头单位、C为责任单位: several in one sentence."""
BY_UNIT = re.compile(
    rf"(?<!可)由(?P<names>[^。；：，！？“”《》]{{2,60}}?)(?P<verb>(?:负责)?(?:牵头|{TOGETHER})|{_MANNER}{_DUTY_VERB})"
    r"(?![部局院所室办处科站队的]|中心|组(?!织|建|成))(?![^，。；]{0,8}的(?:事项|情形|权限|案件|部分))"
)
IN_CHARGE = re.compile(
    rf"{_NAMES}{_BY_DUTY}(?:(?<=[责能限工])，)?(?:具体|主要|统一|分别|共同|分工|分头|总)?(?:负责(?!人(?!民)|任|同志)|(?:承办|主办)(?=[，。；]))"
)
AMONG_THEM = re.compile("[，、](?:其中|具体分工(?:如下)?|分工如下)：")
"""…三方面内容，其中：A牵头…；B牵头…"""
BY_DUTIES = re.compile(
    rf"{_NAMES}(?:[按依]照?|根据|结合)(?:各自|有关)?(?:工作)?(?:职责|职能)(?:分工|范围)?，?"
    "(?:抓好|做好|组织|分头|共同|具体|负责){0,2}(?:落实|实施|推进|工作|相关工作)(?=[，。；]|$)"
)
"""A、B按各自职责抓好落实。"""
ALSO_IN_CHARGE = re.compile(r"，(?P<names>[^，。；：“”《》]{2,60}?)(?:具体|主要)?负责(?!人|任|制)")
"""A负责…，B负责…，C负责…"""
ITS_PART = re.compile(
    r"，(?P<names>[^，。；：“”《》]{2,60}?)(?:具体|主要)?(?:负责(?!人|任|制)|做好|抓好|提供)(?=[^，。；]{2})"
)
"""A牵头，B负责审查，C做好保障。"""
IS_NAMED_FOR = re.compile(
    rf"[^。；，、]{{2,30}}(?:机关|机构|部门|单位|主体)为(?P<names>[^。；，]{{3,40}})，{_BY_DUTY}(?:具体|主要)?负责(?!人)"
)
IS_IN_CHARGE = re.compile(r"(?P<names>[^。；：，！？“”《》]{2,40}?)(?:是|统筹)[^。；]{2,60}，负责(?!人)")
AFTER_QUOTE = re.compile("[”》][^，。；“”《》]{0,30}，(?=[^，。；：“”《》]{2,30}负责)")
"""“某某”平台提供渠道，A负责…: the part of a sentence after a quotation."""
MOST_PARTS = 3
DECIDES = re.compile(".*(?:确定|核定|认定|公布|发布|评选|推荐|审核|审查|审批|受理)")
"""…，由A确定签约的机构, deep in a clause, tells who decides a detail."""
FIRST_SENTENCES = 2
MOST_SHORT = 4
FOUNDED = re.compile("成立|建立|组建|健全|完善|打造|构建|形成|培育|搭建|发展|探索|推行")
ITS_MECHANISM = re.compile(
    r"[，、]?[^。；]{0,60}的[一-鿿]{0,8}(?:机制|联合体|共同体|联盟|平台|体系|格局|模式|网络|集群|团队|专班|小组)"
)
"""成立由A牵头、B参与的推进机制 tells who sits in a mechanism, and gives no work."""
AUTHORISED = re.compile(r"[^。；，]{2,20}授权(?P<names>[^。；，]{2,40}?)负责(?!人)")
SUPPORTS_AFTER = re.compile(
    rf"[，、](?P<names>[^。；：！？]{{2,90}}?){_MODAL}{_BY_DUTY}(?:积极|协同|共同|密切|全力|主动|大力|予以|给予)?"
    r"(?:配合|参与|参加|协助|协同|协办|(?:[为是]|作为)(?:配合|协办|参与|责任|联合)(?:单位|部门)"
    r"|[按依]照?(?:各自)?(?:工作)?职责(?:分工)?(?:负责|(?:抓好)?落实|(?:组织)?实施)|(?:分工|分头|分别)(?:负责|落实)|(?:负责)?(?:具体)?组织实施|(?:负责)?抓好(?:组织)?落实|具体(?:负责|承办|落实|实施))"
)
SUPPORTS_BEFORE = re.compile(rf"(?P<names>[^，。；：]{{2,60}}?){_BY_DUTY}(?:积极|协同|共同)?(?:配合|参与|协助|协同)，")
SUPPORTS_WHOM = re.compile(rf"{_NAMES}{_MODAL}{_BY_DUTY}(?:积极|主动|全力)?(?:配合|协助|协同)(?=[各省市县区州镇乡])")
"""A配合B开展…: B leads."""
SUPPORTS_ALONE = re.compile(
    rf"{_NAMES}{_MODAL}(?:做好|加强)(?:协调|协同|沟通)配合(?:，[^。；]*)?[。；]?"
    rf"|{_NAMES.replace('names', 'others')}{_MODAL}{_BY_DUTY}(?:积极|协同|共同)?(?:配合|参与|参加|协助|协同|协办)"
    r"(?:落实|实施|推进|工作|做好[^。；，]{0,20})?[。；]?"
)
GENERIC_BODY = re.compile(
    one_of(
        "政府 党委 部门 单位 各部门 各单位 企业 机构 公司 社区 协会 学校 医院 园区 银行 集团 中心 机关",
        "国家部委 中央部委 有关部委 主责部门 业务主责部门 龙头企业 骨干企业 链主企业 领军企业 重点企业 行业企业",
        "社会组织 高等学校 科研院所 第三方机构",
    )
)
ROLE_ALONE = re.compile("(?:各|有关|相关|具体)?(?:牵头|配合|责任|主办|协办|主责|参与|成员)(?:单位|部门|处室)")
WITH_AFTER = re.compile(rf"[，、]?(?:负责|要|应当?|可以?)?(?:会同|{JOINED})")
GATHERS = re.compile(r"，(?:联合|组织|协调|动员)(?P<partners>[^。；：，]{2,120})，")
"""A牵头，联合B、C，开展…: nothing but names up to the next comma."""
STAFF = re.compile("(?:各|相关|有关)[一-鿿]{2,12}(?:人员|队伍|力量)")
WITH_LATER = re.compile("，(?:并|及时|积极|主动)?会同")
NEXT_PARTNER = re.compile("以及|[、和及]")
SUBJECT = re.compile(_NAMES + MUST)
_VERB_AFTER_PARTNER = one_of(
    "制定 制订 组建 编制 建立 开展 研究 出台 组织 办理 共建 推进 实施 做好 落实 审核 评估 进行"
)
_OFFICE = (
    "(?:督查|督察|督导|考核|监察|评估|规划|管理|研究|稽查|执法|信访|审查)"
    "[一-鿿]{0,4}(?:[室局科处所院队站]|办(?!理|法)|中心|组(?!织|建)|委(?!托))"
)
"""县政府督查室: a word of doing that belongs to the name of an office."""
PARTNER = re.compile(
    r"[^，。；]{1,40}?(?:部门|单位|政府|中心|委员会|局|委(?!会|托|派)|厅|(?:办公|督查|研究|考核)室|办公厅|办(?!公|理|法)|部|院|会|社|联|园|所|公司|大学|银行|[支分]行|企业(?=[，。；]|进行))(?:（[^（）]{2,20}）)?"
    rf"(?!{_OFFICE})(?=[、，。；和及等]|{_VERB_AFTER_PARTNER}|(?![一-鿿]{{0,3}}(?:部门|单位|局|委(?!托|派)|厅|办(?!理)))[一-鿿]|$)"
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
NOT_A_BODY = re.compile("(?:" + one_of(_NO_BODY) + "|本(?![级市省县区])|[0-9]{1,2}(?![0-9个]))")
NOT_IN_BODY = re.compile("是|指定(?!的)|另行|作为|为[本全我]|组长|分管|建立|成立|健全|完善|强化|加强|设在|设立")
