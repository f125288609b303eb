"""Title, number, issuer, addressees and dates, only as printed."""

from tracker.domain.parsing.metadata.head import (
    read_addressees,
    read_damaged_number,
    read_file_name,
    read_number,
    read_page_title,
    read_title,
    read_title_after_imprint,
)
from tracker.domain.parsing.metadata.metadata_fields import Metadata
from tracker.domain.parsing.metadata.sheet_metadata import read_sheet
from tracker.domain.parsing.metadata.signing import read_dates, read_signature
from tracker.domain.parsing.model import Flag
from tracker.domain.parsing.page.paragraphs import Page
from tracker.domain.parsing.structure.layout import Layout


def read_metadata(page: Page, layout: Layout) -> Metadata:
    """Return the metadata of a page; `kinds` names the head paragraphs it took them from."""
    found = Metadata()
    read_title(page, layout, found)
    read_number(page, layout, found)
    read_addressees(page, layout, found)
    read_signature(page, layout, found)
    read_sheet(page, found)
    read_page_title(page, layout, found)
    read_title_after_imprint(page, layout, found)
    read_damaged_number(page, layout, found)
    read_file_name(page, found)
    read_dates(page, found)
    if found.title is None:
        found.flags.append(Flag.NO_TITLE)
    if found.issuing_authority is None:
        found.flags.append(Flag.NO_ISSUER)
    return found
