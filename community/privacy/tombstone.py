"""Making nobody in particular of a person, in one transaction."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from community import membership
from community.access.actors import system
from community.audit.recording import record
from community.joining.applying import withdraw
from community.joining.models import Application
from community.joining.states import NotNow
from community.models import Person, Seat
from community.people import leaving
from community.people.acting import as_person
from community.people.rules import administrators_of
from community.people.seats import open_now

from .held.members import nowhere
from .holders import erase_everything

CLOCK = system("privacy")


@transaction.atomic
def bury(person: Person, now: datetime) -> None:
    """Ends the membership, wipes what is declared as wiped, leaves a tombstone.

    Its name is in the network's own language. Does nothing to who is erased already.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.state == Person.State.ERASED:
        return
    _give_up_applications(person)
    leaving.leave(person, as_person(person))
    person.refresh_from_db()
    membership.set_person_state(person, Person.State.ERASED, by=CLOCK)
    erase_everything(person, now)
    _wipe(person, now)
    membership.refresh(person, now)
    record(actor=CLOCK, verb="erasure.done", kind="person", uid=str(person.uid))


def _give_up_applications(person: Person) -> None:
    """What they still applied for by their address ends with them."""
    for row in Application.objects.filter(email__iexact=person.email, closed_at=None):
        with suppress(NotNow):
            withdraw(row)


def _wipe(person: Person, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        person.name = _("erased person")
    person.email = nowhere(person)
    person.job_title = person.phone = person.time_zone = ""
    person.language = settings.LANGUAGE_CODE
    person.hidden, person.is_active = True, False
    person.is_staff = person.is_superuser = False
    person.last_login = person.seen_at = None
    person.erased_at = now
    person.set_unusable_password()
    person.save()


def left_behind(person: Person) -> list[str]:
    """What nobody does once the person is gone, in words: for the page that asks."""
    alone = [
        seat.organisation
        for seat in open_now(person.seats.filter(role=Seat.Role.ADMINISTRATOR))
        if not administrators_of(seat.organisation).exclude(pk=seat.pk).exists()
    ]
    words = [
        _("Administrator of %(organisation)s, the only one: name another one first.")
        % {"organisation": organisation.name}
        for organisation in alone
    ]
    words += [
        _("Office in the network: %(role)s.") % {"role": office.get_role_display()}
        for office in person.network_roles.filter(until=None)
    ]
    return words
