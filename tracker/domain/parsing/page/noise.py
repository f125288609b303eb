"""Lines that are no part of a document: page numbers, rules, navigation, page footers. One table a kind."""

import re
from collections.abc import Sequence

LONGEST_NOISE_LINE = 200

PAGE_NUMBER = re.compile(
    r"[-—–─_·~]+[0-9]{1,4}[-—–─_·~]+"  # — 12 —
    r"|[0-9]{1,3}/[0-9]{1,3}"  # 3/12
    r"|第[0-9]{1,4}页(?:[/，]?共[0-9]{1,4}页)?"
    r"|[0-9]{1,3}"
    r"|#?[Pp]age[0-9]{1,4}(?:[/of]{1,2}[0-9]{1,4})?：?"  # Page 12
    r"|[|]+"  # a bar left of a table
)
RULE = re.compile(r"(\D)\1{4,}")

_NAVIGATION = """
    首页 打印 关闭 打印关闭 关闭打印 打印本页 关闭窗口 联系我们 网站帮助 网站地图 站点地图 网站声明 隐私声明
    使用帮助 关于我们 设为首页
    加入收藏 收藏 收藏本页 收藏打印关闭 分享 分享： 分享到 分享到： 分享给朋友： 上一篇 下一篇 上一条 下一条 返回
    返回列表 返回顶部 返回首页 回到顶部
    无障碍 无障碍浏览 无障碍阅读 长者模式 适老版 关怀版 老年版 移动版 电脑版 手机版 阅读辅助 繁 简 繁体 简体
    简体中文 繁體中文 EN English
    登录 注册 登录注册 退出 搜索 高级搜索 请输入搜索关键词 组织机构 机构设置 机构职能 政务公开 政务服务
    政务动态 政民互动 互动交流 政企互动
    新闻中心 通知公告 热点专题 专题专栏 信息公开 政府信息公开 数据开放 数据发布 派驻监督 政策文件 政策解读
    政策纵览 PolicyOverview 相关解读
    相关文件 相关文章 相关链接 相关阅读 相关附件 相关稿件 附件下载 本机关其他政策文件 正文 正文内容 字号 大
    中 小 大中小 【大中小】 网上办事
    办事服务 走进我们 扫一扫 信息名称： 索引号： 发布机构： 文件编号： 有效性： 组配分类： 生成日期：
    统一编号： 主题分类： 公开方式： 公开日期：
    发文日期： 成文日期： 发文字号： 文号： 标题： 公开范围： 体裁分类： 关键词： 主题词： 内容概述：
    【关闭页面】 关闭页面 【关闭】 【打印】 【打印本页】
    信息来源： 发文机关： 内容概述 索引号 主题词 无障碍浏览 长者浏览模式 退出长者浏览模式
"""
NAVIGATION_WORDS = frozenset(_NAVIGATION.split())
WEB_LINE = re.compile(
    r"(?:当前|您的?|您现在的?|你现在的?|所在|目前)(?:的)?位置"
    r"|(?:索引号|信息索引号|公开目录|组配分类|统一编号|生成日期|主题分类|公开方式|公开时限|公开日期|发文字号|发文号|文件编号|文件有效性|信息名称|体裁分类|服务对象)[：:]"
    r"|(?:[^|：。]{2,8}：[|][^|。]*[|]){2}|[^|：。]{2,8}：[|][^|：。]{0,40}[|][^|：。]{2,8}：[|]$"
    r"|(?:发布|更新|发文|成文)(?:日期|时间)[：:]?[0-9]{4}|时间：[0-9]{4}-|日期：[0-9]{4}"
    r"|(?:信息|文章|稿件|内容)?来源：|来源于?：|(?:浏览|访问|阅读|点击)(?:次数|量|数|率)?：|作者：|责任编辑|责编：|编辑：|审核：|字体：|字号：|【字体"
    r"|(?:主办|承办|主管)(?:单位|方)?：|版权所有|版权声明|版权：|技术支持|ICP备|网站标识码|公网安备|网备|建议使用|分辨率"
    r"|(?:联系|咨询|服务|投诉)?(?:电话|热线)：|传真：|邮编：|邮政编码：|地址：|电子邮箱："
    r"|扫一扫|扫描二维码|二维码|微信号|公众号|微信扫|分享给|分享到|点击下载|原文链接|本文链接|法宝引证码|转载请|网页版|https?：//|www[.]"
    r"|[^>。]{1,20}>[^>。]{1,20}>[^>。]{1,30}|>[^>。]{1,30}$|(?:网站|本站)?(?:首页|主页)[>»›》/→|-][^。]{1,80}$"
    r"|返回[^，。；]{0,16}(?:首页|顶部|列表|上一页|上级)|免责声明|声明：本|扫码"
)
LONGEST_HEAD = 60
"""Lines among which such a table may stand."""
TRAIL = re.compile(r"(?P<number>[0-9]{1,2})[.、][/>»›→-]*(?P<words>[一-鿿]{2,16})：?[/>»›→]*")
TRAIL_BEGINS = re.compile("(?:网站)?(?:首页|主页)|(?:您|你)?(?:的|现在的|现在|当前的?|目前的?|所在的?){1,2}位置")
WEB_DATE = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?)?")
FOOTER_START = re.compile(
    r"扫一扫|扫描二维码|微信号|版权声明|版权所有|相关文章|相关链接|相关阅读|分享给|分享到|分享：?$|相关稿件|相关解读|本文链接|上一篇|下一篇|打印|关闭|主办|联系我们|责任编辑"
    r"|[一-鿿]{0,8}(?:留言|评论|提问)(?:咨询|回复|列表|区|板|须知)?：?$|我要(?:留言|评论|咨询|纠错)|(?:发表|提交|网友|最新|查看)(?:评论|留言|回复)|相关附件：?$"
)


HOST = re.compile("(?:主办|承办|主管)(?:单位|方|部门)?：")
_FIELD_OF_TASK = re.compile(
    "(?:协办|会办|配合|牵头|参与|参加|督导|督办|交办|责任|落实|办理|办结|完成|整改|包抓|分管|目标|工作|任务|提案|建议)[一-鿿]{0,4}："
)
NEAR = 2


def names_host_of_task(folded_lines: Sequence[str], index: int) -> bool:
    """Whether a line such as 主办单位：A stands beside other fields of a task, and not at the foot of a web page."""
    if not HOST.match(folded_lines[index]):
        return False
    around = folded_lines[max(0, index - NEAR) : index + NEAR + 1]
    return any(_FIELD_OF_TASK.match(line) for line in around)


def is_furniture(folded_line: str) -> bool:
    """Whether a line (folded, without white space) is a page number or a drawn rule: it may stand inside a sentence."""
    return bool(PAGE_NUMBER.fullmatch(folded_line) or RULE.fullmatch(folded_line))


def trail_number(folded_line: str, before: int) -> int:
    """Return the number that a line has in a way through a web page printed as a list (1.首页 2.政务公开), else 0.

    `before` is the number of the line above in the same list, 0 where there is none.
    """
    match = TRAIL.fullmatch(folded_line)
    if match is None or int(match["number"]) != before + 1:
        return 0
    return before + 1 if before or TRAIL_BEGINS.fullmatch(match["words"]) else 0


def is_web_line(folded_line: str) -> bool:
    """Whether a line (folded, without white space) belongs to the web page around the document."""
    if folded_line in NAVIGATION_WORDS or WEB_DATE.fullmatch(folded_line):
        return True
    return len(folded_line) <= LONGEST_NOISE_LINE and bool(
        WEB_LINE.match(folded_line) or _ENDS_LIKE_WEB.search(folded_line)
    )


_ENDS_LIKE_WEB = re.compile(r"(?:浏览次数|访问量|阅读次数|点击数|点击量)：?[0-9]*$|ICP备[0-9]+号|网站标识码|公网安备")
