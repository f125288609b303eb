"""The sheet of particulars that a web page prints above a paper: 索引号, 发文机关, 成文日期 … in its many forms."""

import re
from dataclasses import dataclass

from tracker.domain.parsing.tables.table_columns import Column, column_of, columns_of
from tracker.domain.parsing.text.compact import bare

LABEL = (
    r"(?:信息)?索引号|信息名称|文件名称|标题|名称|发?文号|发文字号|文件(?:编号|文号|字号)|统一编号|登记号"
    r"|(?:联合)?(?:发布|发文|制发|公开|生成|制定|印发)(?:机构|机关|单位|部门)|所属机构|公开主体"
    r"|(?:发文|成文|生成|公开|发布|印发|签发|制发|登记|上网|更新)(?:日期|时间)|(?:主题|体裁|组配|信息|文件|服务对象|公文)?(?:分类|类别|类型)"
    r"|主题词|关键[词字]|公文种类|文种|体裁|内容(?:概述|摘要)|公开(?:方式|范围|属性|时限|类别|形式|程序)"
    r"|(?:文件)?(?:有效性|时效性?|效力状态|有效状态|是否有效|效力级别)|(?:废止|失效|施行|实施|生效|终止)(?:日期|时间)"
    r"|(?:文件|信息)?来源|信息提供(?:日期|时间)|有效期(?:限|至)?|信息公开目录|法规层级"
)
_NUMBERED = r"(?:[0-9]{1,2}[.、：]?|（[0-9]{1,2}）|[•·●◆■*-])?"
ROW = re.compile(rf"{_NUMBERED}(?:(?:{LABEL})：?\t|(?:{LABEL})：[|]|[\[【〔](?:{LABEL})[\]】〕])")
"""A row by its form: 索引号⇥…, 文号：|…, 01.[主题分类]…"""
FOLLOWING_ROW = re.compile(rf"{_NUMBERED}(?:{LABEL})：")
"""A row beneath another: 标题：…"""
_SURE = (
    r"(?:信息)?索引号|发文(?:字号|机关|机构|单位|日期|时间)|发布(?:机构|机关|日期)|成文(?:日期|时间)|生成日期|公文种类|统一编号|登记号"
    r"|(?:主题|体裁|组配|信息)分类|效力状态|(?:废止|失效)日期"
)
FIRST_ROW = re.compile(rf"{_NUMBERED}(?:{_SURE})(?:：|\t)|标题：")
"""A row that no paper has in its own text; white space may part it: 索引号 0140/2024-57."""
ALONE = re.compile(rf"{_NUMBERED}[\[【〔|]?(?P<label>{LABEL})[\]】〕|]?：?[|]?")
INLINE = re.compile(rf"(?:^{_NUMBERED}|)(?:[\[【〔](?P<bracketed>{LABEL})[\]】〕]：?|(?P<plain>{LABEL})：)")
_DAY = r"[0-9]{4}(?:[-/.]|年)[0-9]{1,2}(?:[-/.]|月)[0-9]{1,2}日?(?:[0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?)?"
EMPTY = re.compile("[-—–/]+|无|暂无")
VALUES = (
    (re.compile("日期|时间|有效期|时效"), re.compile(_DAY)),
    (re.compile("索引号|编号|登记号"), re.compile("[0-9A-Za-z一-鿿（）〔〕-][0-9A-Za-z/_.-]{5,40}")),
    (re.compile("文号|字号|编号"), re.compile(r"[一-鿿]{2,16}[〔\[（【]20[0-9]{2}[〕\]）】]第?[0-9]{1,4}号")),
    (
        re.compile("机构|机关|单位|部门|主体|来源"),
        re.compile("[一-鿿；、]{2,60}(?:政府|办公厅|办公室|局|委|厅|部|院|会|署|中心)"),
    ),
    (
        re.compile("分类|类别|类型|文种|种类|体裁|公开|状态|有效|时效|来源|级别"),
        re.compile("[一-鿿、/（）；—-]{2,12}|[一-鿿]+[/;；][一-鿿、/（）；]{2,30}"),
    ),
    (re.compile("词|字"), re.compile("[一-鿿]{2,8}(?:[、，；/]?[一-鿿]{2,8}){0,5}")),
)
"""What stands beneath the label of a sheet on a line of its own, by the label."""
NO_TITLE_AS_VALUE = re.compile(
    "(?:通知|方案|意见|办法|规定|细则|要点|规划|计划|措施|公告|通告|决定|清单|函)(?:（[^）]{1,12}）)?$"
)
CLASSES = re.compile("(?!.*(?:关于|印发))[一-鿿]{2,20}[、/；][一-鿿、/；]{2,40}")
LONGEST_ROW = 200


@dataclass
class SheetReader:
    """Reads the lines above a paper in order; what a line is depends on the lines before it."""

    label: str | None = None
    is_within: bool = False

    def takes(self, bare_line: str, printed: str) -> bool:
        """Whether a line, given bare and as printed, belongs to a sheet."""
        label, self.label = self.label, None
        if len(printed) > LONGEST_ROW:
            self.is_within = False
        elif alone := ALONE.fullmatch(bare_line):
            self.label = alone["label"]
            self.is_within = self.is_within or bare_line[-1] in "]】〕|" or bool(FIRST_ROW.match(f"{alone['label']}："))
        else:
            cells = "\t".join(held := [bare(cell) for cell in printed.strip(" \t\u3000\r").split("\t")])
            words = "\t".join(map(bare, printed.split(maxsplit=1)))
            begins = ROW.match(cells) and not columns_of(held)
            self.is_within = (
                bool(begins or FIRST_ROW.match(words) or FIRST_ROW.match(bare_line))
                or (self.is_within and bool(FOLLOWING_ROW.match(bare_line)))
                or (label is not None and _is_value(label, bare_line))
            )
        return self.is_within


def _is_value(label: str, words: str) -> bool:
    if column_of(words) is Column.NUMBER:
        return False
    if EMPTY.fullmatch(words):
        return True
    if "分类" in label and CLASSES.fullmatch(words):
        return True
    fits = any(name.search(label) and value.fullmatch(words) for name, value in VALUES)
    return fits and not NO_TITLE_AS_VALUE.search(words)
