"""What a whole document says about each of its clauses."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.domain.parsing.metadata.metadata_fields import Metadata
from tracker.domain.parsing.page.paragraphs import Page
from tracker.domain.parsing.text.compact import fold
from tracker.domain.parsing.units.lead_rules import LeadRule, find_lead_rule

GOAL_YEAR = re.compile(
    r"[到至](?<!实施.)(?<!施行.)(?<!执行.)(?<!有效.)(?<!有效期.)(?<!延长.)(?<!延续.)(?<!截.)(?<!截止.)(?<!起.)(20[2-9][0-9])年"
)
YEAR_IN_TITLE = re.compile(r"(20[0-9]{2})年")
YEARS_IN_TITLE = re.compile(r"(20[0-9]{2})年?(?:[-—–~～－至到]{1,2})(?:20)?[0-9]{2}年")
"""A plan of several years (2025—2027年) does not say in which of them a date without a year falls."""
YEAR = re.compile(r"20[0-9]{2}")
YEAR_IN_NUMBER = re.compile(r"〔(20[0-9]{2})〕[0-9]{1,4}号")
YEAR_OF_MONTH = re.compile(r"(20[0-9]{2})年[0-9]{1,2}月")
LONGEST_OPENING = 1_000


@dataclass(frozen=True)
class Context:
    """`year` completes dates without one; `lead_rule` says who leads in a mark that does not tell.

    `year_is_guessed`: the paper has no year of its own, `year` is that of papers it cites or of a month it names.
    """

    page: Page
    year: int | None
    year_is_guessed: bool
    signed_on: date | None
    lead_rule: LeadRule | None
    goal_year: int | None

    def lead_rule_at(self, position: int) -> LeadRule | None:
        """The rule of the document on who leads, where it holds for a mark that ends at this compact position."""
        return self.lead_rule if self.lead_rule and self.lead_rule.start <= position else None


def read_context(page: Page, metadata: Metadata) -> Context:
    """Return what the document as a whole says."""
    text = page.compact.text
    goal = GOAL_YEAR.search(text)
    year = _year(metadata)
    return Context(
        page,
        year or _year_of_cited(text) or _first_year(metadata) or _year_of_month(text),
        year is None,
        metadata.signed_on,
        find_lead_rule(text),
        int(goal[1]) if goal else None,
    )


def _year(metadata: Metadata) -> int | None:
    """The year dates without one belong to: the one named in the title, else of the signature, else of the number."""
    title = fold(metadata.title or "")
    if (in_title := YEAR_IN_TITLE.search(title)) and not YEARS_IN_TITLE.search(title):
        return int(in_title[1])
    if metadata.signed_on:
        return metadata.signed_on.year
    in_number = YEAR.search(metadata.document_number or "")
    return int(in_number[0]) if in_number else None


def _first_year(metadata: Metadata) -> int | None:
    """For a paper for several years that has neither date nor number: the first of them."""
    years = YEARS_IN_TITLE.search(metadata.title or "")
    return int(years[1]) if years else None


def _year_of_cited(text: str) -> int | None:
    """For a paper without head and signature: the latest year among the numbers of papers that its opening cites."""
    years = YEAR_IN_NUMBER.findall(text, 0, LONGEST_OPENING)
    return max(map(int, years), default=None)


def _year_of_month(text: str) -> int | None:
    """For a paper that cites none either: the first year that it names with a month."""
    month = YEAR_OF_MONTH.search(text)
    return int(month[1]) if month else None
