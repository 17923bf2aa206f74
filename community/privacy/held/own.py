"""What columns cannot say: the account itself, one's words, the log, how one was vetted."""

from datetime import datetime

from django.db.models import Count, Q

from community.audit.models import Entry
from community.forums import parting
from community.models import Person, VettingCase
from community.privacy.holders import Part, hold_by

_ACCOUNT = (
    *("uid", "email", "name", "job_title", "phone", "language", "time_zone", "state"),
    *("hidden", "standing_until", "last_login", "seen_at", "joined_at", "is_staff"),
    "is_superuser",
)


def declare() -> None:
    """Declares the functions of this module."""
    hold_by("account", _account)
    hold_by("words", _words, erase=_bury, covers="forums.Authorship.person")
    hold_by("log", _log)
    hold_by("cases", _cases, covers="community.VettingCase.person")


def _account(person: Person) -> Part:
    row = Person.objects.filter(pk=person.pk).values(*_ACCOUNT).get()
    return Part({"community.Person": [dict(row)]})


def _words(person: Person) -> Part:
    """Posts as they were typed, sealed ones too; each besides as a file."""
    rows = parting.words_of(person)
    files = {f"posts/{row['uid']}.md": str(row["source"]).encode() for row in rows}
    return Part({"forums.Post": rows}, files)


def _bury(person: Person, now: datetime) -> None:
    parting.bury_bylines(person)


def _log(person: Person) -> Part:
    """One's acts with their details; of what others did to one, that it was done."""
    uid = str(person.uid)
    acts = Entry.objects.filter(actor_kind="person", actor_id=uid).order_by("seq")
    about = Entry.objects.filter(kind="person", uid=uid).exclude(actor_id=uid).order_by("seq")
    columns = ("at", "verb", "kind", "uid", "on_behalf_of", "details")
    return Part(
        {
            "audit.Entry.actor": [dict(row) for row in acts.values(*columns)],
            "audit.Entry.subject": [dict(row) for row in about.values("at", "verb")],
        }
    )


def _cases(person: Person) -> Part:
    """How the network decided: votes as numbers, neither who gave them nor their notes."""
    rows = VettingCase.objects.filter(person=person).order_by("pk")
    counted = rows.annotate(
        votes_for=Count("votes", filter=Q(votes__in_favour=True)),
        votes_against=Count("votes", filter=Q(votes__in_favour=False)),
    )
    columns = ("uid", "organisation__name", "state", "opened_at", "decided_at")
    return Part(
        {"community.VettingCase": list(counted.values(*columns, "votes_for", "votes_against"))}
    )
