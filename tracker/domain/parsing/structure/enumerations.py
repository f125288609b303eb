"""Numbered items that are part of a sentence and no clauses."""

import re

from tracker.domain.parsing.page.paragraphs import Page
from tracker.domain.parsing.structure.outline import Node
from tracker.domain.parsing.text.numbering import ARABIC, ARTICLE
from tracker.domain.parsing.units.responsibility import FIELD
from tracker.domain.parsing.units.unit_lists import is_unit_or_level, split_units

FEWEST_ITEMS = 2
LISTS_DUTIES = re.compile(r"(?:履行|承担|落实)(?:下列|以下|如下)[^。；：，]{0,12}(?:职责|责任|义务|任务)：$")
"""…应当履行下列职责：, with items that are sentences: each is a clause."""
LISTS_CONTENTS = re.compile(
    "(?:承诺|材料|合同|协议|方案|报告|申请|记录|档案|公示|公开)[^。；：，]{0,4}(?:内容|条款|事项)(?:包括|如下)?：$"
    "|(?:下列|以下|如下)[^。；：，]{0,6}(?:条件|材料|情形|内容)：$"
)
"""…承诺内容：, with items that say what is in it: they belong to the sentence."""
FIELD_OF_WORK = re.compile(
    rf"{FIELD.pattern}|[一-鿿]{{0,4}}(?:时限|时间|期限|节点|领导|责任人|单位|(?:时间|进度)安排)："
)
"""（1）牵头单位：A（2）完成时限：6月底: fields and no clauses."""
RUN_IN_HEADING = re.compile("[^，。；：]{2,12}。[^。]{8}")
"""（一）自查评分。各单位对照…: an item with a heading of its own is a clause."""
LABELLED = re.compile("[一-鿿]{2,8}：")
LONGEST_UNITS = 60


def fold_enumerations(page: Page, node: Node) -> None:
    """Give the items （一）…；（二）… of an article, or after a colon, back to the paragraph; lists of duties stay."""
    for child in node.children:
        fold_enumerations(page, child)
    if any(child.children for child in node.children) and _are_fields(page, node):
        _keep_fields_apart(page, node)
    if node.children and not any(child.children for child in node.children) and _is_enumeration(page, node):
        for child in node.children:
            node.paragraphs.extend(child.paragraphs)
        node.children = []


def _keep_fields_apart(page: Page, node: Node) -> None:
    """Make the fields beside 工作措施：, whose items are clauses, those of the heading."""
    fields = [child for child in node.children if not child.children and FIELD_OF_WORK.match(_words(page, child))]
    node.fields = [paragraph for child in fields for paragraph in child.paragraphs]
    node.children = [child for child in node.children if child not in fields]


def _is_enumeration(page: Page, node: Node) -> bool:
    if node.style is ARTICLE:
        return not (
            _lists_duties(page, node)
            or all(_begins_with_unit(page, child) for child in node.children)
            or (not _lists_contents(page, node) and all(RUN_IN_HEADING.match(_words(page, c)) for c in node.children))
        )
    if _are_fields(page, node):
        return True
    is_minor = node.children[0].style.rank > ARABIC.rank
    if len(node.children) < FEWEST_ITEMS or not (is_minor or page.text(node.paragraphs[-1]).endswith("：")):
        return False
    return all(page.text(child.paragraphs[-1])[-1] in "；，" for child in node.children[:-1])


def _are_fields(page: Page, node: Node) -> bool:
    """Whether the items of a heading are the fields of one task: 1.目标：… 2.责任单位：… 3.完成时限：…"""
    words = [_words(page, child) for child in node.children]
    return all(map(LABELLED.match, words)) and any(map(FIELD_OF_WORK.match, words))


def _words(page: Page, node: Node) -> str:
    """What an item says after its number."""
    first = node.paragraphs[0]
    return page.compact.text[first.marker.end if first.marker else first.start : first.end]


def _lists_duties(page: Page, node: Node) -> bool:
    """Whether the items of an article are duties, each in sentences of its own."""
    heads_them = LISTS_DUTIES.search(page.text(node.paragraphs[-1]))
    return bool(heads_them) and all(page.text(child.paragraphs[-1]).endswith("。") for child in node.children)


def _lists_contents(page: Page, node: Node) -> bool:
    """Whether an article only announces what its items hold: 企业承诺内容：, 应当符合下列条件："""
    return bool(LISTS_CONTENTS.search(page.text(node.paragraphs[-1])))


def _begins_with_unit(page: Page, node: Node) -> bool:
    """Whether an item is the duty of a unit: （一）市科技局：…"""
    text = page.compact.text
    first = node.paragraphs[0]
    begin = first.marker.end if first.marker else first.start
    colon = text.find("：", begin, min(first.end, begin + LONGEST_UNITS))
    names = [text[name.start : name.end] for name in split_units(text, begin, colon)] if colon != -1 else []
    return bool(names) and all(map(is_unit_or_level, names))
