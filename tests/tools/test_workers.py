"""All journeys go to one of the testing processes, and it does nothing else."""

from types import SimpleNamespace

from tests.support.workers import JourneysApart

TESTS = ["tests/domain/a.py::one", "tests/domain/a.py::two", "tests/web/b.py::three", "tests/web/b.py::four"]
JOURNEYS = ["tests/browser/a.py::wide[chromium]", "tests/browser/b.py::narrow"]


class Process:
    """One testing process as the scheduler of pytest-xdist sees it."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.shutting_down = False
        self.gateway = SimpleNamespace(id="process")

    def send_runtest_some(self, places: list[int]) -> None:
        self.given += [(TESTS + JOURNEYS)[place] for place in places]

    def shutdown(self) -> None:
        self.shutting_down = True


def test_the_journeys_go_to_one_process_that_ends_with_them():
    processes = [Process(), Process()]
    scheduler = scheduler_of(processes)

    scheduler.schedule()
    for place in range(len(TESTS)):
        scheduler.mark_test_complete(processes[1], place)

    assert processes[0].given == JOURNEYS
    assert processes[0].shutting_down
    assert processes[1].given == TESTS


def scheduler_of(processes: list[Process]) -> JourneysApart:
    settings = {"tx": [f"{len(processes)}*popen"]}
    scheduler = JourneysApart(SimpleNamespace(getvalue=settings.get, option=SimpleNamespace(loadscopereorder=True)))
    for process in processes:
        scheduler.add_node(process)
        scheduler.add_node_collection(process, TESTS + JOURNEYS)
    return scheduler
