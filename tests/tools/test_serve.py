"""What `make run` does: a free port, both parts up, both parts down."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from config import load_settings
from tools.environment import ROOT
from tools.serve import free_port, web_command


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_taken_as_asked(taken_port):
    free = free_port(taken_port + 1)

    assert free_port(free) == free


def test_a_taken_port_is_passed_over(taken_port):
    assert free_port(taken_port) > taken_port


def test_without_an_address_of_its_own_the_product_is_where_the_port_says(monkeypatch, tmp_path):
    monkeypatch.delenv("BASE_URL", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PORT", "5810")

    assert load_settings()["BASE_URL"] == "http://127.0.0.1:5810"


def test_pages_are_served_on_loopback_only():
    assert "--bind=127.0.0.1:5000" in web_command(5000)


@pytest.mark.slow
def test_a_part_that_cannot_start_ends_the_whole_with_its_status(tmp_path):
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/x.db"}

    command = [sys.executable, "-m", "tools.serve"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)

    assert ended.returncode not in (0, -signal.SIGKILL)
