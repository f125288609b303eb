"""The product's commands as processes of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def running_command(name: str, *, database_url: str, data_dir: Path) -> Iterator[subprocess.Popen]:
    """Start `flask NAME` on a database that is brought up to date first; give the process, its output piped."""
    environment = {**os.environ, "DATABASE_URL": database_url, "DATA_DIR": str(data_dir), "DEMO": "0", "SMTP_URL": ""}
    environment |= {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*command, "db", "upgrade"], cwd=ROOT, env=environment, check=True, capture_output=True)
    with subprocess.Popen(
        [*command, name], cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield process
        process.kill()
