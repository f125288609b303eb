"""No test reaches the network: a socket may be opened only by tests marked `network` or `browser`, and on loopback."""

import socket
from typing import Any

import pytest

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def _sockets_are_blocked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = any(request.node.get_closest_marker(name) for name in ("network", "browser"))
    connect = socket.socket.connect

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not (allowed and address[0] in LOOPBACK):
            self.close()
            raise RuntimeError(f"A test tried to reach {address}. Hand in a MemoryMailer, or mark it `network`.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
