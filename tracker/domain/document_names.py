"""How a policy document is named in other papers: its number and title, made comparable."""

import re
from dataclasses import dataclass

from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.ngrams import grams, overlap, plain

NEAR_TITLE = 0.8
"""From here on a title is another's in slightly other words (加快促进, 加快推进)."""


class GovernmentLevel(LabelledEnum):
    """The level a paper was issued at, the highest first."""

    NATIONAL = "national", "国家"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    UNKNOWN = "unknown", "层级不明"

    @property
    def rank(self) -> int:
        """0 for the highest; an unknown level comes last."""
        return list(GovernmentLevel).index(self)


class NameMatch(LabelledEnum):
    """By what a name in one paper was found to mean another; the surest first."""

    NUMBER = "number", "文号一致"
    DAMAGED_NUMBER = "damaged_number", "文号残缺，按余下的字和数字对上"
    TITLE = "title", "标题一致"
    NEAR_TITLE = "near_title", "标题相近，请核对"


@dataclass(frozen=True)
class DocumentName:
    """Title and number as printed; the issuer where it is known from elsewhere."""

    title: str | None
    document_number: str | None = None
    issuing_authority: str | None = None
    is_damaged: bool = False


_NUMBER = re.compile(
    r"^(?P<mark>[^\d〔\[（]+)[〔\[（]?(?P<year>(?:19|20)\d\d)(?P<bracket>[〕\]）])?第?(?P<serial>\d+)号$"
)
_GLUED = re.compile(r".*(?:文件|意见|通知|方案|办法|规定|决定|措施|规划|计划|纲要|条例|公报|通报|批复|函)(?=.)")
"""What stands before a number where a page lost its line break: 浙江省人民政府文件浙政发〔2025〕10号."""

_PLAIN_TITLE = re.compile(r"[《》（）〈〉“”\"]")
_ABOUT = "关于"
_LEVEL_OF_MARK = {
    **dict.fromkeys("国中", GovernmentLevel.NATIONAL),
    **dict.fromkeys(
        "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵黔云滇陕秦甘陇青蒙桂藏宁新", GovernmentLevel.PROVINCE
    ),
}
_LEVELS = (
    (
        GovernmentLevel.NATIONAL,
        re.compile(r"国务院|中共中央|中央|国家|中华人民共和国|总局|总署|^[^省市州县区]{2,12}部(?:办公厅|等|$)"),
    ),
    (GovernmentLevel.PROVINCE, re.compile(r"自治区|^(?:北京|上海|天津|重庆)市|省[^市州县区旗]*$")),
    (GovernmentLevel.COUNTY, re.compile(r"[县旗]|^[^省市州区]{1,6}区(?:政府|委)|市[^省市州]{1,6}区(?:政府|委)")),
    (GovernmentLevel.CITY, re.compile(r"[市州盟](?!场)")),
    (GovernmentLevel.PROVINCE, re.compile(r"省")),
)
"""Signs in an issuer's name, tried from the top. A county-level city looks like a city by its name."""

_OPENING = 8  # characters of a title without 关于 that may name its issuer (某某市推进…实施意见)


def number_key(document_number: str | None) -> str | None:
    """Return mark, year and serial in one form, 国发2020-7 for 国发〔2020〕7号 and 国发[2020]7号; None without one."""
    parts = _NUMBER.match(plain(document_number or ""))
    return _GLUED.sub("", parts["mark"]) + parts["year"] + "-" + parts["serial"].lstrip("0") if parts else None


def is_damaged_number(document_number: str | None) -> bool:
    """Say whether a number lost a bracket or a figure (国科发高〔201790号), so that it can only be read with care."""
    parts = _NUMBER.match(plain(document_number or ""))
    return bool(document_number) and (parts is None or parts["bracket"] is None)


def title_key(title: str | None) -> str | None:
    """Return the title from 关于 on, without brackets and quotation marks; None for no title."""
    if not title:
        return None
    bare = _PLAIN_TITLE.sub("", plain(title))
    return bare[bare.find(_ABOUT) :] if _ABOUT in bare else bare


def printed_issuer(name: DocumentName) -> str:
    """Return who issued it: the words of the title before 关于, else the issuer known; "" where neither says."""
    bare = _PLAIN_TITLE.sub("", plain(name.title or ""))
    before = bare[: bare.find(_ABOUT)] if _ABOUT in bare else ""
    return (before or plain(name.issuing_authority or "")).replace("人民政府", "政府")


def level_of(name: DocumentName) -> GovernmentLevel:
    """Return the level, told by the issuer, else by the number's first character, else by how the title begins."""
    issuer, mark = printed_issuer(name), plain(name.document_number or "")[:1]
    if issuer or not mark:
        opening = issuer or plain(name.title or "")[:_OPENING]
        found = next((level for level, sign in _LEVELS if sign.search(opening)), GovernmentLevel.UNKNOWN)
        if found is not GovernmentLevel.UNKNOWN or not mark:
            return found
    return _LEVEL_OF_MARK.get(mark, GovernmentLevel.UNKNOWN)


def match_of(named: DocumentName, known: DocumentName) -> NameMatch | None:
    """Return by what `named`, as one paper prints it, means the `known` document; None if it does not."""
    numbers = number_key(named.document_number), number_key(known.document_number)
    if all(numbers):
        if numbers[0] != numbers[1]:
            return None
        is_damaged = is_damaged_number(named.document_number) or is_damaged_number(known.document_number)
        return NameMatch.DAMAGED_NUMBER if is_damaged else NameMatch.NUMBER
    titles = title_key(named.title), title_key(known.title)
    issuers = printed_issuer(named), printed_issuer(known)
    if not all(titles) or not _agree(*issuers):
        return None
    if titles[0] == titles[1]:
        return NameMatch.TITLE
    return NameMatch.NEAR_TITLE if all(issuers) and title_likeness(named, known) >= NEAR_TITLE else None


def is_about_itself(named: DocumentName, own: DocumentName) -> bool:
    """Return whether a paper names itself, or what it is the notice of (印发《…》的通知).

    A title that holds another's otherwise (贯彻《…》的方案) is another paper's.
    """
    title, own_title = (_PLAIN_TITLE.sub("", plain(name.title or "")) for name in (named, own))
    return match_of(named, own) is not None or bool(title and f"印发{title}" in own_title)


def title_likeness(one: DocumentName, other: DocumentName) -> float:
    """Return how much two titles share from 关于 on, 0–1; without a title nothing."""
    titles = title_key(one.title), title_key(other.title)
    return overlap(*(grams(title or "", 2, 2) for title in titles)) if all(titles) else 0.0


def _agree(one: str, other: str) -> bool:
    """Whether two issuers do not contradict each other: 浙江省政府, and 浙江省政府出台 of a report on it."""
    return not one or not other or one.startswith(other) or other.startswith(one)
