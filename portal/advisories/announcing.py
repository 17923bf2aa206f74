"""Telling readers: mail rows when something goes out or its label rises.

The mails are written by jobs whose effects are database rows alone, so doing one twice adds
nothing: a mail row is unique by kind, thing and recipient. What they say is made when they
are sent.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.mixins import AddresseeKind, can_read
from community.access.tlp import Label
from community.jobs.payload import Payload
from community.jobs.registry import register
from community.models import Organisation, Person, Team
from community.notify.fanout import Occasion, fan_out, tell_mailboxes
from community.notify.letters import Letter
from community.notify.models import Concern, OutgoingMail
from community.notify.rechecks import recheck
from community.notify.rises import Rise, note_kinds
from community.notify.rises import tell_rise as write_notes
from community.readers import readers_of, viewer_for

from .lifecycle import ANNOUNCE, TELL_RISE
from .models import Advisory, AdvisoryAddressee, Hand, Release

RELEASED = "advisory.released"
RAISED = "advisory.raised"
# What was let out longer ago, as when a network moves here with its archive, is no news.
NEWS = timedelta(days=2)

note_kinds(RAISED)


@register(ANNOUNCE)
def announce(payload: Payload) -> None:
    """One mail to each reader of the release who wants it, and to addressed mailboxes."""
    releases = Release.objects.select_related("advisory__team")
    release = releases.get(uid=UUID(str(payload["release"])))
    act = _act(release.advisory)
    if not release.latest or act is None or act.at < timezone.now() - NEWS:
        return
    team = release.advisory.team
    own = ((Concern.ADVISORIES, f"team:{team.uid}"),) if team else ()
    occasion = Occasion(
        kind=RELEASED,
        thing_kind="release",
        thing_uid=release.uid,
        label=release.label,
        asks=(*own, (Concern.ADVISORIES, "")),
        thread=f"advisory:{release.advisory.uid}",
    )
    # Who let it out knows of it.
    fan_out(occasion, readers_of(release.acl_id).exclude(pk=act.person_id))
    if release.label in (Label.AMBER, Label.AMBER_STRICT):
        teams = _addressed_teams(release)
        tell_mailboxes(occasion, teams.values_list("mailbox", flat=True))


@register(TELL_RISE)
def tell_rise(payload: Payload) -> None:
    """One note to each who was mailed under a milder label: the uid and the new label."""
    label = Label(str(payload["label"]))
    advisory = Advisory.objects.get(uid=UUID(str(payload["advisory"])))
    releases = list(advisory.releases.values_list("uid", flat=True))
    write_notes(
        Rise(RAISED, "advisory", advisory.uid, RELEASED, releases, label),
        lambda: _rise_letter(advisory.uid, label),
    )


@recheck(RELEASED)
def may_still_read(mail: OutgoingMail) -> bool:
    """Only who reads the latest version now, and only if its label has not risen meanwhile."""
    release = Release.objects.select_related("advisory").filter(uid=mail.thing_uid).first()
    if release is None or not release.latest or release.label != mail.label:
        return False
    if mail.why == OutgoingMail.Why.MAILBOX:
        return _addressed_teams(release).filter(mailbox__iexact=mail.address).exists()
    person = Person.objects.filter(pk=mail.person_id or 0).first()
    return person is not None and can_read(viewer_for(person), release)


def _act(advisory: Advisory) -> Hand | None:
    """Who let out or took back the version that is shown, and when that was."""
    acts = (Hand.Act.RELEASED, Hand.Act.WITHDREW)
    return Hand.objects.filter(advisory=advisory, act__in=acts).order_by("-pk").first()


def _addressed_teams(release: Release) -> QuerySet[Team]:
    """Teams with a mailbox of organisations that the advisory is for, as long as somebody
    there may read it."""
    addressed = AdvisoryAddressee.objects.filter(
        advisory=release.advisory_id, kind=AddresseeKind.ORGANISATION
    ).values("target")
    return (
        Team.objects.filter(
            organisation__in=addressed,
            organisation__state=Organisation.State.ACTIVE,
            organisation__seats__until=None,
            organisation__seats__person__in=readers_of(release.acl_id),
        )
        .exclude(mailbox="")
        .distinct()
    )


def _rise_letter(uid: UUID, label: Label) -> Letter:
    names = {"uid": uid, "label": label.label}
    text = _(
        "What we mailed you earlier as advisory %(uid)s is now %(label)s. Treat the mail and"
        " every copy of it so."
    )
    return Letter(_("The label of advisory %(uid)s has risen") % {"uid": uid}, [text % names])
