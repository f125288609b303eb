"""What a whole document says about each of its clauses."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.domain.parsing.metadata_fields import Metadata
from tracker.domain.parsing.paragraphs import Page

_PLACED = r"(?:列|排|排名|排列|位列|名列|居)在?(?:第一|首)(?:位|名|个|的)?|(?:排|列)在?(?:最)?前面?|第一位|首位"
_BODY = r"(?:的|者)?(?:责任|负责|承办)?(?:单位|部门|机构|科室|处室)?"
FIRST_IS_LEAD = re.compile(
    rf"(?:{_PLACED}|第一(?:个|家|顺位)?|首(?:个|家)){_BODY}(?:均|即|都|一律)?"
    r"(?:[为是](?:主要|工作|总|该项|此项|工作的){0,2}(?:牵头|主办|责任|负责|主责)(?!人|体)|牵头|负责牵头)"
    rf"|(?:牵头|主办|主责|负责)(?:单位|部门|机构|科室|处室)(?:均|都|一律)?[为是]?(?:{_PLACED})"
)
FROM_HERE_ON = "下同"
FROM_HERE_ON_WITHIN = 12
GOAL_YEAR = re.compile(
    r"[到至](?<!实施.)(?<!施行.)(?<!执行.)(?<!有效.)(?<!有效期.)(?<!延长.)(?<!延续.)(20[2-9][0-9])年"
)
YEAR_IN_TITLE = re.compile(r"(20[0-9]{2})年")
YEAR = re.compile(r"20[0-9]{2}")
YEAR_IN_NUMBER = re.compile(r"〔(20[0-9]{2})〕[0-9]{1,4}号")
YEAR_OF_MONTH = re.compile(r"(20[0-9]{2})年[0-9]{1,2}月")
LONGEST_OPENING = 1_000


@dataclass(frozen=True)
class Context:
    """`year` completes dates without one; `lead_rule_from` is where "the first named leads" begins to hold.

    `year_is_guessed`: the paper has no year of its own, `year` is that of papers it cites or of a month it names.
    """

    page: Page
    year: int | None
    year_is_guessed: bool
    signed_on: date | None
    lead_rule_from: int | None
    goal_year: int | None

    def first_leads(self, position: int) -> bool:
        """Whether a rule of the document makes the first unit named at this compact position the lead."""
        return self.lead_rule_from is not None and self.lead_rule_from <= position


def read_context(page: Page, metadata: Metadata) -> Context:
    """Return what the document as a whole says."""
    text = page.compact.text
    goal = GOAL_YEAR.search(text)
    year = _year(metadata)
    return Context(
        page,
        year or _year_of_cited(text) or _year_of_month(text),
        year is None,
        metadata.signed_on,
        _lead_rule_from(text),
        int(goal[1]) if goal else None,
    )


def _year(metadata: Metadata) -> int | None:
    """The year dates without one belong to: named in the title, else of the signature, else of the number."""
    if in_title := YEAR_IN_TITLE.search(metadata.title or ""):
        return int(in_title[1])
    if metadata.signed_on:
        return metadata.signed_on.year
    in_number = YEAR.search(metadata.document_number or "")
    return int(in_number[0]) if in_number else None


def _year_of_cited(text: str) -> int | None:
    """For a paper without head and signature: the latest year among the numbers of papers that its opening cites."""
    years = YEAR_IN_NUMBER.findall(text, 0, LONGEST_OPENING)
    return max(map(int, years), default=None)


def _year_of_month(text: str) -> int | None:
    """For a paper that cites none either: the first year that it names with a month."""
    month = YEAR_OF_MONTH.search(text)
    return int(month[1]) if month else None


def _lead_rule_from(text: str) -> int | None:
    """From there on where the rule says 下同, else the whole document."""
    rule = FIRST_IS_LEAD.search(text)
    if rule is None:
        return None
    return rule.start() if FROM_HERE_ON in text[rule.end() : rule.end() + FROM_HERE_ON_WITHIN] else 0
