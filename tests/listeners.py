"""Sockets on loopback that note whoever calls: a test's proof that nothing got out."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Listeners:
    """A TCP and a UDP socket of the same port number, and the first bytes of all that arrived."""

    port: int
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Listeners]:
    """Listen on all addresses of loopback until the block ends."""
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        selectors.DefaultSelector() as waiting,
    ):
        udp.bind(tcp.getsockname())
        near, far = socket.socketpair()
        for one in (tcp, udp, far):
            waiting.register(one, selectors.EVENT_READ)
        listeners = Listeners(tcp.getsockname()[1])
        thread = threading.Thread(target=_note, args=(waiting, tcp, udp, far, listeners.heard), daemon=True)
        thread.start()
        try:
            yield listeners
        finally:
            near.close()
            thread.join(10)
            far.close()


def _note(
    waiting: selectors.BaseSelector, tcp: socket.socket, udp: socket.socket, end: socket.socket, heard: list[bytes]
) -> None:
    while True:
        for key, _ in waiting.select():
            if key.fileobj is end:
                return
            heard.append(_first_bytes(tcp, udp, key.fileobj is udp))


def _first_bytes(tcp: socket.socket, udp: socket.socket, is_udp: bool) -> bytes:
    if is_udp:
        return b"UDP " + udp.recv(100)
    connection, _ = tcp.accept()
    with connection, suppress(OSError):
        connection.settimeout(0.5)
        return b"TCP " + connection.recv(100)
    return b"TCP"
