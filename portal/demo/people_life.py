"""People on their way in and out: invited, asking, waiting, asleep, to be confirmed again."""

from datetime import datetime, timedelta

from django.db import transaction

from community import founding, membership
from community.enrolment import confirm_address
from community.models import Person, Seat, VettingCase
from community.people.accepting import introduce, wait_for_administrators
from community.people.links import digest_of
from community.people.models import Invitation, Request, Sleep
from community.people.reconfirming import put_what_is_due
from community.queues.models import Item

from .cast import Cast
from .names import DEMO, DOMAIN, uid_of

# How many days ago an organisation spoke for its people, where it is not a few weeks.
CONFIRMED = {"banka-sava": 97, "netbistrica": 190}
USUALLY = 30
# Who is here besides the people of `content/people.toml`.
NEWCOMERS = 2


@transaction.atomic
def seed_people_life(cast: Cast) -> None:
    """Once: what the secretariat and the administrators find waiting."""
    if Request.objects.filter(uid=uid_of("person-request", "banka-sava")).exists():
        return
    _seen_lately(cast)
    _confirmed(cast)
    _asks(cast)
    _invited(cast)
    _waits_for_the_network(cast)
    _asleep(cast)
    put_what_is_due(cast.clock.now)


def _seen_lately(cast: Cast) -> None:
    """Else the clock would put the whole demo to sleep."""
    uids = [person.uid for person in cast.people.values()]
    day = cast.clock.ago(2).replace(hour=0, minute=0, second=0)
    Person.objects.filter(uid__in=uids).update(seen_at=day)


def _confirmed(cast: Cast) -> None:
    for key, organisation in cast.organisations.items():
        said = cast.clock.ago(CONFIRMED.get(key, USUALLY))
        seats = Seat.objects.filter(organisation=organisation, until=None, since__lt=said)
        seats.update(confirmed_at=said)


def _asks(cast: Cast) -> None:
    """Somebody asks the bank, whose administrator has an account to log in with."""
    asked = cast.clock.ago(1)
    wait_for_administrators(
        Request.objects.create(
            uid=uid_of("person-request", "banka-sava"),
            organisation=cast.organisations["banka-sava"],
            email=f"teodora.vasic@{DOMAIN}",
            name="Теодора Васић",
            note="Тим за безбедност плаћања, од марта.",
            language="sr",
            digest=digest_of(str(uid_of("secret", "banka-sava"))),
            asked_at=asked,
            expires_at=asked + timedelta(days=3),
            proven_at=asked + timedelta(minutes=7),
        )
    )
    uid = uid_of("person-request", "banka-sava")
    Item.objects.filter(thing_uid=uid).update(opened_at=asked)


def _invited(cast: Cast) -> None:
    sent = cast.clock.ago(3)
    Invitation.objects.create(
        uid=uid_of("invitation", "banka-sava"),
        organisation=cast.organisations["banka-sava"],
        email=f"luka.obradovic@{DOMAIN}",
        by=cast.people["banka-sava-1"],
        digest=digest_of(str(uid_of("secret", "banka-sava/invitation"))),
        sent_at=sent,
        expires_at=sent + timedelta(days=14),
    )


def _waits_for_the_network(cast: Cast) -> None:
    """Invited and seated by the power station, not yet vetted by the network."""
    came = cast.clock.ago(4)
    person = _account(cast, "amra.hadzic", "Amra Hadžić", came=came, seen=came)
    seat = membership.seat_person(person, cast.organisations["hidrodrina"], by=DEMO, since=came)
    case = introduce(seat, by=cast.people["hidrodrina-1"])
    if case is not None:
        uid = uid_of("vetting", "amra.hadzic")
        Item.objects.filter(thing_uid=case.uid).update(thing_uid=uid, opened_at=came)
        VettingCase.objects.filter(pk=case.pk).update(uid=uid, opened_at=came)


def _asleep(cast: Cast) -> None:
    """Somebody who has not been here for half a year."""
    came = cast.clock.ago(400)
    person = _account(cast, "vuk.popovic", "Vuk Popović", came=came, seen=cast.clock.ago(200))
    membership.seat_person(person, cast.organisations["netbistrica"], by=DEMO, since=came)
    membership.set_person_state(person, Person.State.VETTED, by=DEMO)
    Sleep.objects.create(person=person, told_at=cast.clock.ago(34), asleep_at=cast.clock.ago(20))
    membership.set_person_state(person, Person.State.DORMANT, by=DEMO)


def _account(cast: Cast, key: str, name: str, *, came: datetime, seen: datetime) -> Person:
    person = founding.open_account(
        f"{key}@{DOMAIN}",
        by=DEMO,
        uid=uid_of("person", key),
        name=name,
        language="bs",
        joined_at=came,
        seen_at=seen,
    )
    confirm_address(person)
    return person
