"""One place commits; entry points decide when; services never do; queries never write."""

import ast

from tests.support.source import calls_in, modules, short, tree_of

ENTRY_POINTS = {"web", "api", "cli", "jobs"}
WRITES = {"session.add", "session.add_all", "session.delete", "session.merge", "session.flush"}


def test_only_db_py_commits_or_rolls_back():
    wrong = [
        short(path)
        for layer, path in modules()
        if layer != "db"
        and any(call.endswith(("session.commit", "session.rollback")) for call in calls_in(tree_of(path)))
    ]
    assert not wrong, f"Use `with transaction():` in an entry point instead: {wrong}"


def test_only_entry_points_open_transactions():
    wrong = [
        short(path)
        for layer, path in modules()
        if layer not in ENTRY_POINTS | {"db"}
        and any(isinstance(node, ast.Name) and node.id == "transaction" for node in ast.walk(tree_of(path)))
    ]
    assert not wrong, f"Leave `transaction()` to the view, command or job that calls: {wrong}"


def test_queries_and_policies_never_write():
    wrong = [
        f"{short(path)} calls {call}"
        for _, path in modules("queries", "policies", "emails")
        for call in calls_in(tree_of(path))
        if any(call.endswith(write) for write in WRITES) or call in {"sa.insert", "sa.update", "sa.delete"}
    ]
    assert not wrong, "Move the writing to a service:\n" + "\n".join(wrong)
