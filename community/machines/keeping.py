"""The only writer of machine tokens: making one, ending it, noting its use."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.machine import CEILINGS
from community.access.policy import Refused, require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Group, Organisation, Person, Receipt
from community.readers import actor_of

from .models import Token, TokenGroup
from .reading import groups_to_choose
from .rules import LONGEST
from .secrets import new_token

MAKE = "token.make"
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes or ends a token, and what they may do now."""

    viewer: Viewer
    person: Person


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new token shall be. `lasts` at most a year; groups the maker sits in."""

    name: str
    ceiling: str
    lasts: timedelta
    groups: Iterable[Group] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Made:
    """The row, and the token's text the one time it is known; "" for a second click."""

    token: Token
    text: str


@transaction.atomic
def make_token(organisation: Organisation, wish: Wish, *, by: Maker, key: str) -> Made:
    """A new token of `organisation`. The same `key` again gives the row without its text.

    Refused for a ceiling of RED, a longer life than a year, a group the maker is not in.
    """
    require(by.viewer, "token.manage", organisation)
    if earlier := _earlier(by.person, key):
        return Made(earlier, "")
    groups = _checked(organisation, wish, by.person)
    secret, now = new_token(), timezone.now()
    token = Token.objects.create(
        organisation=organisation,
        name=wish.name,
        prefix=secret.prefix,
        digest=secret.digest,
        ceiling=wish.ceiling,
        created_by=by.person,
        created_at=now,
        expires_at=now + wish.lasts,
    )
    TokenGroup.objects.bulk_create(TokenGroup(token=token, group=group) for group in groups)
    Receipt.objects.create(
        person=by.person, key=key, act=MAKE, made_kind="token", made_uid=token.uid
    )
    _log(by, MAKE, token, ceiling=token.ceiling, groups=[str(group.uid) for group in groups])
    return Made(token, secret.text)


def _earlier(person: Person, key: str) -> Token | None:
    # Two clicks at once: the second waits here until the first has written its receipt.
    Person.objects.select_for_update().get(pk=person.pk)
    found = Receipt.objects.filter(person=person, act=MAKE, key=key).first()
    return Token.objects.get(uid=found.made_uid) if found else None


def _checked(organisation: Organisation, wish: Wish, person: Person) -> list[Group]:
    if wish.ceiling not in CEILINGS:
        raise Refused(MAKE, _("No machine reads TLP:RED."))
    if not timedelta() < wish.lasts <= LONGEST:
        raise Refused(MAKE, _("A token lasts for a year at most."))
    wanted = {group.pk: group for group in wish.groups}
    own = set(groups_to_choose(person, organisation).values_list("pk", flat=True))
    if wanted.keys() - own:
        raise Refused(MAKE, _("Choose among the groups in which you represent the organisation."))
    return list(wanted.values())


@transaction.atomic
def revoke_token(token: Token, *, by: Maker) -> None:
    """Ends a token at once. Again does nothing."""
    require(by.viewer, "token.manage", token.organisation)
    ended = Token.objects.filter(pk=token.pk, revoked_at=None).update(
        revoked_at=timezone.now(), ended_by=Token.Ended.REVOKED
    )
    if ended:
        _log(by, "token.revoke", token)


def end_tokens_of(person: Person, organisation: Organisation | None, now: datetime) -> None:
    """Ends what `person` made for an organisation they left; for all of them if None."""
    rows = Token.objects.filter(created_by=person, revoked_at=None)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    rows.update(revoked_at=now, ended_by=Token.Ended.MEMBERSHIP)


def note_use(token: Token, now: datetime) -> None:
    """Writes when the token was last used, at most once a minute."""
    if token.last_used_at is None or token.last_used_at <= now - A_MINUTE:
        long_ago = Q(last_used_at=None) | Q(last_used_at__lte=now - A_MINUTE)
        Token.objects.filter(long_ago, pk=token.pk).update(last_used_at=now)


def _log(by: Maker, verb: str, token: Token, **details: object) -> None:
    record(
        actor=actor_of(by.person),
        verb=verb,
        kind="token",
        uid=str(token.uid),
        on_behalf_of=str(token.organisation.uid),
        details=details,
    )
