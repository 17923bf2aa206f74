"""A test reaches this machine and nothing else."""

import socket

import pytest


def test_other_machines_are_out_of_reach() -> None:
    # The guard warns before it raises, and warnings are errors here.
    with socket.socket() as outside, pytest.raises(UserWarning, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))


def test_this_machine_is_within_reach() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()
