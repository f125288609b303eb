"""Clauses out of leaves and table rows."""

import re

from tracker.domain.assignments import AssignmentRole
from tracker.domain.parsing.figures.clause_limits import due_fields, read_limits
from tracker.domain.parsing.figures.due_dates import Limit
from tracker.domain.parsing.figures.goals import Goal, find_goals
from tracker.domain.parsing.metadata.context import Context, read_context
from tracker.domain.parsing.metadata.metadata_fields import Metadata
from tracker.domain.parsing.model import DueKind, Flag, ParsedClause, ParsedSection, ParsedUnit
from tracker.domain.parsing.page.paragraphs import FIELD_START, Page
from tracker.domain.parsing.records import flags_of, to_goal, to_unit
from tracker.domain.parsing.row_clauses import read_row_clauses
from tracker.domain.parsing.structure.layout import Layout
from tracker.domain.parsing.structure.leaves import Leaf, Root, find_leaves
from tracker.domain.parsing.structure.outline import DUTY, PLAIN
from tracker.domain.parsing.structure.record_lines import record_title
from tracker.domain.parsing.task_signs import is_work, sets_conditions, states_goals
from tracker.domain.parsing.text.compact import bare
from tracker.domain.parsing.text.numbering import ARTICLE, DECIMALS
from tracker.domain.parsing.text.patterns import MUST
from tracker.domain.parsing.units.formulas import find_formulas, find_subjects
from tracker.domain.parsing.units.responsibility import KNOWN_LABEL, Entry, Mark, Role
from tracker.domain.parsing.units.roles import Assigned, assign
from tracker.domain.parsing.units.unit_lists import is_unit_or_level, split_units

LONGEST_TITLE = 45
SENTENCE_AS_TITLE = re.compile(
    rf"(?:各|全|市|省|县|区|州)[^，]{{0,20}}(?:{MUST}|负责|牵头|会同)|[^，]*，[^，]*，|.*(?:下列|以下)[^。]{{0,16}}$"
    r"|20[0-9]{2}年[0-9]{1,2}月[^，]*，|[^，]*，[^，]*[0-9]{1,2}(?:月底?|月[0-9]{1,2}日)前"
)
GOES_ON = "“”，、"
"""With which a line begins that goes on with the title above: 深化 / “放管服” / 改革。"""
LONGEST_PARTED_TITLE = 24
PARTED_TITLE = re.compile("[一-鿿“”、]{4,20}")
ARTICLE_TITLE = re.compile(r"[【（〔](?P<title>[^】）〕，。]{2,30})[】）〕]")
STOP = re.compile("[。：]")
ARTICLE_LABEL = re.compile("第[^章节]{1,6}条")
"""The duties listed beneath an article have no titles: their first sentence says what to do."""
DUTY_HEADING = re.compile(r"(?:职责|任务|责任|工作)(?:任务)?分工|(?:部门|单位|成员单位|工作)职责|职责任务")
_DEPARTMENT = (
    "(?!各|有关|相关|其他|上述|所有)(?![一-鿿]{0,4}(?:参与|配合|责任|牵头|成员|适用|实施|承办|主办|协同|落实|负责|申报|联合))"
    "[一-鿿]{2,8}部门"
)
"""气象部门, but not 责任部门."""
PUBLIC_BODY = re.compile(
    rf"(?:各|[省市县区州](?!域))[^、]{{1,20}}(?:[局委厅办院]|政府|镇街|街道）?|(?:监管|主管|管理)部门)|{_DEPARTMENT}|各镇街|各乡镇"
    r"|(?:[一-鿿]{2,6}[省市县区州]|[县区乡镇市]{1,2}|[县区](?:（[市区县]）)+)(?:人民)?政府(?:（[^（）]{2,12}）)?"
)
DEPARTMENT = re.compile(f"{_DEPARTMENT}：")
EXPLAINS_WORDS = re.compile("[一-鿿]{0,12}(?:名词|术语|用语)(?:解释|说明|定义)")
FORMULA_ALONE = re.compile(
    r"由[^。]{2,80}(?:牵头|负责|会同|落实|实施)[^。]{0,60}。?|(?:各|[省市县区州])[^。，；]{1,80}(?:负责|牵头|落实)。?"
)
TITLE_WITHOUT_STOP = re.compile(
    r"(?:指导思想|基本原则|工作原则|总体要求|总体目标|主要目标|工作目标|发展目标|(?:总体|工作|基本)思路)"
    r"(?=[以坚按到深全为][一-鿿0-9]|20[0-9]{2}年|根据|通过|围绕|依托|结合|贯彻|紧紧|认真)"
    r"|(?:费用|经费|资金|投资)(?:构成|概算|估算)(?=[一-鿿]{2})(?![和与及表]|情况|说明)"
)


def read_clauses(
    page: Page, layout: Layout, metadata: Metadata
) -> tuple[tuple[ParsedSection, ...], tuple[ParsedClause, ...], int | None]:
    """Return sections, clauses and the goal year of a page."""
    roots, leaves = find_leaves(page, layout)
    context = read_context(page, metadata)
    clauses = [_clause(context, leaf) for leaf in leaves]
    for part in layout.parts:
        clauses.extend(read_row_clauses(context, part))
    clauses.sort(key=lambda clause: clause.start)
    return tuple(_section(page, root) for root in roots), tuple(clauses), context.goal_year


def _section(page: Page, root: Root) -> ParsedSection:
    return ParsedSection(
        number=root.node.number,
        label=root.node.label or root.node.shown_label,
        title=root.title or None,
        start=page.compact.span(root.start, root.end)[0],
        end=page.compact.span(root.start, root.end)[1],
        flags=tuple(root.node.flags),
        name_of_file_part=root.file_part,
    )


def _clause(context: Context, leaf: Leaf) -> ParsedClause:
    page = context.page
    title_start, title_end, body = _title(page, leaf)
    marks, is_formula, says_lead = _marks(context, leaf, title_end, body)
    work = _is_work(context, leaf, title_end, body, has_units=bool(leaf.marks or (marks and not is_formula)))
    if not work:
        marks = []
    rule = context.lead_rule_at(leaf.marks[-1].end) if leaf.marks else None
    units, is_explicit = assign(page.compact.text, marks, rule)
    is_explicit = says_lead if is_formula and marks else is_explicit
    goals = _goals(context, leaf, body, announced=not work or any(map(states_goals, leaf.headings)))
    limits = read_limits(context, leaf, body) if work else []
    due = due_fields(context, page.compact, limits, goals, work=work)
    flags = _flags(context, leaf, units, limits, is_explicit=is_explicit, work=work)
    if due.get("due_kind") is DueKind.INFERRED and Flag.DUE_INFERRED not in flags:
        flags = (*flags, Flag.DUE_INFERRED)
    start, end = page.compact.span(leaf.start, leaf.end)
    body_start = page.compact.offsets[min(body, leaf.end - 1)]
    return ParsedClause(
        path=leaf.path,
        label="".join(leaf.shown_path),
        section_index=leaf.section,
        title=page.compact.printed[title_start:title_end] or None,
        text=page.source[start:end],
        body=page.source[body_start:end],
        start=start,
        end=end,
        body_start=body_start,
        is_task=work,
        units=tuple(to_unit(page.compact, unit, role) for unit, role in units),
        implied_units=_subjects(context, leaf, body) if work and not marks else (),
        lead_is_explicit=is_explicit,
        goals=tuple(to_goal(page.compact, goal) for goal in goals),
        flags=(*leaf.flags, *flags),
        name_of_file_part=leaf.file_part,
        **due,
    )


def _flags(
    context: Context, leaf: Leaf, units: Assigned, limits: list[Limit], *, is_explicit: bool, work: bool
) -> tuple[Flag, ...]:
    reach = (leaf.start, leaf.end)
    return flags_of(context, context.page.compact, reach, units, limits, is_explicit=is_explicit, work=work)


def _title(page: Page, leaf: Leaf) -> tuple[int, int, int]:
    """Where the title begins and ends and the body begins; all at `content` when there is no title."""
    text, begin = page.compact.text, leaf.content
    if leaf.style is DUTY:
        colon = text.find("：", begin, leaf.end)
        return begin, colon, colon + 1
    if leaf.style is PLAIN and (named := record_title(text, begin, leaf.paragraphs[0].end)):
        return *named, named[1]
    if leaf.path[-1] is None and leaf.style is not PLAIN:
        return begin, begin, begin
    if leaf.style is ARTICLE:
        bracketed = ARTICLE_TITLE.match(text, begin, leaf.end)
        return (*bracketed.span("title"), bracketed.end()) if bracketed else (begin, begin, begin)
    stop, body = _run_in_title(text, leaf)
    if (stop == begin or leaf.style in DECIMALS) and (gap := _gap_after_title(page, leaf)):
        return begin, gap, gap
    return begin, stop, body


def _gap_after_title(page: Page, leaf: Leaf) -> int | None:
    """Where a wide blank parts a short title from its sentences: （一）更新管网　推进…。"""
    compact, first = page.compact, leaf.paragraphs[0]
    gap = next(iter(compact.gaps_between(leaf.content + 1, min(first.end, leaf.content + LONGEST_PARTED_TITLE))), None)
    if gap is None or not PARTED_TITLE.fullmatch(compact.text, leaf.content, gap):
        return None
    blank = page.source[compact.offsets[gap - 1] + 1 : compact.offsets[gap]]
    is_wide = len(blank) > 1 or blank in "\u3000\t" or leaf.style in DECIMALS
    return gap if is_wide and "。" in compact.text[gap : first.end] else None


def _run_in_title(text: str, leaf: Leaf) -> tuple[int, int]:
    """Where a title at the head of the text ends, and the body begins."""
    begin, first_end = leaf.content, leaf.paragraphs[0].end
    if FIELD_START.match(text, begin, first_end) and not _names_department(text, begin, leaf.end):
        return begin, begin
    if known := TITLE_WITHOUT_STOP.match(text, begin, leaf.end):
        return known.end(), known.end()
    goes_on = first_end < leaf.end and text[first_end] in GOES_ON
    stop = _first_stop(text, begin, min(leaf.end if goes_on else first_end, begin + LONGEST_TITLE + 1))
    if stop is not None and text[stop] == "。" and len(leaf.path) > 1 and ARTICLE_LABEL.fullmatch(leaf.path[-2] or ""):
        return begin, begin
    content_end = leaf.marks[0].start if leaf.marks else leaf.end
    if begin < content_end < first_end and (stop is None or content_end < stop) and "，" not in text[begin:content_end]:
        body = _after_mark(text, leaf)
        return (content_end, body) if body > content_end or leaf.is_heading else (begin, begin)
    if leaf.is_heading and leaf.marks and (content_end == first_end or content_end > leaf.end):
        ends_title = stop is not None and (leaf.fields or stop + 1 == first_end)
        return (stop, stop + 1) if stop is not None and ends_title else (first_end, first_end)
    if stop is None:
        is_line = len(leaf.paragraphs) > 1 and first_end - begin <= LONGEST_TITLE and first_end < content_end
        return (first_end, first_end) if is_line else (begin, begin)
    if stop + 1 == content_end and leaf.marks and len(leaf.paragraphs) > 1 and leaf.marks[-1].end <= first_end:
        return stop, _after_mark(text, leaf)
    is_title = stop + 1 < content_end and not SENTENCE_AS_TITLE.match(text, begin, stop)
    is_title = is_title and not FIELD_START.match(text, stop + 1, leaf.end)
    is_title = is_title and not ("，" in text[begin:stop] and FORMULA_ALONE.fullmatch(text, stop + 1, leaf.end))
    return (stop, stop + 1) if is_title else (begin, begin)


def _names_department(text: str, begin: int, end: int) -> bool:
    """Whether words before a colon name a kind of department (气象部门：) and are no label (责任部门：)."""
    name = DEPARTMENT.match(text, begin, end)
    return bool(name and not KNOWN_LABEL.search(text, begin, name.end()))


def _after_mark(text: str, leaf: Leaf) -> int:
    """Where the words begin after a mark in the heading line; at the mark where nothing follows it."""
    end = leaf.marks[0].end
    while end < leaf.end and text[end] in "。；":
        end += 1
    return end if end < leaf.end else leaf.marks[0].start


def _first_stop(text: str, start: int, end: int) -> int | None:
    stop = STOP.search(text, start, end)
    return stop.start() if stop else None


def _marks(context: Context, leaf: Leaf, title_end: int, body: int) -> tuple[list[Mark], bool, bool]:
    """Marks, else a unit as heading of its duties, else formulas; whether they are formulas, and say who leads."""
    text = context.page.compact.text
    if leaf.marks:
        return list(leaf.marks), False, False
    names = split_units(text, leaf.content, title_end)
    titles = [text[name.start : name.end] for name in names]
    is_duty = text[title_end : title_end + 1] == "：" or any(map(DUTY_HEADING.search, leaf.headings[:-1]))
    if names and all(map(is_unit_or_level, titles)) and (is_duty or all(map(PUBLIC_BODY.fullmatch, titles))):
        return [Mark(leaf.content, title_end, (Entry(Role.PLAIN, tuple(names)),))], False, False
    formulas, says_lead = find_formulas(text, body, leaf.end, [paragraph.start for paragraph in leaf.paragraphs])
    return formulas, bool(formulas), says_lead


def _is_work(context: Context, leaf: Leaf, title_end: int, body: int, *, has_units: bool) -> bool:
    text = context.page.compact.text
    if leaf.file_part and not has_units and EXPLAINS_WORDS.fullmatch(bare(leaf.file_part)):
        return False
    return is_work(
        own_title=text[leaf.content : title_end] or None,
        headings=leaf.headings,
        body=text[body : leaf.end],
        has_units=has_units,
        is_article=leaf.style is ARTICLE,
    )


def _subjects(context: Context, leaf: Leaf, body: int) -> tuple[ParsedUnit, ...]:
    found = find_subjects(context.page.compact.text, body, leaf.end, [paragraph.start for paragraph in leaf.paragraphs])
    return tuple(to_unit(context.page.compact, unit, AssignmentRole.SUPPORTING) for unit in found)


def _goals(context: Context, leaf: Leaf, body: int, *, announced: bool) -> list[Goal]:
    """The goals of a clause, marks left out."""
    text = context.page.compact.text
    found: list[Goal] = []
    if sets_conditions(text[body : leaf.end]):
        return found
    position = body
    if in_title := find_goals(text, leaf.content, body, announced=announced) if body > leaf.content else []:
        known = {(goal.value, goal.unit) for goal in find_goals(text, body, leaf.end, announced=announced)}
        found.extend(goal for goal in in_title if (goal.value, goal.unit) not in known)
    for mark in leaf.marks:
        found.extend(find_goals(text, position, max(position, min(mark.start, leaf.end)), announced=announced))
        position = max(position, min(mark.end, leaf.end))
    found.extend(find_goals(text, position, leaf.end, announced=announced))
    return found
