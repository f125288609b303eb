"""Who runs what when several processes test: all journeys in one of them, everything else wherever there is room.

A journey visits a product that takes a minute to start, so one process starts it for all of them and then ends: where
Playwright was used an event loop stays behind, and Flask-SQLAlchemy-Lite can not close its sessions there any more.
(The groups of `--dist=loadgroup` would nearly do; pytest-xdist 3.8 finds none of them under pytest 9.2.)
"""

import pytest

try:
    from xdist.scheduler import LoadScopeScheduling
except ModuleNotFoundError:  # then one process tests everything, the journeys last
    LoadScopeScheduling = object

JOURNEYS = "tests/browser/"


class JourneysApart(LoadScopeScheduling):  # type: ignore[misc]  # the package has no types
    """Hands the journeys, as the largest piece, to the first process and lets it end with them; the rest one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid

    def _reschedule(self, node) -> None:  # type: ignore[no-untyped-def]  # pytest-xdist's own kind
        if JOURNEYS not in self.assigned_work[node]:
            super()._reschedule(node)
        elif not node.shutting_down:
            node.shutdown()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log) -> JourneysApart:  # type: ignore[no-untyped-def]  # pytest-xdist's own kinds
    return JourneysApart(config, log)
