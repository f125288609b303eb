"""What becomes of evidence, and how long it is good for: the whole tables."""

from datetime import date, timedelta
from itertools import product

import pytest

from tracker.domain.errors import ActionNotAllowed
from tracker.domain.evidence_review import (
    EvidenceAction,
    EvidenceStatus,
    is_expired,
    next_evidence_status,
    shown_as,
    wants_mending,
)

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
MOVES = {
    ("waiting", "accept"): "accepted",
    ("waiting", "return_for_revision"): "returned",
    ("waiting", "replace"): "replaced",
    ("returned", "replace"): "replaced",
    ("returned", "accept"): "accepted",
    ("accepted", "return_for_revision"): "returned",
    ("accepted", "replace"): "replaced",
}


@pytest.mark.parametrize(("status", "action"), list(product(EvidenceStatus, EvidenceAction)))
def test_evidence_moves_exactly_where_the_table_says(status, action):
    if (status, action) in MOVES:
        assert next_evidence_status(status, action) is EvidenceStatus(MOVES[status, action])
    else:
        with pytest.raises(ActionNotAllowed, match=f"^佐证材料{status.label}，不能{action.label}。$"):
            next_evidence_status(status, action)


@pytest.mark.parametrize(
    ("valid_until", "expired"), [(None, False), (TODAY + DAY, False), (TODAY, False), (TODAY - DAY, True)]
)
def test_evidence_is_good_through_its_last_day(valid_until, expired):
    assert is_expired(valid_until, TODAY) is expired


@pytest.mark.parametrize(
    ("status", "valid_until", "words", "mend"),
    [
        ("waiting", None, "待审核", False),
        ("waiting", TODAY - DAY, "已过期", True),
        ("accepted", TODAY, "已采纳", False),
        ("accepted", TODAY - DAY, "已过期", True),
        ("returned", None, "已退回", True),
        ("returned", TODAY - DAY, "已退回", True),
        ("replaced", TODAY - DAY, "已有新版", False),
    ],
)
def test_what_was_returned_or_has_run_out_is_said_and_wants_mending(status, valid_until, words, mend):
    status = EvidenceStatus(status)

    assert shown_as(status, valid_until, TODAY) == words
    assert wants_mending(status, valid_until, TODAY) is mend
