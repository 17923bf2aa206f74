"""The states of persons and organisations; `community.states` says which step there is."""

from django.db import transaction
from django.utils import timezone

from community.access.actors import Actor
from community.endings import end_everything
from community.models import Organisation, Person
from community.states import ORGANISATION, PERSON, act_between
from search import registry

from .recorded import log
from .refreshing import refresh, refresh_organisation
from .sessions import end_sessions


@transaction.atomic
def set_person_state(person: Person, state: str, *, by: Actor) -> None:
    """Vets, suspends or puts to sleep; whoever is no longer vetted is logged out.

    NoSuchStep where the table of states knows no way. The state they are in already is no act.
    """
    before = Person.objects.select_for_update().values_list("state", flat=True).get(pk=person.pk)
    if before == state:
        person.state = state
        return
    act_between(PERSON, before, state)
    person.state = state
    person.save(update_fields=["state"])
    refresh(person)
    if state not in (Person.State.VETTED, Person.State.APPLICANT):
        end_sessions(person)
        end_everything(person, None, timezone.now())
    log(by, "person.state", "person", person, state=state)


@transaction.atomic
def set_organisation_state(organisation: Organisation, state: str, *, by: Actor) -> None:
    """Activates or suspends an organisation, with everybody in it.

    Who has no standing left is logged out. When it leaves, what was given to its people for
    it ends too. NoSuchStep where the table of states knows no way.
    """
    rows = Organisation.objects.select_for_update()
    before = rows.values_list("state", flat=True).get(pk=organisation.pk)
    if before == state:
        organisation.state = state
        return
    act_between(ORGANISATION, before, state)
    organisation.state = state
    organisation.save(update_fields=["state"])
    refresh_organisation(organisation)
    if state != Organisation.State.ACTIVE:
        _log_out(organisation, left=state == Organisation.State.LEFT)
    registry.touch("organisation", organisation.uid)
    log(by, "organisation.state", "organisation", organisation, state=state)


def _log_out(organisation: Organisation, *, left: bool) -> None:
    now = timezone.now()
    for person in Person.objects.filter(seats__organisation=organisation).distinct():
        if person.standing_until is None or person.standing_until <= now:
            end_sessions(person)
        if left:
            end_everything(person, organisation, now)
