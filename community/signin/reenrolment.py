"""Somebody lost every factor and every recovery code: let in anew, by four eyes of the office.

One of the secretariat asks, after having called the person on a known number; another
confirms. Then the old factors are gone, every session has ended, and the confirmer reads the
person a word. To make a new factor the person needs their password, the code that is mailed at
login, and that word. The word is what a stolen mailbox does not have: with it alone somebody
could choose a new password and get the mailed code.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.access.policy import Decision, allowed_if, require, rule
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person
from community.queues import keeping
from community.readers import actor_of

from .alerts import tell_of_reset
from .models import FactorReset
from .sessions import end_silently

QUEUE = "factor_reset"
LASTS = timedelta(days=3)
MOST_TRIES = 5
# Without letters and digits that sound or look alike.
LETTERS = "ACDEFHJKMNPRTUVWXY34679"
State = FactorReset.State
# In the session: the uid of the enrolment whose word was typed in it.
WORD_TYPED = "signin.word_typed"


@rule("factor_reset.ask")
def _may_ask(viewer: Viewer, person: Person) -> Decision:
    own = viewer.person_id == person.pk
    return allowed_if(viewer.has_role("secretariat") and not own, "not for yourself")


@rule("factor_reset.decide")
def _may_decide(viewer: Viewer, reset: FactorReset) -> Decision:
    involved = viewer.person_id in (reset.asked_by_id, reset.person_id)
    return allowed_if(viewer.has_role("secretariat") and not involved, "four eyes")


@transaction.atomic
def ask(person: Person, *, viewer: Viewer, by: Person) -> FactorReset:
    """Notes that `person` lost everything; the one that waits if there is one already."""
    require(viewer, "factor_reset.ask", person)
    now = timezone.now()
    close_expired(now, person)
    reset, made = FactorReset.objects.get_or_create(
        person=person,
        state=State.ASKED,
        defaults={"asked_by": by, "asked_at": now, "ends_at": now + LASTS},
    )
    if made:
        keeping.put(QUEUE, "factor_reset", reset.uid, role="secretariat")
        _note(by, "factor.reset_ask", reset)
    return reset


@transaction.atomic
def confirm(reset: FactorReset, *, viewer: Viewer, by: Person) -> str:
    """Takes the factors off and ends the sessions; returns the word, which is shown once.

    A second confirmation of the same returns an empty string and does nothing.
    """
    require(viewer, "factor_reset.decide", reset)
    now = timezone.now()
    word = "".join(secrets.choice(LETTERS) for _n in range(10))
    Person.objects.select_for_update().get(pk=reset.person_id)
    waits = FactorReset.objects.filter(pk=reset.pk, state=State.ASKED, ends_at__gt=now)
    if not waits.exists():
        return ""
    # Not before it is known that another takes its place: without one no word is asked for.
    _state(reset.person, State.CONFIRMED).update(state=State.REFUSED)
    waits.update(
        state=State.CONFIRMED,
        decided_by=by,
        decided_at=now,
        ends_at=now + LASTS,
        word=make_password(word),
    )
    Authenticator.objects.filter(user=reset.person).delete()
    end_silently(reset.person)
    keeping.close(QUEUE, reset.uid)
    tell_of_reset(reset)
    _note(by, "factor.reset_confirm", reset)
    return f"{word[:5]}-{word[5:]}"


@transaction.atomic
def refuse(reset: FactorReset, *, viewer: Viewer, by: Person) -> None:
    """Closes what was asked for; who asked may take it back."""
    if viewer.person_id != reset.asked_by_id:
        require(viewer, "factor_reset.decide", reset)
    if FactorReset.objects.filter(pk=reset.pk, state=State.ASKED).update(
        state=State.REFUSED, decided_by=by, decided_at=timezone.now()
    ):
        keeping.close(QUEUE, reset.uid)
        _note(by, "factor.reset_refuse", reset)


def waiting_for(person: Person) -> FactorReset | None:
    """The confirmed enrolment whose word `person` has to type before making a factor."""
    return _state(person, State.CONFIRMED).first()


@transaction.atomic
def spend(reset: FactorReset, word: str) -> bool:
    """Whether `word` is right; each try counts, after five of them the enrolment is over.

    It opens the session in which it was typed: the caller notes it there (`WORD_TYPED`). The
    word waits on for every other session until a factor is made.
    """
    locked = FactorReset.objects.select_for_update().get(pk=reset.pk)
    now = timezone.now()
    if locked.state != State.CONFIRMED or locked.tries >= MOST_TRIES or locked.ends_at <= now:
        return False
    typed = "".join(letter for letter in word.upper() if letter.isalnum())
    right = check_password(typed, locked.word)
    locked.tries += 1
    locked.save(update_fields=["tries"])
    _note(locked.person, "factor.reset_use" if right else "factor.reset_wrong", locked)
    return right


def word_is_missing(session: Mapping[str, object], person: Person) -> bool:
    """Whether `person` has to type the word in this session before a factor is made."""
    reset = waiting_for(person)
    return reset is not None and session.get(WORD_TYPED) != str(reset.uid)


def finish(person: Person) -> None:
    """There is a factor again: the word has done its work."""
    _state(person, State.CONFIRMED).update(state=State.USED, word="")


def close_expired(now: datetime, person: Person | None = None) -> int:
    """Takes what was asked for and not decided in time off the queue; returns how many.

    What was confirmed stays: without its word nobody makes a factor, and the office asks anew.
    """
    rows = FactorReset.objects.filter(state=State.ASKED, ends_at__lte=now)
    for reset in rows.filter(person=person) if person else rows:
        FactorReset.objects.filter(pk=reset.pk).update(state=State.REFUSED)
        keeping.close(QUEUE, reset.uid)
    return len(rows)


def _state(person: Person, state: str) -> QuerySet[FactorReset]:
    return FactorReset.objects.filter(person=person, state=state)


def _note(by: Person, verb: str, reset: FactorReset) -> None:
    record(
        actor=actor_of(by),
        verb=verb,
        kind="person",
        uid=str(reset.person.uid),
        details={"reset": str(reset.uid)},
    )
