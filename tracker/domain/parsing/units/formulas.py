"""Who is responsible when a clause has no mark: 由A负责, A负责…, A牵头…B配合, A会同B; and who is only the subject."""

import re
from itertools import islice

from tracker.domain.parsing.units.bodies import are_generic, names_of, sentences_of, subject_of
from tracker.domain.parsing.units.formula_words import (
    ADVERBIAL,
    AFTER_QUOTE,
    ALSO_IN_CHARGE,
    AMONG_THEM,
    AUTHORISED,
    BY_DUTIES,
    BY_UNIT,
    DECIDES,
    FEWEST_PARAGRAPHS,
    FIRST_SENTENCES,
    FOUNDED,
    GATHERS,
    GENERIC_BODY,
    IN_CHARGE,
    IS_IN_CHARGE,
    IS_NAMED_FOR,
    ITS_MECHANISM,
    ITS_PART,
    KINDS_WITH,
    LEADS,
    LEADS_IN,
    LEADS_WITH,
    LEADS_WITH_ALSO,
    LEADS_WITH_LATER,
    MOST_BY_UNIT,
    MOST_PARTS,
    MOST_SHORT,
    MUST_WITH,
    NAMED_AS,
    NEXT_PARTNER,
    PARTNER,
    ROLE_ALONE,
    STAFF,
    SUBJECT,
    SUPPORTS_AFTER,
    SUPPORTS_ALONE,
    SUPPORTS_BEFORE,
    SUPPORTS_WHOM,
    WITH_AFTER,
    WITH_LATER,
)
from tracker.domain.parsing.units.responsibility import FIRST_WORDS, LEAD_WORDS, Entry, Mark, Role
from tracker.domain.parsing.units.unit_lists import UnitName, looks_like_unit, split_units


def find_formulas(text: str, start: int, end: int, breaks: list[int]) -> tuple[list[Mark], bool]:
    """Return what the sentences of an unmarked clause say of responsibility, and whether they say who leads."""
    plain: list[Mark] = []
    leading: list[Mark] = []
    supporting: list[Mark] = []
    alone_says = False
    sentences = sentences_of(text, start, end, breaks)
    for index, (begin, stop) in enumerate(sentences):
        if len(breaks) >= FEWEST_PARAGRAPHS and begin not in breaks and MUST_WITH.match(text, begin, stop):
            continue
        is_aside = index >= FIRST_SENTENCES and len(sentences) > MOST_SHORT
        if is_aside and KINDS_WITH.match(text, begin, stop):
            continue
        entries, alone_says_here = _read(text, begin, stop, is_aside=is_aside)
        if any(entry.role is Role.LEAD for entry in entries):
            leading.append(Mark(begin, stop, tuple(entries)))
        elif entries:
            alone_says = alone_says_here and not plain
            plain.append(Mark(begin, stop, tuple(entries)))
        elif (leading or plain) and (alone := SUPPORTS_ALONE.fullmatch(text, begin, stop)):
            units = names_of(text, *alone.span("names" if alone["names"] else "others"))
            supporting.extend([Mark(begin, stop, (Entry(Role.SUPPORTING, tuple(units)),))] if units else [])
    found = [*leading, *supporting]
    if plain:
        found.append(Mark(plain[0].start, plain[-1].end, tuple(entry for mark in plain for entry in mark.entries)))
    return sorted(found, key=lambda mark: mark.start), bool(leading) or alone_says


def find_subjects(text: str, start: int, end: int, breaks: list[int]) -> list[UnitName]:
    """Return the units that are only the grammatical subject of a duty (A要…, A应当…)."""
    found: list[UnitName] = []
    seen: set[str] = set()
    for begin, stop in sentences_of(text, start, end, breaks):
        match = SUBJECT.match(text, begin, stop)
        for unit in names_of(text, match.start("names"), match.end("names")) if match else []:
            name = text[unit.start : unit.end]
            if name not in seen:
                seen.add(name)
                found.append(unit)
    return found


def _read(text: str, start: int, stop: int, *, is_aside: bool = False) -> tuple[list[Entry], bool]:
    """What a sentence says; one said in passing (`is_aside`) gives nobody work by 由A确定…."""
    adverbial = ADVERBIAL.match(text, start, stop)
    begins = [start, adverbial.end()] if adverbial else [start]
    begins.extend(part.end() for part in islice(AMONG_THEM.finditer(text, start, stop), 1))
    for begin in (*begins, *(part.end() for part in islice(AFTER_QUOTE.finditer(text, start, stop), MOST_PARTS))):
        entries, says = _read_at(text, begin, stop)
        if entries:
            return entries, says
    for match in islice(BY_UNIT.finditer(text, start, stop), MOST_BY_UNIT):
        if is_aside and DECIDES.fullmatch(match["verb"]):
            continue
        if text.count("（", start, match.start()) > text.count("）", start, match.start()):
            continue
        entries, says = _read_by(text, match, stop)
        if entries:
            return entries, says
    return [], False


def _read_at(text: str, start: int, stop: int) -> tuple[list[Entry], bool]:
    for pattern, reader in _READERS:
        match = pattern.match(text, start, stop)
        if match:
            entries, says = reader(text, match, stop)
            if entries and not _name_roles(text, entries):
                return entries, says
    return [], False


def _name_roles(text: str, entries: list[Entry]) -> bool:
    """Whether who is named first is no body but a role: 牵头单位要会同配合单位编制…"""
    return any(ROLE_ALONE.fullmatch(text[unit.start : unit.end]) for unit in entries[0].units)


def _is_founded(text: str, by: int, verb_end: int, stop: int) -> bool:
    """Whether 由A牵头 only tells who sits in a mechanism, a platform … that is founded."""
    return bool(FOUNDED.fullmatch(text, max(0, by - 2), by) and ITS_MECHANISM.match(text, verb_end, stop))


def _read_lead(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    units = subject_of(text, match.start("names"), match.end("names"))
    by = text.rfind("由", match.start("names"), match.end("names"))
    if not units or (by != -1 and _is_founded(text, by, match.end(), stop)):
        return [], False
    entries = [Entry(Role.LEAD, tuple(units))]
    supporting = _supporters(text, match.start(), match.end(), stop)
    if not supporting:
        parts = islice(ITS_PART.finditer(text, match.end(), stop), MOST_BY_UNIT)
        supporting = [unit for part in parts for unit in _named_bodies(text, *part.span("names"))]
    if supporting:
        entries.append(Entry(Role.SUPPORTING, tuple(supporting)))
    return entries, True


def _supporters(text: str, begin: int, start: int, stop: int) -> list[UnitName]:
    """Who supports after "A牵头": "，B配合" or "，会同B"; or before it, where the sentence begins: "B配合，"."""
    if gathered := _gathered(text, start, stop):
        return gathered
    together = WITH_AFTER.match(text, start, stop)
    if together:
        return _partners(text, together.end(), stop)
    partners = [*islice(SUPPORTS_AFTER.finditer(text, start, stop), MOST_BY_UNIT)]
    before = SUPPORTS_BEFORE.match(text, begin, start) if not partners else None
    found = [unit for match in partners for unit in subject_of(text, *match.span("names"))]
    if before:
        return subject_of(text, *before.span("names"))
    later = WITH_LATER.search(text, start, stop) if not found else None
    return _partners(text, later.end(), stop) if later else found


def _gathered(text: str, start: int, stop: int) -> list[UnitName]:
    """Who takes part after "A牵头": "，组织B，联合C、D，开展…"; none unless all are public bodies or their staff."""
    found: list[UnitName] = []
    while match := GATHERS.match(text, start, stop):
        found.extend(split_units(text, *match.span("partners")))
        start = match.end() - 1
    names = [text[unit.start : unit.end] for unit in found]
    known = [looks_like_unit(name) and not GENERIC_BODY.fullmatch(name) for name in names]
    fits = all(known[i] or STAFF.fullmatch(name) for i, name in enumerate(names))
    return found if any(known) and fits else []


def _read_named_as(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    """Who is named as what, one after the other; nothing where one of them is no public body."""
    entries: list[Entry] = []
    position = match.start()
    while named := NAMED_AS.match(text, position, stop):
        units = names_of(text, *named.span("names"))
        if not units:
            break
        leads = named["role"] in (*LEAD_WORDS, *FIRST_WORDS)
        entries.append(Entry(Role.LEAD if leads else Role.SUPPORTING, tuple(units)))
        position = named.end()
    return entries, True


def _read_with(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    units = subject_of(text, match.start("names"), match.end("names"))
    partners = _partners(text, match.start("partners"), match.end("partners"))
    if not units or not partners:
        return [], False
    return [Entry(Role.LEAD, tuple(units)), Entry(Role.SUPPORTING, tuple(partners))], True


def _partners(text: str, start: int, end: int) -> list[UnitName]:
    found: list[UnitName] = []
    position = start
    while match := PARTNER.match(text, position, end):
        found.extend(split_units(text, match.start(), match.end()))
        position = match.end()
        following = NEXT_PARTNER.match(text, position, end)
        if following is None:
            break
        position = following.end()
    return found


def _read_by(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    begin, end = match.span("names")
    alternative = text.find("或", begin, end)
    if match["verb"].endswith(("会同", "会", "商")):
        with_partners = LEADS_WITH.match(text, begin, stop)
        return _read_with(text, with_partners, stop) if with_partners else ([], False)
    ranges = [(begin, end)] if alternative == -1 else [(begin, alternative), (alternative + 1, end)]
    units = [unit for left, right in ranges for unit in names_of(text, left, right)]
    if "牵头" in match["verb"] and _is_founded(text, match.start(), match.end(), stop):
        return [], False
    if not units or text[match.end() : match.end() + 2] == "解释":
        return [], False
    if are_generic(text, units):
        return [], False
    leads = "牵头" in match["verb"] or "牵头" in text[match.end() : match.end() + 2]
    return [Entry(Role.LEAD if leads else Role.PLAIN, tuple(units))], leads or len(units) == 1


def _read_charge(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    begin, end = match.span("names")
    by = text.rfind("由", begin + 1, end)
    units = names_of(text, begin if by == -1 else by + 1, end) or (subject_of(text, begin, end) if by == -1 else [])
    if units and by != -1 and (earlier := BY_UNIT.search(text, begin, by)):
        first, _ = _read_by(text, earlier, by)
        units = [*(unit for entry in first for unit in entry.units), *units]
    if text.startswith("解释", match.end()) or are_generic(text, units):
        return [], False
    supporting = _supporters(text, match.start(), match.end(), stop) if units else []
    if supporting:
        return [Entry(Role.LEAD, tuple(units)), Entry(Role.SUPPORTING, tuple(supporting))], True
    others = islice(ALSO_IN_CHARGE.finditer(text, match.end(), stop), MOST_BY_UNIT) if units else ()
    units = [*units, *(unit for other in others for unit in _named_bodies(text, *other.span("names")))]
    return ([Entry(Role.PLAIN, tuple(units))], False) if units else ([], False)


def _named_bodies(text: str, start: int, end: int) -> list[UnitName]:
    """The units of a range, or none where one of them is but a kind of body."""
    units = subject_of(text, start, end)
    return [] if are_generic(text, units) else units


def _read_supports_whom(text: str, match: re.Match[str], stop: int) -> tuple[list[Entry], bool]:
    supporting = names_of(text, *match.span("names"))
    leading = _partners(text, match.end(), stop)
    if not supporting or not leading or are_generic(text, leading):
        return [], False
    return [Entry(Role.LEAD, tuple(leading)), Entry(Role.SUPPORTING, tuple(supporting))], True


_READERS = (
    (LEADS_IN, _read_named_as),
    (LEADS, _read_lead),
    (LEADS_WITH, _read_with),
    (LEADS_WITH_LATER, _read_with),
    (LEADS_WITH_ALSO, _read_with),
    (AUTHORISED, _read_charge),
    (IS_NAMED_FOR, _read_charge),
    (IN_CHARGE, _read_charge),
    (IS_IN_CHARGE, _read_charge),
    (BY_DUTIES, _read_charge),
    (SUPPORTS_WHOM, _read_supports_whom),
)
