"""What a token may read now: asked anew at each use, from its maker's seats and standing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from community.access.actors import Actor
from community.access.machine import machine_tokens, make_machine_viewer
from community.access.tokens import org
from community.access.viewer import Viewer
from community.agreements.requirements import Requirements
from community.models import ClientRelation, GroupSeat, Seat
from community.readers import viewer_for

from .models import Token

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Machine:
    """A token that works now, and its viewer."""

    token: Token
    viewer: Viewer


def actor_of_token(token: Token) -> Actor:
    """The token as an actor."""
    return Actor("machine", str(token.uid))


def token_by_prefix(prefix: str) -> Token | None:
    """The token with this public part. One query."""
    rows = Token.objects.select_related("organisation", "created_by")
    return rows.filter(prefix=prefix).first()


def machine_of(token: Token, now: datetime) -> Machine | str:
    """The token as it works at `now`; why it does not, as a word for the log.

    Its maker must stand in the network through this very organisation: that they hold the
    organisation's token says so, and it goes when a state, an agreement or a date takes it.
    """
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at <= now:
        return "expired"
    maker = viewer_for(token.created_by, now)
    seat = _seat(token, now)
    if org(token.organisation_id) not in maker.tokens or seat is None:
        return "membership"
    return Machine(token, _viewer(token, maker, seat, now))


def _seat(token: Token, now: datetime) -> Seat | None:
    """A seat of its own: what an heir inherits of a predecessor is not for machines."""
    seats = Seat.objects.filter(person=token.created_by_id, organisation=token.organisation_id)
    return _open(seats, now).first()


def _viewer(token: Token, maker: Viewer, seat: Seat, now: datetime) -> Viewer:
    """As far as what groups and labels ask for was accepted through this very seat."""
    asked = Requirements(token.created_by, [seat], now)
    reaches = asked.reaches(org(token.organisation_id), seat)
    tokens = machine_tokens(
        token.ceiling,
        organisation=token.organisation_id,
        groups=[number for number in group_ids(token, now) if asked.group_end(number, seat)],
        providers=_providers(token, now),
    )
    return make_machine_viewer(
        actor_of_token(token),
        tokens,
        token.ceiling,
        maker=maker,
        reach=max(reach for reach, end in reaches.items() if end is not None),
        until=token.expires_at,
    )


def group_ids(token: Token, now: datetime) -> Iterable[int]:
    """The chosen groups in which the token's maker still sits for the organisation."""
    seats = GroupSeat.objects.filter(
        seat__person=token.created_by_id,
        seat__organisation=token.organisation_id,
        group__in=token.group_rows.values("group"),
    )
    open_seats = _open(seats, now).exclude(seat__until__lte=now)
    return set(open_seats.values_list("group_id", flat=True))


def _providers(token: Token, now: datetime) -> Iterable[int]:
    rows = ClientRelation.objects.filter(client=token.organisation_id, vetted_at__lte=now)
    return set(_open(rows, now).values_list("provider_id", flat=True))


def _open(rows: "QuerySet[_Row]", now: datetime) -> "QuerySet[_Row]":
    return rows.filter(Q(until=None) | Q(until__gt=now), since__lte=now)
