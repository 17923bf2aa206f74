"""What other slices know that a secretariat wants to see at one glance."""

from datetime import datetime

from django.db.models import Exists, F, Max, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.access.viewer import Viewer
from community.agreements.knowing import kept_by
from community.agreements.missing import asked_and_missing
from community.agreements.models import AgreementGate
from community.agreements.office import title_of
from community.models import AgreementVersion
from community.notify.models import OutgoingMail, StoppedAddress
from community.signin.reading import Unusual, unusual_access

from .panels import Line, Panel, panel

SHOWN = 10


@panel("agreements", order=30)
def agreements_due(viewer: Viewer, now: datetime) -> Panel:
    """Newest versions that somebody asked for them has not accepted, the nearest date first.

    The number of agreements is a handful and does not grow with members: two counts each.
    """
    newest = AgreementVersion.objects.annotate(last=Max("agreement__versions__number"))
    # Not those of groups the viewer does not sit in: their rules would tell of the group.
    rows = newest.filter(number=F("last"), agreement__in=kept_by(viewer))
    # What nothing asks for waits for nobody.
    gates = AgreementGate.objects.filter(agreement=OuterRef("agreement"))
    rows = rows.filter(Q(agreement__required=True) | Exists(gates))
    rows = rows.select_related("agreement")
    lines = []
    for version in rows.order_by("accept_by", "pk").prefetch_related(
        "agreement__versions__texts", "agreement__proposals__texts"
    ):
        asked, missing = asked_and_missing(version)
        if missing:
            lines.append(_unsigned(version, asked, missing, now))
    return Panel(
        _("Agreements not accepted"),
        lines[:SHOWN],
        _("Everybody has accepted what is in force."),
        reverse("agreements:office"),
    )


def _unsigned(version: AgreementVersion, asked: int, missing: int, now: datetime) -> Line:
    words = _("of %(asked)s asked, by %(date)s") % {
        "asked": asked,
        "date": date_format(version.accept_by, "SHORT_DATE_FORMAT"),
    }
    url = reverse("agreements:kept", args=[version.agreement.uid])
    title = f"{title_of(version.agreement)} ({version.number})"
    return Line(title, missing, url, words, late=version.accept_by <= now)


@panel("access", order=50)
def unusual(viewer: Viewer, now: datetime) -> Panel:
    """Logins from a country that is new for the person, or at many times the usual count."""
    found = unusual_access(now)
    return Panel(
        _("Unusual access"),
        [_access_line(one) for one in found[:SHOWN]],
        _("Nobody came from a new country or far more often than usual."),
    )


def _access_line(one: Unusual) -> Line:
    url = reverse("people:person", args=[one.person.uid])
    if one.kind == "country":
        note = _("from %(country)s, new for this person") % {"country": one.country}
        return Line(one.person.name, 1, url, note, late=True)
    note = ngettext("login in a day", "logins in a day", one.count)
    return Line(one.person.name, one.count, url, note, late=True)


@panel("mail", order=60)
def mail(viewer: Viewer, now: datetime) -> Panel:
    """Addresses that take no mail any more, and mails that were given up."""
    stopped = StoppedAddress.objects.count()
    failed = OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED).count()
    lines = [
        Line(words, number, late=True)
        for words, number in (
            (_("Addresses that refuse mail"), stopped),
            (_("Mails given up"), failed),
        )
        if number
    ]
    return Panel(_("Mail"), lines, _("Every address takes mail."))
