"""Where marks of responsibility stand: field lines, bracketed fields, brackets with phrases or names alone."""

import re
from bisect import bisect_right
from itertools import islice
from unicodedata import category

from tracker.domain.parsing.text.brackets import OPENING, bracket_pairs
from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.text.patterns import next_label
from tracker.domain.parsing.units.notes import note_start
from tracker.domain.parsing.units.responsibility import (
    FIELD,
    KNOWN_LABEL,
    LONGEST_MARK,
    TOGETHER_WITH,
    VERB,
    Entry,
    Mark,
    Role,
    noted_entries,
    parse_fields,
    parse_phrase,
    role_of_field,
)
from tracker.domain.parsing.units.tail_names import tail_marks
from tracker.domain.parsing.units.unit_lists import (
    LEAD_SIGNS,
    STARTS_AS_UNIT,
    UnitName,
    is_unit_or_level,
    looks_like_unit,
    split_at_gaps,
    split_units,
)

MOST_MARKS = 200
MOST_LABELS = 1_000
OTHER_FIELD = re.compile(f"[；，。](?={KNOWN_LABEL.pattern})")
LATER_FIELD = re.compile(f"[；，。](?:{FIELD.pattern})")
MOST_LINES_OF_VALUE = 6
PLACE_OR_COMPANY = re.compile("[一-鿿]{1,6}[市县区州盟旗镇乡]|中国[一-鿿]{2,6}")
PLACE = re.compile("[一-鿿]{2,6}[市县区州盟旗]")
AFTER_NUMBER = re.compile(r"[0-9]{1,2}[.、]$")
LONGEST_LINE_OF_NAMES = 80
SYMBOLS = ("So", "Sm")
"""The categories of ornaments before a label: ◇ ► →."""
ITEM_SIGNS = "●•·◆■—–-*"
END_OF_NAME = re.compile("[门位局委厅室办府会院心司]")
"""The last character of a name that a printer set on a line of its own: 市级各有关部⏎门."""
FIELD_STOP = re.compile("[。（）〔〕【】]")
BARE_FIELD = re.compile(
    r"(?P<words>牵头|主办|主责|责任|负责|配合|参与|参加|协办|协同|落实|承办)(?:单位|部门|主体)(?=[各省市县区州盟旗镇乡]|国家|国务院)"
)
FIELD_IN_SENTENCE = re.compile("(?:牵头|主办|主责|责任|配合|协办|承办)(?:单位|部门)：(?=[各省市县区州盟旗镇乡])")
"""…，责任领导为某某，牵头单位为A，配合单位为B。"""
GLUED_FIELDS = re.compile(
    r"(?:责任|牵头|主办|主责)单位：[^。；：]{2,150}(?:(?:配合|协办|参与|责任)单位：[^。；：]{2,150})?"
    r"(?:完成|办结|推进)(?:时限|时间|期限)："
)
"""…示意图责任单位：A完成时限：…: fields one after the other, glued to the words before."""
NOT_A_MARK = re.compile(r"以下|含|包括|即|如|详见|见|简称|原|试行|自(?!然|治)|不含|除|注")


def find_marks(compact: Compact, start: int, end: int, paragraph_starts: list[int]) -> list[Mark]:
    """Return the responsibility marks of a clause in order."""
    marks = _bracketed_marks(compact, start, end)
    marks += _field_lines(compact, start, end, paragraph_starts, marks)
    marks += _bare_fields(compact, start, end, paragraph_starts) if not marks else []
    marks += tail_marks(compact, start, end, paragraph_starts) if not marks else []
    return _merged(compact.text, sorted(marks, key=lambda mark: mark.start))


def _bracketed_marks(compact: Compact, start: int, end: int) -> list[Mark]:
    marks: list[Mark] = []
    covered = start
    for opening, closing in bracket_pairs(compact.text, start, end):
        if opening < covered or len(marks) >= MOST_MARKS:
            continue
        entries = _entries_of_bracket(compact, opening + 1, closing)
        if entries:
            entries += noted_entries(compact.text, opening + 1, closing)
            marks.append(Mark(opening, closing + 1, tuple(entries)))
            covered = closing + 1
    return marks


def _entries_of_bracket(compact: Compact, start: int, end: int) -> list[Entry]:
    text = compact.text
    if end - start < 3 or end - start > LONGEST_MARK:
        return []
    if FIELD.match(text, start, end) or (KNOWN_LABEL.match(text, start, end) and next_label(FIELD, text, start, end)):
        return parse_fields(compact, start, end)
    if (later := next_label(LATER_FIELD, text, start, end)) and later.start() > start:
        return [*_entries_of_bracket(compact, start, later.start()), *parse_fields(compact, later.start() + 1, end)]
    if BARE_FIELD.match(text, start, end) and (bare := _bare_fields(compact, start, end, [start])):
        return [entry for mark in bare for entry in mark.entries]
    return [] if NOT_A_MARK.match(text, start, end) else _entries_of_words(compact, start, end)


def _entries_of_words(compact: Compact, start: int, end: int) -> list[Entry]:
    """The entries of a bracket without labels."""
    text = compact.text
    stop = note_start(text, start, end)
    if VERB.search(text, start, stop):
        entries = parse_phrase(text, start, stop, None)
        names = [text[u.start : u.end] for e in entries for u in e.units]
        is_named = bool(names) and (is_unit_or_level(names[0]) or (len(names) > 1 and PLACE.fullmatch(names[0])))
        return entries if is_named and any(map(is_unit_or_level, names)) else []
    if (partner := TOGETHER_WITH.search(text, start, stop)) and _only_units(text, start, partner.start()):
        return parse_phrase(text, start, stop, Role.PLAIN)
    field = OTHER_FIELD.search(text, start, stop)
    stop = field.start() if field else stop
    if _may_hold_bare_list(compact, start, end) and text.find("：", start, stop) == -1:
        units = list(split_at_gaps(text, split_units(text, start, stop), compact.gaps))
        return [Entry(Role.PLAIN, tuple(units))] if _are_bodies_or_places(text, units) else []
    return []


def _are_bodies_or_places(text: str, units: list[UnitName]) -> bool:
    """Whether a list names public bodies, and places only beside them: 市教育局、江北区."""
    names = [text[unit.start : unit.end] for unit in units]
    known = list(map(is_unit_or_level, names))
    return any(known) and all(known[i] or PLACE_OR_COMPANY.fullmatch(name) for i, name in enumerate(names))


def _may_hold_bare_list(compact: Compact, start: int, end: int) -> bool:
    """Whether a bracket after a sentence, or before its full stop, may name units without any word of duty."""
    text = compact.text
    if text[start - 2] in "。；！":
        return True
    ends_sentence = text[end + 1 : end + 2] in ("", "。", "；") or end + 1 in compact.line_starts
    before = text[max(0, start - 7) : start - 1]
    is_name = looks_like_unit(before) or before.endswith(("市", "县", "区", "镇", "乡", "村", "”", "》"))
    return ends_sentence and not is_name and all(map(STARTS_AS_UNIT.match, text[start:end].split("、")))


def _only_units(text: str, start: int, end: int) -> bool:
    units = split_units(text, start, end)
    return bool(units) and all(is_unit_or_level(text[unit.start : unit.end]) for unit in units)


def _field_lines(
    compact: Compact, start: int, end: int, paragraph_starts: list[int], bracketed: list[Mark]
) -> list[Mark]:
    """Fields outside brackets: at the start of a line, or after a full stop, a semicolon, white space."""
    text = compact.text
    found: list[Mark] = []
    ends = [mark.end for mark in bracketed]
    position, tried = start, 0
    while len(found) < MOST_MARKS and tried < MOST_LABELS and (match := next_label(FIELD, text, position, end)):
        position, tried = match.end(), tried + 1
        following = bisect_right(ends, match.start())
        is_inside = following < len(bracketed) and bracketed[following].start <= match.start()
        if is_inside or not _is_field_start(compact, match.start(), start):
            continue
        stop = min(match.end() + LONGEST_MARK, _end_of_lines(text, match.span(), end, paragraph_starts))
        stop = _end_of_field(text, match.end(), stop)
        entries = parse_fields(compact, match.start(), stop)
        if match["division"] and not _are_bodies(text, entries):
            continue
        if entries:
            entries += noted_entries(text, match.start(), stop)
            found.append(Mark(match.start(), stop, tuple(entries)))
            position = max(position, stop)
    return found


def _are_bodies(text: str, entries: list[Entry]) -> bool:
    names = [text[unit.start : unit.end] for entry in entries for unit in entry.units]
    return bool(names) and all(map(is_unit_or_level, names))


def _end_of_lines(text: str, label: tuple[int, int], end: int, paragraph_starts: list[int]) -> int:
    """Where the line of a label ends; its value may stand on the next, and go on in lines of names."""
    index = bisect_right(paragraph_starts, label[0])
    edges = [*paragraph_starts[index : index + MOST_LINES_OF_VALUE], end]
    stop = edges.pop(0)
    if stop == label[1] and edges and edges[0] - stop <= LONGEST_MARK:
        stop = edges.pop(0)
    while edges and edges[0] - stop <= LONGEST_LINE_OF_NAMES and _goes_on(text, stop, edges[0]):
        stop = edges.pop(0)
    return stop


def _goes_on(text: str, start: int, end: int) -> bool:
    if text[start - 1] in "。；）" or FIELD.match(text, start, end):
        return False
    return bool(END_OF_NAME.fullmatch(text, start, end)) or _only_units(text, start, end)


def _end_of_field(text: str, start: int, end: int) -> int:
    """The first full stop, or the end of the bracket that a field stands in."""
    open_brackets = 0
    for match in FIELD_STOP.finditer(text, start, end):
        open_brackets += {"。": 0}.get(match[0], 1 if match[0] in OPENING else -1)
        if match[0] == "。" or open_brackets < 0:
            return match.start()
    return end


def _bare_fields(compact: Compact, start: int, end: int, paragraph_starts: list[int]) -> list[Mark]:
    """Fields without a colon: 责任单位 A B; 牵头单位A，配合单位B: nothing but names up to the next label or the end."""
    text = compact.text
    labels = list(islice(BARE_FIELD.finditer(text, start, end), MOST_MARKS))
    found: list[Mark] = []
    for index, label in enumerate(labels):
        goes_on = bool(found) and found[-1].end == label.start()
        if not (goes_on or _is_field_start(compact, label.start(), start)):
            continue
        edges = [label.end() + LONGEST_MARK, *(next_.start() for next_ in labels[index + 1 :][:1])]
        stop = min(*edges, _end_of_lines(text, label.span(), end, paragraph_starts))
        period = text.find("。", label.end(), stop)
        stop = stop if period == -1 else period
        units = list(split_at_gaps(text, split_units(text, label.end(), stop), compact.gaps))
        if units and all(is_unit_or_level(text[unit.start : unit.end]) for unit in units):
            found.append(Mark(label.start(), stop, (Entry(role_of_field(label["words"]), tuple(units)),)))
    return found


def _is_field_start(compact: Compact, position: int, start: int) -> bool:
    number = AFTER_NUMBER.search(compact.text, max(0, position - 4), position)
    return (
        (number is not None and number.start() in compact.line_starts)
        or position == start
        or position in compact.line_starts
        or position in compact.gaps
        or compact.text[position - 1] in "。；！？（）〔〕【】" + LEAD_SIGNS + ITEM_SIGNS
        or category(compact.text[position - 1]) in SYMBOLS
        or compact.text.startswith("如下：", position - 3)
        or (compact.text[position - 1] == "，" and FIELD_IN_SENTENCE.match(compact.text, position) is not None)
        or (compact.text[position - 1] != "：" and GLUED_FIELDS.match(compact.text, position) is not None)
    )


def _merged(text: str, marks: list[Mark]) -> list[Mark]:
    """Join marks that stand side by side: they complete one another."""
    merged: list[Mark] = []
    for mark in marks:
        if merged and not text[merged[-1].end : mark.start].strip("。；，、"):
            merged[-1] = Mark(merged[-1].start, mark.end, merged[-1].entries + mark.entries)
        else:
            merged.append(mark)
    return merged
