"""The one way in which the portal asks addresses that somebody typed.

An address inside our own walls is no address: each connection, redirected ones too, goes to an
IP that was resolved and judged just before, so that a name cannot change its mind in between.
"""

import ipaddress
import socket
from collections.abc import Mapping
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

SECONDS = 5
MOST_BYTES = 1_000_000
MOST_REDIRECTS = 2
# Addresses that carry another one inside themselves: 6to4, Teredo, NAT64.
_WRAPPED = [ipaddress.ip_network(net) for net in ("2002::/16", "2001::/32", "64:ff9b::/96")]


class Unreachable(OSError):
    """The address may not be asked, or did not answer. Says nothing of what is inside."""


def may_ask(address: str) -> bool:
    """Whether an IP address lies outside, in the one public net."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    if mapped is not None:
        ip = mapped
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _WRAPPED)


def guarded_session() -> requests.Session:
    """A session that asks public addresses only, over HTTPS, within five seconds.

    `SSO_FETCH_FROM` names hosts with port that tests may ask besides; production refuses it.
    """
    session = _Session()
    session.trust_env = False
    session.max_redirects = MOST_REDIRECTS
    session.mount("https://", _Adapter())
    session.mount("http://", _Adapter())
    return session


class _Session(requests.Session):
    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs["timeout"] = SECONDS
        return super().request(method, url, *args, **kwargs)


class _Adapter(HTTPAdapter):
    """Guarded connections, no plain HTTP, answers of a bounded size."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        if not str(request.url).startswith("https://") and not _named(str(request.url)):
            raise Unreachable
        wanted = dict(kwargs) | {"stream": True}
        response = super().send(request, *args, **wanted)
        data = response.raw.read(MOST_BYTES + 1, decode_content=True)
        response.close()
        if len(data) > MOST_BYTES:
            raise Unreachable
        response._content = data
        return response


def _named(url: str) -> bool:
    return url.partition("://")[2].split("/")[0] in settings.SSO_FETCH_FROM


class _Guarded:
    """Connects to an address that was judged, by its number."""

    host: str
    port: int
    timeout: Any

    def _new_conn(self) -> socket.socket:
        named = f"{self.host}:{self.port}" in settings.SSO_FETCH_FROM
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise Unreachable from error
        addresses = [str(entry[4][0]) for entry in found]
        # One address inside among others outside is a trick, not a mistake.
        if not addresses or not (named or all(map(may_ask, addresses))):
            raise Unreachable
        return socket.create_connection((addresses[0], self.port), SECONDS)


class _HTTP(_Guarded, HTTPConnection):
    pass


class _HTTPS(_Guarded, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _HTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _HTTPS


def fetch_json(url: str) -> Mapping[str, Any]:
    """The JSON object at `url`; Unreachable for everything else."""
    try:
        with guarded_session() as session:
            response = session.get(url)
            response.raise_for_status()
            body = response.json()
    except (requests.RequestException, OSError, ValueError) as error:
        raise Unreachable from error
    if not isinstance(body, dict):
        raise Unreachable
    return body
