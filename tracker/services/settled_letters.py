"""Letters that ask their reader to do something, looked at once more before they leave: what is done is not asked.

Each kind has its row below. Letters about work that was given out and about versions are rewritten as that changes
(task_letters, version_letters); what tells of a fact, such as an issued list, stays true.
"""

from collections.abc import Callable, Collection

from tracker.domain.outbox import OutboxStatus
from tracker.domain.workflow import TaskAction, TaskStatus
from tracker.emails import opening_returned, opening_waiting
from tracker.models import OutboxEmail, Task
from tracker.queries import letters_waiting as reading
from tracker.queries.task_opening import submitters
from tracker.services import outbox


def take_back_settled() -> int:
    """Take back the waiting letters whose matter is settled, and let the others say what is left; return how many."""
    letters = reading.waiting_letters([*_STANDING, *_RETOLD])
    by_kind: dict[str, list[OutboxEmail]] = {}
    for letter in letters:
        by_kind.setdefault(letter.kind, []).append(letter)
    gone = [letter for kind, rows in by_kind.items() if kind in _STANDING for letter in _settled(kind, rows)]
    gone += [
        letter for kind, rows in by_kind.items() if kind in _RETOLD for letter in rows if not _RETOLD[kind](letter)
    ]
    for letter in gone:
        letter.status = OutboxStatus.CANCELLED
    return len(gone)


def _settled(kind: str, letters: Collection[OutboxEmail]) -> list[OutboxEmail]:
    standing = _STANDING[kind]({_record_of(letter) for letter in letters})
    return [letter for letter in letters if _record_of(letter) not in standing]


def _record_of(letter: OutboxEmail) -> int:
    """Return the record that a letter is about: its key is kind/record/person."""
    return int(letter.dedupe_key.split("/")[1])


def _retell_waiting(letter: OutboxEmail) -> bool:
    """Name the tasks that the leader has not decided; return whether there are any."""
    if letter.user is None:
        return False
    name = letter.user.display_name
    told = [row for row in reading.openings_told(letter, TaskAction.SUBMIT_OPENING) if row[2].get("leader") == name]
    left = reading.still_in(told, TaskStatus.OPENING_PENDING)
    if left and len(left) < len(told):
        outbox.rewrite(letter, opening_waiting.compose_for(_tasks(left), letter.user, left[0][1]))
    return bool(left)


def _retell_returned(letter: OutboxEmail) -> bool:
    """Name the tasks that came back and were not asked for anew; return whether there are any."""
    rows = reading.openings_told(letter, TaskAction.RETURN_OPENING)
    asked_by = submitters([task.id for task, _leader, _facts in rows])
    told = [row for row in rows if letter.user is not None and asked_by.get(row[0].id) is letter.user]
    left = reading.still_in(told, TaskStatus.DRAFT)
    if left and letter.user is not None and len(left) < len(told):
        _task, leader, facts = left[0]
        outbox.rewrite(letter, opening_returned.compose_for(_tasks(left), letter.user, leader, facts["reason"]))
    return bool(left)


def _tasks(rows: Collection[tuple]) -> list[Task]:
    return [row[0] for row in rows]


_STANDING: dict[str, Callable[[Collection[int]], Collection[int]]] = {
    "notice_waiting": reading.undecided_notices,
    "report_returned": reading.unmended_reports,
    "request_refused": reading.unrepeated_requests,
}
"""Letters about one record: which of these records still wait for the reader."""

_RETOLD: dict[str, Callable[[OutboxEmail], bool]] = {
    "opening_waiting": _retell_waiting,
    "opening_returned": _retell_returned,
}
"""Letters about several tasks: each is rewritten to what is left of them, or taken back."""
