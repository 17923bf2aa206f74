"""Servers that are slow or talk garbage. For everything else the real one is asked."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

HEAD = b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n"


@dataclass
class Stub:
    """What listens: `asked` counts requests, `ended` is set when one was served to its end."""

    url: str
    stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    asked: int = 0


Serve = Callable[[socket.socket, Stub], None]


@contextmanager
def listening(serve: Serve) -> Iterator[Stub]:
    """A server on this machine that treats each connection as `serve` does."""
    server = socket.create_server(("127.0.0.1", 0))
    stub = Stub(f"http://127.0.0.1:{server.getsockname()[1]}")
    threads: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            thread = threading.Thread(target=one, args=(connection,), daemon=True)
            threads.append(thread)
            thread.start()

    def one(connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(65536)
                stub.asked += 1
                serve(connection, stub)
                stub.ended.set()
            except OSError:
                pass

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield stub
    finally:
        stub.stop.set()
        # `close` alone does not wake a thread that waits for a connection.
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        for thread in [accepting, *threads]:
            thread.join(5)


def says(body: bytes, head: bytes = HEAD) -> Serve:
    """Answers with these bytes."""

    def serve(connection: socket.socket, stub: Stub) -> None:
        length = f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
        connection.sendall(head + length + body)

    return serve


def answers(body: Any) -> Serve:
    """Answers with this as JSON."""
    return says(json.dumps(body).encode())


def hangs(connection: socket.socket, stub: Stub) -> None:
    """Takes the request and says nothing, for 20 seconds."""
    stub.stop.wait(20)


def drips(connection: socket.socket, stub: Stub) -> None:
    """Sends a byte each half second, for 20 seconds: no single wait is long."""
    connection.sendall(HEAD + b"Content-Length: 40\r\n\r\n")
    for _ in range(40):
        if stub.stop.wait(0.5):
            return
        connection.sendall(b" ")


def drips_its_head(connection: socket.socket, stub: Stub) -> None:
    """The same before there is any answer."""
    for letter in HEAD[:40]:
        if stub.stop.wait(0.5):
            return
        connection.sendall(bytes([letter]))
