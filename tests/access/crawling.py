"""Opening every address as every role, and writing down exactly what came back."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.test import Client

from .cast import COMMON, PLANTED, Network
from .urlmap import Address, addresses

# Which kind of thing the uid of an address names; an address that is missing here fails.
SUBJECTS = {
    "joining:": "application",
    "joining:sponsoring": "sponsorship",
    "joining:case": "vetting",
    "queues:": "queue_item",
    "groups:": "group",
    "groups:topic": "topic",
    "groups:reply": "topic",
    "groups:post": "topic",
    "notify:topic": "topic",
    "advisories:": "advisory",
    "agreements:": "agreement",
    "agreements:proposal": "agreement_proposal",
    "agreements:own-ledger-csv": "organisation",
    "agreements:own-ledger-pdf": "organisation",
    "api:": "advisory",
    "sso:": "organisation",
    "sso:decide": "provider",
    "machines:": "organisation",
    "machines:token": "token",
    "people:": "organisation",
    "people:team": "team",
    "people:group": "group",
    "people:case": "person_case",
    "people:person": "person",
    "rosters:": "import",
    "signin:": "person",
    "privacy:": "person",
    "profiles:": "organisation",
    "trustees:": "opening",
    "profiles:team-edit": "team",
    "profiles:office-team": "team",
    "profiles:domain-claim": "claim",
    "profiles:office-domain": "claim",
    "profiles:client-proposal": "proposal",
    "profiles:office-client": "proposal",
    "profiles:office-lineage": "lineage",
}
# What an address tells some role besides, by design; each has a test of its own that it holds
# no text. Auditors see of everything that it was done.
EXCEPTIONS = {"auditor": "/en/audit/"}
NUMBERS = ("number", "ordinal")
WORDS = {
    "organization_slug": "no-such-provider",
    "provider_id": "no-such-provider",
    "secret": "no-such-secret",
    "token": "no-such-token",
    "name": "no-such-name.png",
    "section": "organisation",
}
NARROWED = [
    *(("sort", "newest"), ("label", "AMBER"), ("lang", "sr"), ("kind", "post"), ("year", "2026")),
]
QUERIES = {
    "search": [
        *({"q": word} for word in (COMMON, *PLANTED, "CVE-2026-41877")),
        {"q": COMMON, "page": "2"},
        {"q": COMMON, "kind": "topic"},
        {"q": f"{COMMON} {PLANTED[1]}", "kind": "advisory"},
        *({"q": COMMON, name: value} for name, value in NARROWED),
        {"q": f"{COMMON} -{PLANTED[0]}"},
        {"q": f"{PLANTED[0][:-1]}x"},
    ],
    "search-suggest": [*({"q": word[:5]} for word in (COMMON, *PLANTED)), {"q": PLANTED[0]}],
    "api:search": [
        *({"q": word} for word in (COMMON, *PLANTED)),
        *({"q": COMMON, name: value} for name, value in NARROWED),
        {"q": f"{PLANTED[0][:-1]}x"},
    ],
    "advisories:list": [
        {},
        {"label": "RED"},
        {"severity": "4"},
        {"year": "2026"},
        {"page": "2"},
        {"sort": "severity"},
    ],
    "directory:list": [{}, {"country": "RS"}, {"kind": "company"}, {"page": "2"}],
    "groups:group": [{}, {"page": "2"}],
    "notify:log": [{}, {"id": str(uuid.UUID(int=7))}],
    "groups:topic": [{}, {"page": "2"}],
}
# What is sent to forms that come back unjudged: they name people, groups and numbers of readers.
BODIES: dict[str, list[dict[str, str]]] = {
    "groups:new-topic": [{"relabel": "RED", "text": COMMON}, {"relabel": "GREEN"}],
    "advisories:write": [{"relabel": "RED", "title": COMMON}, {"relabel": "AMBER"}],
    "advisories:text": [{"relabel": "RED"}],
    "advisories:edit": [{"act": "approve", "revision": "0"}, {"act": "no-such-act"}],
    "profiles:domains": [{"act": "claim", "domain": "gmail.com"}],
    "profiles:clients": [{"act": "propose", "client": COMMON}],
    "groups:reply": [{"preview": "1", "text": COMMON, "lang": "sr", "key": "k"}],
}
# Lists are asked for in the other script too, where texts are made anew.
IN_LATIN = {
    "directory:list",
    "search",
    "advisories:list",
    "groups:list",
    "groups:group",
    "advisories:desk",
}
# Addresses that are not ours: public pages, the account's own pages, the admin's door.
OTHERS = [
    *("/en/", "/sr/", "/sr-latn/", "/en/no-such-page/"),
    *("/accounts/2fa/", "/accounts/email/", "/accounts/password/change/", "/accounts/login/"),
    *("/admin/", "/admin/reports/site-history/", "/admin/pages/"),
]
UNKNOWN = uuid.UUID("00000000-0000-4000-8000-00000000abcd")
_MASKS = [
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'), b"TOKEN"),
    (re.compile(rb'name="(?:initial-)?key" value="[^"]*"'), b"KEY"),
    (re.compile(rb'"CSRF_TOKEN": "[^"]*"'), b"TOKEN"),
    (re.compile(rb"nonce-[\w+/=-]+"), b"nonce"),
]


@dataclass(frozen=True)
class Visit:
    """One address to open; `hidden` stands for what is there in one world only."""

    method: str
    url: str
    uid: uuid.UUID | None = None
    body: tuple[tuple[str, str], ...] = ()

    @property
    def called(self) -> str:
        """The method, with what is sent."""
        return f"{self.method} {urlencode(self.body)}".strip()


@dataclass(frozen=True)
class Answer:
    """Everything an outsider receives, with what is random in both worlds masked."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def visits(net: Network, *, there: bool) -> Iterator[Visit]:
    """Every address of ours with the open things, and with the hidden ones.

    In the world without them (`there` False) an unknown uid stands in their place, so that
    both worlds ask the same questions.
    """
    for address in addresses():
        if not address.ours or not address.exact:
            continue
        for values, uid in _arguments(address, net, there=there):
            for code in ("en", "sr-latn") if address.name in IN_LATIN else ("en",):
                path = address.path(code, **values)
                for query in QUERIES.get(address.name, [{}]):
                    yield Visit("GET", f"{path}?{urlencode(query)}" if query else path, uid)
            path = address.path("en", **values)
            for body in BODIES.get(address.name, []):
                yield Visit("POST", path, uid, tuple(body.items()))
            if uid is not None:
                yield Visit("POST", path, uid)
    for path in OTHERS:
        yield Visit("GET", path)


def _arguments(
    address: Address, net: Network, *, there: bool
) -> Iterator[tuple[dict[str, object], uuid.UUID | None]]:
    names = [name for _kind, name in address.parameters]
    numbers = [name for name in names if name in NUMBERS]
    words = {name: WORDS[name] for name in names if name in WORDS}
    rest = set(names) - set(numbers) - words.keys() - {"uid"}
    assert not rest, f"say what {rest} of {address.name} stands for"
    given: dict[str, object] = dict.fromkeys(numbers, 1) | words
    if "uid" not in names:
        yield given, None
        return
    kind = subject_of(address.name)
    for uid in net.open[kind]:
        yield given | {"uid": uid}, None
    for uid in net.hidden.get(kind, []):
        yield given | {"uid": uid if there else UNKNOWN}, uid


def subject_of(name: str) -> str:
    """The kind of thing an address is about."""
    space = name.split(":", maxsplit=1)[0] + ":"
    kind = SUBJECTS.get(name) or SUBJECTS.get(space)
    assert kind, f"say in SUBJECTS which kind of thing {name} opens"
    return kind


def open_as(client: Client, visit: Visit) -> Answer:
    """What `client` gets. Uids that exist in one world only are masked in path and answer."""
    call = client.get if visit.method == "GET" else client.post
    response = call(visit.url, dict(visit.body))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in ("Set-Cookie", "Date")
    }
    mask = [str(uid) for uid in (visit.uid, UNKNOWN) if uid]
    for uid in mask:
        body = body.replace(uid.encode(), b"UID")
        headers = {name: value.replace(uid, "UID") for name, value in headers.items()}
    for pattern, word in _MASKS:
        body = pattern.sub(word, body)
    headers["Content-Security-Policy"] = re.sub(
        r"'nonce-[^']+'", "NONCE", headers.get("Content-Security-Policy", "")
    )
    headers.pop("Content-Length", None)
    return Answer(response.status_code, tuple(sorted(headers.items())), body)


def walk(
    net: Network, roles: list[str], *, there: bool, hidden_only: bool = False
) -> dict[tuple[str, str, str], Answer]:
    """The answers of all addresses to all `roles`, by role, method and masked address."""
    found = {}
    for visit in visits(net, there=there):
        if hidden_only and visit.uid is None:
            continue
        shown = visit.url.replace(str(UNKNOWN), str(visit.uid))
        for role in roles:
            if visit.url.startswith(EXCEPTIONS.get(role, "no such")):
                continue
            found[role, visit.called, shown] = open_as(net.clients[role], visit)
    return found
