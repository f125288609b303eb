"""What looks like the title of a document, of an annex, of a part of a file."""

import re

from tracker.domain.parsing.text.patterns import one_of

KINDS = """
    通知 通告 通报 公告 公报 决定 决议 命令 令 意见 批复 函 报告 纪要 方案 办法 措施 规划 计划 规定 细则
    准则 守则 条例 章程
    制度 规程 规则 指南 指引 导则 要点 清单 目录 任务书
    责任书 责任状 预案 规范 通则 手册 行动 分工 分工表 分解表 任务表 一览表 安排 安排表
    纲要 举措 倡议书 台账 任务分解 责任分解 政策 政策措施 工作安排
"""
_TAIL = r"(?:[（〔][^（）〔〕]{1,12}[）〕])?(?:的通知)?[》”]?"
TITLE_END = re.compile(
    "(?:" + one_of(KINDS) + "|[一二三四五六七八九十0-9]+条|20[0-9]{2}年度?[一-鿿]{2,24}(?:任务|工作)"
    "|为(?:民|群众)办[一-鿿0-9]{0,8}实事)" + _TAIL + "$"
)
KIND_AT_END = re.compile("(?:" + one_of(KINDS) + ")$")
LONGEST_KIND = 4
FILE_NAME = re.compile(r"(?P<title>[^，。；：]{6,100})[.](?:pdf|docx?|wps|ofd)$", re.IGNORECASE)
TITLE_REST = re.compile(
    r"（20[0-9]{2}年?[—–-]+20[0-9]{2}年）|(?:等[^，。；：]{0,10})?的?" + one_of(KINDS) + "[》”]?"
    r"|[^，。；：]{0,20}?" + one_of(KINDS) + r"(?:（[^）]{1,14}）)?[》”]?的(?:通知|函|意见|决定|公告|通告)"
)
FIRST_HEADING = re.compile(r"[一-鿿]{0,8}(?:任务|目标|措施|内容|原则|职责|思想|重点|分工)")
_IDEAS = (
    "指导思想|(?:总体|基本|工作)(?:要求|思路|目标|原则)|(?:主要|发展|行动|年度|预期)目标"
    "|总体要求和(?:主要|工作|发展)目标"
)
CHAPTER_OF_IDEAS = re.compile(_IDEAS)
KNOWN_CHAPTER = re.compile(
    rf"{_IDEAS}|(?:组织|工作|实施|政策)(?:实施|保障|领导|要求|推进|措施)|保障措施|有关要求|加强组织领导"
)
LONGEST_TITLE = 100
LONGEST_LINE_OF_TITLE = 60
NOT_IN_TITLE = re.compile(r"[。；！？：]|^[（—\-•·●]|^(?:现将|为|根据|按照|经|附件|抄送|各|附|注|以上)")
ANNEX = re.compile(r"附(?:件|表|录|图)?[0-9一二三四五六七八九十]{0,3}[：.、]?")
ANNEX_LIST = re.compile(r"附(?:件|表|录)?[0-9一二三四五六七八九十]{0,3}：.+")
SUBJECT = re.compile(r"关于|印发|转发|批转|发布|《")


def ends_with_kind(text: str, end: int) -> bool:
    """Whether a kind of document (方案, 措施 …) stands directly before this position of a compact text."""
    return bool(KIND_AT_END.search(text, max(0, end - LONGEST_KIND), end))


def is_title_like(text: str) -> bool:
    """Whether a paragraph (compact) reads like a title: short, no sentence, ends with a kind of document."""
    return 4 <= len(text) <= LONGEST_TITLE and not NOT_IN_TITLE.search(text) and bool(TITLE_END.search(text))


def may_begin_title(text: str) -> bool:
    """Whether a paragraph may be the first line of a title broken over lines."""
    return 2 <= len(text) <= LONGEST_LINE_OF_TITLE and not NOT_IN_TITLE.search(text) and text[-1] not in "，、"
