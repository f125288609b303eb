"""Starts the child process for one file and waits for its answer, no longer than allowed."""

import json
import logging
import signal
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from tracker.adapters.readers import limits
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument

PROGRAM = Path(__file__).parents[1] / "document_reader_process.py"
COMMAND = (sys.executable, "-I", "-B", "-X", "utf8", str(PROGRAM))
ENVIRONMENT = {"LANG": "C.UTF-8"}
LONGEST_LOG_ENTRY = 2_000  # characters of the child's complaint

log = logging.getLogger(__name__)
places = BoundedSemaphore(limits.CHILDREN_AT_ONCE)


def ask_child(data: bytes, filename: str) -> dict[str, Any]:
    """Return the child's answer; raise `UnreadableDocument` where it died, took too long or found no place."""
    if not places.acquire(timeout=limits.WALL_SECONDS):
        raise UnreadableDocument(Refusal.BUSY)
    request = {"filename": filename, "memory": limits.MEMORY, "cpu_seconds": limits.CPU_SECONDS}
    try:
        finished = subprocess.run(  # noqa: S603  # fixed command; the untrusted part goes through standard input
            COMMAND,
            input=json.dumps(request).encode() + b"\n" + data,
            capture_output=True,
            env=ENVIRONMENT,
            cwd="/",
            timeout=limits.WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(Refusal.TOO_SLOW) from error
    finally:
        places.release()
    if finished.stderr:
        log.warning("The document reader complained: %r", finished.stderr.decode(errors="replace")[-LONGEST_LOG_ENTRY:])
    if finished.returncode == -signal.SIGXCPU:
        raise UnreadableDocument(Refusal.TOO_SLOW)
    if finished.returncode != 0 or not finished.stdout:
        raise UnreadableDocument(Refusal.TOO_COMPLEX)
    reply: dict[str, Any] = json.loads(finished.stdout)
    return reply
