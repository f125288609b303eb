from itertools import product

import pytest

from tracker.domain.clause_review import (
    ClauseAction,
    ClauseStatus,
    DocumentAction,
    DocumentStatus,
    next_clause_status,
    next_document_status,
)
from tracker.domain.errors import ActionNotAllowed

DOCUMENT_MOVES = {
    ("in_review", "confirm"): "confirmed",
    ("in_review", "withdraw"): "withdrawn",
    ("confirmed", "return_to_review"): "in_review",
    ("confirmed", "issue"): "issued",
    ("confirmed", "withdraw"): "withdrawn",
    ("issued", "archive"): "archived",
    ("withdrawn", "restore"): "in_review",
}
CLAUSE_MOVES = {
    ("parsed", "amend"): "parsed",
    ("parsed", "split"): "parsed",
    ("parsed", "merge"): "parsed",
    ("parsed", "move_clause"): "parsed",
    ("parsed", "confirm"): "confirmed",
    ("parsed", "leave_out"): "left_out",
    ("confirmed", "return_to_review"): "parsed",
    ("left_out", "return_to_review"): "parsed",
}


@pytest.mark.parametrize(("status", "action"), list(product(DocumentStatus, DocumentAction)))
def test_a_document_moves_exactly_where_the_table_says(status, action):
    if (status, action) in DOCUMENT_MOVES:
        assert next_document_status(status, action) is DocumentStatus(DOCUMENT_MOVES[status, action])
    else:
        with pytest.raises(ActionNotAllowed, match=f"^文件{status.label}，不能{action.label}。$"):
            next_document_status(status, action)


@pytest.mark.parametrize(("status", "action"), list(product(ClauseStatus, ClauseAction)))
def test_a_clause_moves_exactly_where_the_table_says(status, action):
    if (status, action) in CLAUSE_MOVES:
        assert next_clause_status(status, action) is ClauseStatus(CLAUSE_MOVES[status, action])
    else:
        with pytest.raises(ActionNotAllowed, match=f"^条款{status.label}，不能{action.label}。$"):
            next_clause_status(status, action)
