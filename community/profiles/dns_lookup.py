"""Asking the domain name system for a text record. Never inside a transaction: it takes time."""

import dns.exception
import dns.nameserver
import dns.resolver
from django.conf import settings

# Of a whole question, all servers and tries together; somebody waits for the page meanwhile.
SECONDS = 5.0
# Beside the domain, so that it stands in nobody's way.
HOST = "_portal-challenge"
PREFIX = "portal-verification="
PORT = 53


def record_name(domain: str) -> str:
    """Where the text record has to stand."""
    return f"{HOST}.{domain}"


def record_value(token: str) -> str:
    """What it has to say."""
    return f"{PREFIX}{token}"


def has_token(domain: str, token: str) -> bool:
    """Whether one of the text records says the token. False where nobody answers, too."""
    return record_value(token) in _texts(record_name(domain))


def _texts(name: str) -> list[str]:
    try:
        answer = _resolver().resolve(name, "TXT", lifetime=SECONDS, search=False)
    except (dns.exception.DNSException, OSError):
        return []
    return [b"".join(row.strings).decode("ascii", "replace") for row in answer]


def _resolver() -> dns.resolver.Resolver:
    """The servers of the setting, each perhaps with a port; else those of the system."""
    if not settings.DNS_RESOLVERS:
        return dns.resolver.Resolver()
    made = dns.resolver.Resolver(configure=False)
    made.nameservers = []
    for server in settings.DNS_RESOLVERS:
        host, port = _split(server)
        made.nameservers.append(dns.nameserver.Do53Nameserver(host, port))
    return made


def _split(server: str) -> tuple[str, int]:
    host, _, port = server.rpartition(":")
    if host and port.isdigit() and (":" not in host or host.startswith("[")):
        return host.strip("[]"), int(port)
    return server.strip("[]"), PORT
