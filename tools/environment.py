"""Make .venv and put the pinned packages in it, only when something has changed. Standard library only.

    python3 -m tools.environment run    what the product needs
    python3 -m tools.environment dev    that, and what the tests need

A stamp in .venv remembers the lock file that was installed, so that the second time costs nothing and needs no network.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
OLDEST = (3, 11)


def say(message: str) -> None:
    """Tell the person at the terminal what is going on, in order with what other programs print."""
    print(f"[落实] {message}", flush=True)


def prepare(kind: str) -> None:
    """Bring .venv to what the lock file of this kind says; exit with a sentence when that cannot be done."""
    version = sys.version.split()[0]
    if sys.version_info < OLDEST:
        sys.exit(f"[落实] 需要 Python 3.11 或更高版本，当前是 {version}。可指定：make PYTHON=python3.12 …")
    if not PYTHON.exists():
        say(f"正在创建 Python {version} 虚拟环境 .venv……")
        _make_venv()
    if _installed(kind) == _fingerprint(kind):
        return
    say(f"正在安装依赖（{LOCKS[kind].name}），首次约需一分钟……")
    # Hashes are checked: what is installed is what was tried.
    options = ["-qq", "--disable-pip-version-check", "--require-hashes"]
    if not _succeeds([PYTHON, "-m", "pip", "install", *options, "-r", LOCKS[kind]]):
        sys.exit("[落实] 依赖安装失败，原因见上。首次安装需要能访问 Python 软件源。")
    for each in {"run", kind}:  # the larger set contains the smaller
        _stamp(each).write_text(_fingerprint(each))


def _make_venv() -> None:
    command: list[str | Path] = [sys.executable, "-m", "venv", VENV]
    if _succeeds(command):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not (install_debian_packages("python3-venv") and _succeeds(command)):
        sys.exit("[落实] 无法创建虚拟环境。Debian、Ubuntu 上请先运行：apt-get install python3-venv")


def install_debian_packages(*names: str) -> bool:
    """Install system packages where that is possible (Debian and its kin, as root); return whether it was done."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"正在安装系统软件包：{'、'.join(names)}……")
    install: list[str | Path] = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    if _succeeds(install, quiet=True):
        return True
    # The machine's list of packages may be missing or old.
    return _succeeds(["apt-get", "update", "-qq"], quiet=True) and _succeeds(install)


def _succeeds(command: list[str | Path], *, quiet: bool = False) -> bool:
    sink = subprocess.DEVNULL if quiet else None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, stdout=sink, stderr=sink, env=environment, check=False).returncode == 0


def _fingerprint(kind: str) -> str:
    return hashlib.sha256(LOCKS[kind].read_bytes() + sys.version.encode()).hexdigest()


def _stamp(kind: str) -> Path:
    return VENV / f".installed-{kind}"


def _installed(kind: str) -> str:
    return _stamp(kind).read_text() if _stamp(kind).exists() else ""


if __name__ == "__main__":
    prepare(sys.argv[1])
