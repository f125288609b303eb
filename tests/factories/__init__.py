"""Test data. Every argument has a default, so that a test names only what it is about. Nothing here is random.

What is not said belongs together: units, documents and people fall to the one government of the test, which is made
when it is first needed. A record is committed when it is made, so that requests and rollbacks find it.
"""

from tests.factories.acts import make_instruction, make_reply
from tests.factories.bodies import EARLIER, make_government, make_group, make_unit, make_user, the_government
from tests.factories.documents import DUE_ON, START_ON, make_clause, make_document, make_section
from tests.factories.keeping import saved
from tests.factories.requests import make_answer, make_criterion, make_request
from tests.factories.work import (
    make_assignment,
    make_evidence,
    make_notice,
    make_report,
    make_stages,
    make_task,
    make_upload,
)

__all__ = [
    "DUE_ON",
    "EARLIER",
    "START_ON",
    "make_answer",
    "make_assignment",
    "make_clause",
    "make_criterion",
    "make_document",
    "make_evidence",
    "make_government",
    "make_group",
    "make_instruction",
    "make_notice",
    "make_reply",
    "make_report",
    "make_request",
    "make_section",
    "make_stages",
    "make_task",
    "make_unit",
    "make_upload",
    "make_user",
    "saved",
    "the_government",
]
