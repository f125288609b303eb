"""The whole corpus of damaged and hostile files goes through one child, under the limits of a single file."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.adapters.readers.hostile_files import CASES, ZIPS
from tests.adapters.readers.hostile_pdfs import PDFS
from tracker.adapters.readers import child, limits

MOST_SECONDS = 5.0  # of processor time, for one file
MOST_SECONDS_OF_A_ZIP = 1.0
MORE_MEMORY_FOR_A_ZIP = 50 * limits.MIB

#: Reads requests, each a line of JSON and the bytes, and answers each with a line of JSON.
PROGRAM = """
import json, resource, runpy, sys, time
child = runpy.run_path(sys.argv[1])
child["_limit"](int(sys.argv[2]), int(sys.argv[3]))
sys.addaudithook(child["_forbid"])
child["_stand_in_for_package"]()
from tracker.adapters.readers.answers import answer

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

while line := sys.stdin.buffer.readline():
    request = json.loads(line)
    data = sys.stdin.buffer.read(request["size"])
    before, begun = peak(), time.process_time()
    reply = answer(data, request["filename"])
    seconds = time.process_time() - begun
    told = {"refusal": reply.get("refusal"), "seconds": seconds, "more": peak() - before, "peak": peak()}
    print(json.dumps(told), flush=True)
"""


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, Any]]:
    """What became of each file of the corpus, by its name."""
    files = {name: make() for name, make, _ in CASES} | {f"{name}.pdf": make() for name, make in PDFS.items()}
    requests = b"".join(
        json.dumps({"filename": name, "size": len(data)}).encode() + b"\n" + data for name, data in files.items()
    )
    finished = subprocess.run(  # noqa: S603  # our own program
        [
            sys.executable,
            "-I",
            "-X",
            "utf8",
            "-c",
            PROGRAM,
            str(child.PROGRAM),
            str(limits.MEMORY),
            str(limits.CPU_SECONDS),
        ],
        input=requests,
        capture_output=True,
        check=False,
        timeout=300,
    )
    answers = [json.loads(line) for line in finished.stdout.splitlines()]
    assert len(answers) == len(files), f"the child ended early ({finished.returncode}): {finished.stderr[-2000:]!r}"
    return dict(zip(files, answers, strict=True))


@pytest.mark.slow
def test_every_file_is_answered_by_one_child_that_never_dies(told):
    wanted = {name: refusal.value for name, _, refusal in CASES}

    assert len(told) >= 60
    assert {name: told[name]["refusal"] for name in wanted} == wanted


@pytest.mark.slow
def test_no_file_takes_more_than_its_time(told):
    assert {name: each["seconds"] for name, each in told.items() if each["seconds"] > MOST_SECONDS} == {}


@pytest.mark.slow
def test_no_file_takes_more_than_its_memory(told):
    assert max(each["peak"] for each in told.values()) <= limits.MEMORY


@pytest.mark.slow
def test_archives_are_refused_before_they_are_inflated(told):
    archives = {name: told[name] for name, _, _ in ZIPS}

    assert {name: each for name, each in archives.items() if each["seconds"] > MOST_SECONDS_OF_A_ZIP} == {}
    assert {name: each for name, each in archives.items() if each["more"] > MORE_MEMORY_FOR_A_ZIP} == {}
