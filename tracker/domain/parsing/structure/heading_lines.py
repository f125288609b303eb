"""Lines above a number that look like headings and only name who is responsible for the clause before."""

import re

from tracker.domain.parsing.tables.table_cells import names_units
from tracker.domain.parsing.units.responsibility import FIELD
from tracker.domain.parsing.units.unit_lists import STARTS_AS_UNIT

FIELD_WITHOUT_COLON = re.compile(
    "(?:牵头|主办|主责|责任|配合|协办|参与|承办)(?:单位|部门)(?=[各省市县区州]|国家)|(?:完成|办结|办理)(?:时限|时间|期限)(?=20|[0-9])"
)
DUTY = re.compile("(?:按职责分工|按职责|共同|分工|牵头|具体)?(?:负责|落实|配合|牵头|承办)?。?$")


def names_who(text: str, before: str, number: int) -> bool:
    """Whether a line names units only; `before`: the line above it, `number`: that of the line beneath it.

    A single unit above a count that begins heads its duties, unless the line above is an unfinished list of names.
    """
    if text.count("）") > text.count("（") or FIELD_WITHOUT_COLON.match(text):
        return True
    names = DUTY.sub("", text)
    if not names or not names_units(names):
        return False
    if "、" in names:
        return True
    is_open = before.endswith(("、", "：")) or bool(FIELD.match(before))
    return is_open or bool(number > 1 and STARTS_AS_UNIT.match(names) and text != names)
