"""Documents made of lines as papers print them, for tests of what holds for every document."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from tracker.domain.numerals import CIRCLED, to_chinese

Choice = TypeVar("Choice")

HEADS = [
    "",
    "某市人民政府关于加快科技创新的若干意见\n某政发〔2024〕5号\n各县（市、区）人民政府，市直有关部门：\n",
    "首页\n当前位置：首页 > 政策\n某县人民政府办公室\n关于印发某县2024年工作方案的通知\n发布日期：2024-05-06\n",
    "市人民政府令第12号\n某市公园管理办法\n第一章 总则\n",
    "2024年重点工作任务（某办〔2024〕1号）\n",
    "关于推进某事的实施意见为深入贯彻精神，提出以下意见。",
    "任务分解表\n序号\t重点任务\t牵头单位\t配合单位\t完成时限\n1\t建成平台\t市科技局\t市财政局\t9月底前\n",
    "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 建成平台，\n修好道路 | 市科技局、市财政局 |\n",
    "序号 |\n工作 |\n责任单位 |\n时限 |\n1 |\n建成平台 |\n市科技局 |\n全年 |\n",
    "序号  重点任务    责任单位    完成时限\n1     建成平台，  市科技局、  9月底\n      修好道路    市财政局\n",
]
OPENINGS: list[tuple[str, Callable[[int], str]]] = [
    ("chapter", lambda n: f"第{to_chinese(n)}章 "),
    ("part", lambda n: f"第{to_chinese(n)}部分 "),
    ("article", lambda n: f"第{to_chinese(n)}条　"),
    ("chinese", lambda n: f"{to_chinese(n)}、"),
    ("bracketed", lambda n: f"（{to_chinese(n)}）"),
    ("half", lambda n: f"({to_chinese(n)})"),
    ("arabic", lambda n: f"{n}."),
    ("wide", lambda n: f"{n}．"),
    ("comma", lambda n: f"{n}、"),
    ("small", lambda n: f"（{n}）"),
    ("circled", lambda n: CIRCLED[n % 20]),
    ("task", lambda n: f"任务{n}："),
    ("measure", lambda n: f"措施{to_chinese(n)}："),
    ("lost", lambda _: ""),
]
TITLES = [
    "建设平台。",
    "主要目标\n",
    "保障措施",
    "（一）工程。",
    "市科技局：",
    "职责分工\n",
    "121人才工程。",
    "6月底前",
]
SENTENCES = [
    "建成数据平台3个以上，2024年底前投入使用。",
    "到2025年，研发投入占比达到8%以上，力争进入全国前10位。",
    "各县（市、区）政府要加强领导，由市科技局牵头，科技、财政部门配合。",
    "一是抓投入；二是抓落实；三是抓考核。",
    "对首次认定的企业给予最高100万元奖励。",
    "引进100名人才、200名骨干和300名青年；\n（1）甲；\n（2）乙。\n",
    "为落实《某条例》（国发〔2020〕7号）制定本办法。",
    "贯彻落实国发〔2020]7号精神，5月底取得阶段性成效并持续推进",
    "专栏1 重点工程\n1.甲工程。\n",
    "本办法自2024年6月1日起施行。\n",
]
MARKS = [
    "",
    "（责任单位：市科技局、市财政局，各县〔市、区〕政府）",
    "（市科技局牵头，市财政局、市税务局按职责分工负责）",
    "〔牵头单位：市工信局（市中小企业局）；配合单位：*市科技局〕",
    "\n责任单位：市科技局 市财政局\n完成时限：2024年6月底前、长期坚持\n",
    "牵头部门：市科技局参与部门：各区、县级市完成时限：持续推进",
    "（责任单位：",
    "【责任单位】市科技局【配合单位】市财政局等有关部门）",
    "以上列第一位的为牵头单位，下同。",
]
TAILS = [
    "",
    "某市人民政府\n2024年5月6日\n（此件公开发布）\n",
    "某市科技局 某市财政局\n二〇二四年五月六日\n抄送：市委办公室。\n",
    "附件：1.任务分工表\n2.目标清单\n某县人民政府办公室2024年13月41日",
    "附件\n重点任务分工方案\n一、甲。做甲。\n扫一扫在手机打开当前页\n主办：某市人民政府\n",
    "各地区、各部门要及时报告。\n市长 张三\n2024年5月6日\n",
]
BREAKS = ["\n", "\n", "\r\n", "", " ", "\n\n　　", "\t", "\u2028", "\x0b"]
ODD = ["\x00", "\u200b", "\ufeff", "\ue010", "\U0001f600", "\u202e", "́", "〇", "㈠", "１", "|", "（", "》", "\ud800"]


class Choices:
    """Choices out of bytes, 0 after the last; so that one draw makes a document, and shrinks."""

    def __init__(self, numbers: bytes) -> None:
        self.numbers = iter(numbers)

    def below(self, limit: int) -> int:
        return next(self.numbers, 0) % limit

    def of(self, table: Sequence[Choice]) -> Choice:
        return table[self.below(len(table))]


def clauses(choices: Choices) -> str:
    """Return numbered clauses: counts that go on, start anew, lose or repeat a number."""
    styles = [choices.of(OPENINGS) for _ in range(1 + choices.below(3))]
    counts = dict.fromkeys((name for name, _ in styles), 0)
    lines = []
    for _ in range(choices.below(7)):
        name, opening = choices.of(styles)
        counts[name] += choices.of([1, 1, 1, 1, 2, 0])
        pieces = (opening(counts[name]), *(choices.of(table) for table in (TITLES, SENTENCES, MARKS, BREAKS)))
        lines.append("".join(pieces))
    return "".join(lines)


def compose(numbers: bytes) -> str:
    """Return a document: head, clauses, ending; then broken as printers and converters break texts."""
    choices = Choices(numbers)
    parts = [choices.of(HEADS), clauses(choices), choices.of(TAILS)]
    text = "".join(parts if choices.below(6) else [*parts, *parts])
    damage = choices.of(["none", "none", "wrapped", "flat", "spaced", "odd", "cut"])
    position = choices.below(256) * len(text) // 256
    if damage == "wrapped":
        width = 3 + choices.below(40)
        return "\n".join(text[start : start + width] for start in range(0, len(text), width))
    if damage == "flat":
        return text.replace("\n", "")
    if damage == "spaced":
        return " ".join(text)
    if damage == "cut":
        return text[position:]
    return text[:position] + choices.of(ODD) + text[position:] if damage == "odd" else text


LENGTH = 80
SHEAF = 20


def compose_sheaf(numbers: bytes) -> list[str]:
    """Return as many documents as there are stretches of LENGTH bytes: drawing one by one takes longer than reading."""
    return [compose(numbers[start : start + LENGTH]) for start in range(0, len(numbers), LENGTH)]


SHEAVES = st.binary(min_size=SHEAF * LENGTH, max_size=SHEAF * LENGTH).map(compose_sheaf)
