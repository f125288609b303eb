"""Counts beside a document, as far as the viewer may see what is counted."""

import pytest

from tests.conftest import TODAY
from tests.factories import make_clause, make_document, make_task, make_unit, make_user, saved
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.roles import Role
from tracker.policies import viewer_of
from tracker.queries.documents import DocumentFilter, find_documents
from tracker.queries.reading_accuracy import accuracy_in_use


@pytest.mark.parametrize(("role", "tasks", "assignments"), [(Role.LIAISON, 1, 1), (Role.SUPERVISOR, 2, 3)])
def test_a_unit_does_not_learn_how_much_others_have_to_do(db, role, tasks, assignments):
    unit = make_unit()
    document = make_task(lead=unit, supporting=(make_unit(),)).document
    make_task(document)
    viewer = viewer_of(make_user(role, unit=unit if role is Role.LIAISON else None), TODAY)

    rows, total = find_documents(viewer, DocumentFilter(), offset=0, limit=10)

    assert total == 1
    assert (rows[0].tasks, rows[0].assignments) == (tasks, assignments)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (DocumentFilter(), ["在办"]),
        (DocumentFilter(text="办"), ["在办"]),
        (DocumentFilter(status=DocumentStatus.WITHDRAWN), ["不办"]),
    ],
)
def test_withdrawn_documents_are_listed_only_where_they_are_asked_for(db, wanted, found):
    for title, status in (("在办", DocumentStatus.IN_REVIEW), ("不办", DocumentStatus.WITHDRAWN)):
        make_document(title, status=status)
    viewer = viewer_of(make_user(Role.SUPERVISOR), TODAY)

    rows, total = find_documents(viewer, wanted, offset=0, limit=10)

    assert ([row.document.title for row in rows], total) == (found, 1)


@pytest.mark.parametrize(("status", "read"), [(DocumentStatus.CONFIRMED, 1), (DocumentStatus.WITHDRAWN, 0)])
def test_the_reading_of_a_withdrawn_document_does_not_count(db, status, read):
    clause = make_clause(make_document(status=status), is_task=False)
    clause.parsed = {"start": clause.start_offset, "end": clause.end_offset, "is_task": False}
    saved(clause)

    accuracy = accuracy_in_use(viewer_of(make_user(Role.SUPERVISOR), TODAY))

    assert [field.read for field in accuracy.fields if field.label == "条款起止"] == [read]
