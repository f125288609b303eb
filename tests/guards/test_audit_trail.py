"""Whoever acts leaves a trace."""

import ast
from itertools import chain

from tests.support.source import calls_in, functions_of, modules, tree_of
from tracker.domain.audit_fields import FIELDS
from tracker.domain.audit_words import ACTIONS
from tracker.domain.clause_review import ClauseAction, DocumentAction
from tracker.domain.document_versions import VersionAction, VersionChoice
from tracker.domain.evidence_review import EvidenceAction
from tracker.domain.notices import NoticeAction
from tracker.domain.reporting import ReportAction
from tracker.domain.workflow import AssignmentAction, TaskAction

RECORD = "audit.record"


def _functions_of_services():
    """Return what each service function calls, by `module.function`."""
    calls = {}
    for _, path in modules("services"):
        for function in functions_of(path):
            own = {f"{path.stem}.{name}" if "." not in name else name for name in calls_in(function)}
            calls[f"{path.stem}.{function.name}"] = (function, own)
    return calls


def _leaves_a_trace(name, calls, seen=frozenset()):
    if name == RECORD or name not in calls or name in seen:
        return name == RECORD
    return any(_leaves_a_trace(called, calls, seen | {name}) for called in calls[name][1])


def test_every_service_that_acts_for_someone_leaves_an_audit_entry():
    calls = _functions_of_services()
    silent = [
        name
        for name, (function, _) in calls.items()
        if not function.name.startswith("_")
        and "actor" in {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
        and not _leaves_a_trace(name, calls)
    ]
    assert not silent, f"Call audit.record(...) in: {silent}"


def _records():
    """Yield every call that writes an entry, wherever it stands."""
    for _, path in modules("services"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == RECORD:
                yield node


def test_whatever_is_recorded_has_words_for_those_who_read_the_trail():
    calls = list(_records())
    said = {one.args[1].value for one in calls if isinstance(one.args[1], ast.Constant)}
    of_tables = chain(
        TaskAction, AssignmentAction, ReportAction, EvidenceAction, ClauseAction, DocumentAction, VersionAction,
        VersionChoice, (f"{action.value}_notice" for action in NoticeAction),
    )  # fmt: skip
    fields = {keyword.arg for one in calls for keyword in one.keywords if keyword.arg}

    assert not sorted((said | set(map(str, of_tables))) - set(ACTIONS)), "Add their words to domain/audit_words.py"
    assert not sorted(fields - set(FIELDS)), "Add their words to domain/audit_fields.py"
