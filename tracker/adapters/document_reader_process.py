"""The child process that parses one untrusted file: `python -I document_reader_process.py < request > answer`.

Request: one line of JSON with `filename`, `memory` (bytes) and `cpu_seconds`, then the bytes of the file. Answer: one
JSON object. The limits are set before any parser is imported. Run by path, so that the package `tracker` is not
imported with all of the web in it.
"""

import json
import logging
import resource
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

OPEN_FILES = 64
FORBIDDEN_EVENTS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")
FORBIDDEN_FAMILIES = ("subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "pty.", "ftplib.")


def main() -> None:
    """Answer one request on standard input; every failure is answered too."""
    logging.disable()
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["memory"], request["cpu_seconds"])
    sys.addaudithook(_forbid)
    _stand_in_for_package()
    from tracker.adapters.readers.answers import answer  # noqa: PLC0415  # within the limits, after the stand-in

    sys.stdout.buffer.write(json.dumps(answer(sys.stdin.buffer.read(), request["filename"])).encode())


def _stand_in_for_package() -> None:
    """Register an empty package `tracker`, so that importing a module of it does not run its `__init__`."""
    package = ModuleType("tracker")
    package.__path__ = [str(Path(__file__).parents[1])]
    sys.modules["tracker"] = package


def _limit(memory: int, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forbid(event: str, _arguments: Any) -> None:
    """A second fence, not a sandbox: no network and no further programs from this process."""
    if event in FORBIDDEN_EVENTS or event.startswith(FORBIDDEN_FAMILIES):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
