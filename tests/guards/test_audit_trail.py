"""Whoever acts leaves a trace."""

from tests.support.source import calls_in, functions_of, modules

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
