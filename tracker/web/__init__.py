"""The web pages. The list below is the site map."""

from flask import Flask

from tracker.web import (
    access,
    addresses,
    archive,
    assignment_acts,
    assignments,
    audit,
    auth,
    boards,
    break_downs,
    clauses,
    closing,
    confirmations,
    covers,
    demo_clock,
    document_family,
    document_uploads,
    document_versions,
    document_withdrawal,
    documents,
    error_handlers,
    evidence,
    evidence_preview,
    evidence_uploads,
    follow_ups,
    formatting,
    health,
    home,
    instructions,
    mail,
    navigation,
    notices,
    odd_input,
    people,
    progress,
    queue,
    report_sheets,
    reports,
    review_desk,
    rights,
    saved_views,
    security_headers,
    task_amendments,
    task_lifecycle,
    task_opening,
    tasks,
    unit_requests,
    units,
    urging,
)
from tracker.web import (
    register as register_page,
)

BLUEPRINTS = [
    archive.bp,
    audit.bp,
    assignment_acts.bp,
    assignments.bp,
    auth.bp,
    boards.bp,
    demo_clock.bp,
    break_downs.bp,
    clauses.bp,
    closing.bp,
    covers.bp,
    document_family.bp,
    document_uploads.bp,
    document_versions.bp,
    document_withdrawal.bp,
    documents.bp,
    evidence.bp,
    evidence_preview.bp,
    evidence_uploads.bp,
    follow_ups.bp,
    health.bp,
    home.bp,
    instructions.bp,
    mail.bp,
    notices.bp,
    people.bp,
    progress.bp,
    queue.bp,
    register_page.bp,
    report_sheets.bp,
    reports.bp,
    review_desk.bp,
    rights.bp,
    saved_views.bp,
    task_amendments.bp,
    task_lifecycle.bp,
    task_opening.bp,
    tasks.bp,
    unit_requests.bp,
    units.bp,
    urging.bp,
]


def register(app: Flask) -> None:
    odd_input.prepare(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    odd_input.register(app)
    access.register(app)
    addresses.register(app)
    confirmations.register(app)
    formatting.register(app)
    navigation.register(app)
    demo_clock.register(app)
    security_headers.register(app)
    error_handlers.register(app)
