"""Who was refused what: a line in the log for each, an entry in the audit trail too where something was sent."""

import json
import logging

from flask import request
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from tracker import clock
from tracker.db import transaction
from tracker.services import refused_accesses
from tracker.web.access import PUBLIC_ENDPOINTS, signed_in_user

log = logging.getLogger(__name__)

REFUSED = frozenset({403, 404})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})  # these change nothing, the trail included


def note(status: int) -> None:
    """Note the answer to this request where it refuses somebody who is signed in a page that there is.

    A record out of sight is answered as one that is not there (404), so both are noted.
    """
    if status not in REFUSED or request.endpoint is None or request.endpoint in PUBLIC_ENDPOINTS:
        return
    if current_user.is_anonymous:
        return
    person = signed_in_user()
    facts = {"status": status, "user": person.id, "method": request.method, "path": request.path}
    # As JSON, in which what an address holds cannot begin a line of its own.
    log.warning("refused %s", json.dumps({**facts, "endpoint": request.endpoint, "address": request.remote_addr}))
    if request.method in _READING:
        return
    try:
        with transaction():
            refused_accesses.note_refusal(
                method=request.method, path=request.path, answer=status, actor=person, now=clock.now()
            )
    except OperationalError as error:
        log.warning("a refusal is missing from the audit trail: %s", error.orig)  # the answer goes out all the same
