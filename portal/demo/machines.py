"""What machines and organisations' own logins look like in the demo. No token of it opens
anything: nobody knows the text that would have these digests."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from community.audit.recording import record
from community.machines.models import Token, TokenGroup
from community.models import Group, Person, Seat
from community.queues import keeping
from community.sso.keeping import QUEUE
from community.sso.models import Provider

from .cast import Cast
from .names import DEMO, uid_of
from .records import records

# Key, name, ceiling, made and used so many days ago (None: never).
_TOKENS = (
    ("siem", "SIEM – dežurni tim", "AMBER", 80, 0),
    ("wiki", "Interni portal", "GREEN", 40, 3),
    ("old", "Stari skup skripti", "CLEAR", 200, 150),
    ("test", "Proba novog uređaja", "GREEN", 2, None),
)


def seed_machines(cast: Cast) -> None:
    """Tokens of an administrator's organisation, and a login that waits."""
    if Token.objects.filter(uid=uid_of("token", "siem")).exists():
        return
    person = cast.people[records("people")["accounts"]["organisation_administrator"]]
    seat = Seat.objects.select_related("person", "organisation").get(person=person, until=None)
    for key, name, ceiling, made, used in _TOKENS:
        last = None if used is None else cast.clock.ago(used)
        _token(seat, key, name, ceiling, cast.clock.ago(made), last)
    _login(seat, cast.clock.ago(3))


@transaction.atomic
def _token(
    seat: Seat, key: str, name: str, ceiling: str, made: datetime, used: datetime | None
) -> None:
    token = Token.objects.create(
        uid=uid_of("token", key),
        organisation=seat.organisation,
        name=name,
        prefix=uid_of("token", key).hex[:12],
        digest=sha256(uid_of("token", key).bytes).hexdigest(),
        ceiling=ceiling,
        created_by=seat.person,
        created_at=made,
        expires_at=made + timedelta(days=180),
        last_used_at=used,
    )
    if ceiling == "AMBER":
        groups = _groups_of(seat.person)
        TokenGroup.objects.bulk_create(TokenGroup(token=token, group=group) for group in groups)
    record(actor=DEMO, verb="token.make", kind="token", uid=str(token.uid))


def _groups_of(person: Person) -> list[Group]:
    rows = Group.objects.filter(seats__seat__person=person, seats__until=None)
    return list(rows.distinct().order_by("name", "uid"))


@transaction.atomic
def _login(seat: Seat, asked: datetime) -> None:
    """A request that the secretariat has not decided yet."""
    provider = Provider.objects.create(
        uid=uid_of("provider", "first"),
        organisation=seat.organisation,
        protocol=Provider.Protocol.OIDC,
        identifier="https://login.example.org",
        configuration={"server_url": "https://login.example.org"},
        requested_by=seat.person,
        requested_at=asked,
    )
    keeping.put(QUEUE, "provider", provider.uid, role="secretariat", opened_at=asked)
    record(actor=DEMO, verb="sso.request", kind="provider", uid=str(provider.uid))
