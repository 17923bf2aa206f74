"""Sponsors: found from what was typed, asked, heard. Only confirmations of different
organisations count, and the case goes on to those who vet when they are enough."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.access.policy import require
from community.access.viewer import Viewer
from community.jobs.queue import enqueue
from community.models import Person, VettingCase
from community.queues import keeping
from community.readers import actor_of
from community.rules import rules

from . import letters
from .matching import Found, by_address, by_typed
from .models import Application, Sponsorship
from .queue_names import SPONSORS, VETTING
from .starting import log
from .states import State, after, case_of, state_of
from .vetters import is_short

Of = Sponsorship.State
ASK = "joining.ask_sponsors"


def add_named(application: Application, typed: Iterable[str], now: datetime) -> None:
    """Notes sponsors as typed. The worker finds out who is meant, so that an applicant learns
    neither by the answer nor by its time who is a member. Part of a submission."""
    for word in dict.fromkeys(one.strip() for one in typed if one.strip()):
        Sponsorship.objects.create(application=application, typed=word, named_at=now)
    enqueue(ASK, {"application": str(application.uid)})


@transaction.atomic
def ask_named(application: Application) -> None:
    """Asks those who can be told from what was typed; the others wait for the secretariat.
    Again does no harm."""
    VettingCase.objects.select_for_update().filter(application=application.pk).first()
    found = Application.objects.select_related("case").get(pk=application.pk)
    if state_of(found) != State.SPONSORS:
        return
    for row in found.sponsorships.filter(state=Of.NAMED).order_by("pk"):
        row.application = found
        _ask(row, by_typed(found, row.typed), timezone.now())
    _go_on(found)


def _ask(row: Sponsorship, found: Found | None, now: datetime) -> bool:
    """Asks who was found; an organisation or person that was asked already is not asked again."""
    if found is None:
        return False
    asked = row.application.sponsorships.exclude(pk=row.pk)
    if asked.filter(person=found.person).exists():
        return False
    row.person, row.organisation = found.person, found.organisation
    row.state, row.asked_at = Of.ASKED, now
    row.save(update_fields=["person", "organisation", "state", "asked_at"])
    letters.ask_sponsor(row)
    return True


@transaction.atomic
def find_sponsor(row: Sponsorship, email: str, *, viewer: Viewer, person: Person) -> bool:
    """The secretariat tells who was meant, by address. False if nobody suitable has it."""
    row = _locked(row)
    after(state_of(row.application), "find_sponsor")
    require(viewer, "sponsor.find", row)
    if not _ask(row, by_address(row.application, email), timezone.now()):
        return False
    _go_on(row.application)
    log(row.application, "sponsor.find", actor_of(person), sponsor=str(row.uid))
    return True


@transaction.atomic
def set_aside(row: Sponsorship, *, viewer: Viewer, person: Person) -> None:
    """Nobody suitable is behind what was typed: the applicant is asked for another name."""
    row = _locked(row)
    after(state_of(row.application), "find_sponsor")
    require(viewer, "sponsor.find", row)
    row.state, row.answered_at = Of.NOT_FOUND, timezone.now()
    row.save(update_fields=["state", "answered_at"])
    letters.ask_for_another(row)
    _go_on(row.application)
    log(row.application, "sponsor.set_aside", actor_of(person), sponsor=str(row.uid))


@transaction.atomic
def respond(
    row: Sponsorship, *, vouches: bool, reason: str, viewer: Viewer, person: Person
) -> None:
    """The sponsor's word, with their reason. A second answer is refused."""
    row = _locked(row)
    after(state_of(row.application), "sponsor")
    require(viewer, "sponsor.answer", row)
    row.state = Of.CONFIRMED if vouches else Of.DECLINED
    row.reason, row.answered_at = reason, timezone.now()
    row.save(update_fields=["state", "reason", "answered_at"])
    if not vouches:
        letters.ask_for_another(row)
    _go_on(row.application)
    verb = "sponsor.confirm" if vouches else "sponsor.decline"
    log(row.application, verb, actor_of(person), sponsor=str(row.uid))


def _locked(row: Sponsorship) -> Sponsorship:
    """The sponsorship, with its case kept from others."""
    VettingCase.objects.select_for_update().get(application=row.application_id)
    return Sponsorship.objects.select_related("application__case", "person").get(pk=row.pk)


def confirmed_by(application: Application) -> int:
    """How many organisations vouch; two people of one organisation are one."""
    rows = application.sponsorships.filter(state=Of.CONFIRMED)
    return rows.values("organisation").distinct().count()


def _go_on(application: Application) -> None:
    """Opens the case for vetting if the sponsors are enough; else keeps what waits in step."""
    case = case_of(application)
    if confirmed_by(application) >= rules().sponsors_needed:
        case.state = after(State.SPONSORS, "enough_sponsors")
        case.save(update_fields=["state"])
        keeping.close(SPONSORS, case.uid)
        keeping.put(VETTING, "vetting", case.uid, role="secretariat", deputy_role="trustee")
        if is_short(case):
            keeping.call_deputies(VETTING, case.uid)
    elif application.sponsorships.filter(state=Of.NAMED).exists():
        keeping.put(SPONSORS, "vetting", case.uid, role="secretariat")
    else:
        keeping.close(SPONSORS, case.uid)
