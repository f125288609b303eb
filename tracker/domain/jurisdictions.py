"""Which government a paper belongs to (所属政府): told by who issued it, else by its title, else by its number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.unit_names import name_key

_PLACE = re.compile(r"(?:中共)?(?:中央|国务院|国家|全国|[^市县区省州盟旗]{1,8}(?:省|市|县|区|州|盟|旗))")


@dataclass(frozen=True)
class GovernmentName:
    """What a government is called; `prefix` is the character its numbers begin with (台 in 台科〔2024〕22号)."""

    unit_id: int
    names: tuple[str, ...]
    prefix: str | None = None


def guess_government(
    issuing_authority: str | None,
    title: str | None,
    document_number: str | None,
    governments: Iterable[GovernmentName],
) -> int | None:
    """Return the id of the government whose name the issuer or the title begins with, or None.

    The longest name wins, so that 嘉兴市南湖区人民政府 is the district's. A number counts only where its first
    character belongs to one government.
    """
    known = list(governments)
    for text in (issuing_authority, title):
        key = name_key(text or "").lstrip("《“\"'")
        matches = [
            (len(name_key(name)), government.unit_id)
            for government in known
            for name in government.names
            if key.startswith(name_key(name))
        ]
        if matches:
            return max(matches)[1]
    bearers = {g.unit_id for g in known if g.prefix and document_number and document_number.startswith(g.prefix)}
    return bearers.pop() if len(bearers) == 1 else None


def names_a_place(issuing_authority: str | None) -> bool:
    """Return whether an issuer says of which place it is: 宁波市人民政府, 国务院办公厅; not 市科技局."""
    return bool(_PLACE.match(name_key(issuing_authority or "")))
