"""A small name server on loopback: real packets, real records."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@contextmanager
def serving(records: dict[str, list[str]]) -> Iterator[str]:
    """Answers TXT questions from `records` (name to texts); yields its host and port.

    Every other name does not exist. What is put into `records` later is answered too.
    """
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    server.settimeout(0.1)
    ended = threading.Event()
    worker = threading.Thread(target=_answer_all, args=(server, records, ended), daemon=True)
    worker.start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        ended.set()
        worker.join()
        server.close()


def _answer_all(
    server: socket.socket, records: dict[str, list[str]], ended: threading.Event
) -> None:
    while not ended.is_set():
        try:
            packet, client = server.recvfrom(4096)
        except TimeoutError:
            continue
        server.sendto(_answer(packet, records), client)


def _answer(packet: bytes, records: dict[str, list[str]]) -> bytes:
    question = dns.message.from_wire(packet)
    answer = dns.message.make_response(question)
    answer.flags |= dns.flags.RA
    asked = question.question[0]
    texts = records.get(asked.name.to_text(omit_final_dot=True).lower())
    if texts:
        quoted = [f'"{text}"' for text in texts]
        answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", "TXT", *quoted))
    else:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer.to_wire()
