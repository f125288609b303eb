"""Bring the database up to date, load the seed, then keep the web pages and the scheduler running until Ctrl-C.

    .venv/bin/python -m tools.serve

Settings come from the environment (PORT, DATABASE_URL, DATA_DIR …); the demonstration mode is on unless DEMO says 0.
"""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from tools.environment import ROOT, say

FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
FIRST_PORT, PORTS_TRIED = 5000, 50
START_LIMIT_S, STOP_LIMIT_S = 60.0, 10.0


def main() -> int:
    """Run everything; return the exit status: 0 after Ctrl-C, else that of the part that failed."""
    os.environ.setdefault("DEMO", "1")
    port = free_port(int(os.environ.get("PORT", FIRST_PORT)))
    address = f"http://127.0.0.1:{port}"
    os.environ.setdefault("BASE_URL", address)  # before the data: mails of the made-up months name it already
    with socket.create_server(("127.0.0.1", port)):  # nobody else takes it meanwhile
        if status := _prepare():
            return status
    for name in ("SIGTERM", "SIGHUP"):  # asked to end, or the terminal was closed
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    parts: dict[str, subprocess.Popen] = {}
    try:
        parts["网页服务"] = _start(web_command(port))
        parts["定时任务"] = _start([*FLASK, "run-scheduler"])
        if _answers(address, parts):
            say(f"已启动：{address}　（按 Ctrl-C 停止）")
        return _watch(parts)
    except KeyboardInterrupt:
        say("正在停止……")
        return 0
    finally:
        _end(list(parts.values()))


def _prepare() -> int:
    """Bring the database up to date and load the seed; return the exit status of what failed, else 0."""
    for what, command in (("数据库升级到最新结构", ["db", "upgrade"]), ("载入 seed/ 中的数据", ["seed"])):
        say(f"{what}……")
        if status := subprocess.run([*FLASK, *command], cwd=ROOT, check=False).returncode:
            return status
    return 0


def free_port(first: int) -> int:
    """Return the first port from `first` on that nobody listens on; raise OSError when fifty are taken."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"{first} 至 {first + PORTS_TRIED - 1} 端口均被占用，请用 PORT=… 另行指定。")


def web_command(port: int) -> list[str]:
    """Return how to serve the pages: gunicorn, or Flask's own server where gunicorn is not to be had (Windows)."""
    if importlib.util.find_spec("gunicorn") and os.name != "nt":
        options = ["--worker-class=gthread", "--workers=1", "--threads=8", "--no-control-socket", "--log-level=warning"]
        return [sys.executable, "-m", "gunicorn", *options, f"--bind=127.0.0.1:{port}", "wsgi:app"]
    return [*FLASK, "run", "--port", str(port)]


def _start(command: list[str]) -> subprocess.Popen:
    # Its own session: Ctrl-C then reaches us alone, and we stop the parts in order.
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _answers(address: str, parts: dict[str, subprocess.Popen]) -> bool:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and all(part.poll() is None for part in parts.values()):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  # our own address
            return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False


def _watch(parts: dict[str, subprocess.Popen]) -> int:
    """Wait until a part ends by itself, which none should; return its exit status."""
    while True:
        for name, part in parts.items():
            if (status := part.poll()) is not None:
                say(f"{name}意外结束（{status}），全部停止。")
                return status or 1
        time.sleep(0.3)


def _end(parts: list[subprocess.Popen]) -> None:
    for part in parts:
        part.terminate()
    for part in parts:
        try:
            part.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()


if __name__ == "__main__":
    sys.exit(main())
