"""Telling readers: mail rows when something restricted goes out or its label rises.

The mails are written by jobs whose effects are database rows alone, so doing one twice adds
nothing: a mail row is unique by kind, thing and person.
"""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from community.access.mixins import can_read
from community.access.tlp import Label
from community.jobs.payload import Payload
from community.jobs.registry import register
from community.models import Person
from community.notify.models import OutgoingMail
from community.notify.outbox import is_restricted, queue_mail
from community.notify.rechecks import recheck
from community.readers import readers_of, viewer_for

from .lifecycle import ANNOUNCE, TELL_RISE
from .models import Advisory, Release

RELEASED = "advisory.released"
RAISED = "advisory.raised"
# A mail in flight, or one whose answer was lost, may have been taken by its server.
MAY_HAVE_ARRIVED = (
    OutgoingMail.State.SENT,
    OutgoingMail.State.IN_FLIGHT,
    OutgoingMail.State.RETRY,
)


@register(ANNOUNCE, transactional=True)
def announce(payload: Payload) -> None:
    """One mail to each reader of the release, in their language."""
    release = Release.objects.select_related("advisory").get(uid=UUID(str(payload["release"])))
    if release.label == Label.CLEAR or not release.latest:
        return
    for person in readers_of(release.acl_id).iterator():
        with translation.override(person.language):
            _write(RELEASED, "release", release.uid, person, release.label, _release_words(release))


@register(TELL_RISE, transactional=True)
def tell_rise(payload: Payload) -> None:
    """One note to each who was mailed under a milder label: the uid and the new label."""
    label = Label(str(payload["label"]))
    advisory = Advisory.objects.get(uid=UUID(str(payload["advisory"])))
    releases = advisory.releases.values("uid")
    milder = [one.value for one in Label if one.rank < label.rank]
    mails = OutgoingMail.objects.filter(kind=RELEASED, thing_uid__in=releases, label__in=milder)
    people = mails.filter(state__in=MAY_HAVE_ARRIVED).values("person_id")
    _wipe(mails)
    for person in Person.objects.filter(pk__in=people, is_active=True):
        with translation.override(person.language):
            words = _rise_words(advisory.uid, label)
            _write(f"{RAISED}:{label.value}", "advisory", advisory.uid, person, label.value, words)


def _wipe(mails: QuerySet[OutgoingMail]) -> None:
    """Our own copies say no more than what the new label lets a mail say."""
    for uid in set(mails.values_list("thing_uid", flat=True)):
        rows = mails.filter(thing_uid=uid)
        rows.update(subject=f"release {uid}", text="", html="")


@recheck(RELEASED)
def may_still_read(mail: OutgoingMail) -> bool:
    """Only who reads the latest version now, and only if its label has not risen meanwhile."""
    release = Release.objects.filter(uid=mail.thing_uid).first()
    person = Person.objects.filter(pk=mail.person_id or 0).first()
    if release is None or person is None or release.label != mail.label:
        return False
    return release.latest and can_read(viewer_for(person), release)


def _still_an_account(mail: OutgoingMail) -> bool:
    """The note tells no more than uid and label; it goes to who was mailed before."""
    return Person.objects.filter(pk=mail.person_id or 0, is_active=True).exists()


for _label in Label:
    recheck(f"{RAISED}:{_label.value}")(_still_an_account)


def _write(
    kind: str, thing: str, uid: UUID, person: Person, label: str, words: tuple[str, str]
) -> None:
    subject, text = words
    queue_mail(
        kind=kind,
        thing_kind=thing,
        thing_uid=uid,
        address=person.email,
        person_id=person.pk,
        subject=subject,
        text=text,
        label=label,
        language=person.language,
    )


def _release_words(release: Release) -> tuple[str, str]:
    """Subject and text. Above GREEN neither says what it is about: the page does."""
    link = (
        f"{settings.WAGTAILADMIN_BASE_URL}{reverse('advisories:page', args=[release.advisory.uid])}"
    )
    if is_restricted(release.label):
        text = _("An advisory for you is on the portal. Sign in to read it:")
        return "", f"{text}\n\n{link}\n"
    what = _("Withdrawn:") if release.withdrawn else f"{release.number} ({release.version})"
    why = _("You get this because you are a member of the network.")
    return release.title, f"{what} {release.title}\n\n{release.lead}\n\n{link}\n\n{why}\n"


def _rise_words(uid: UUID, label: Label) -> tuple[str, str]:
    text = _(
        "What we mailed you earlier as advisory %(uid)s is now %(label)s. Treat the mail and"
        " every copy of it so."
    ) % {"uid": uid, "label": label.label}
    return _("The label of advisory %(uid)s has risen") % {"uid": uid}, f"{text}\n"
