"""Advisories behind broken glass: the latest release, or the draft where nothing is out."""

from collections.abc import Sequence
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext_lazy

from community.access.viewer import ANONYMOUS
from community.models import Person
from community.references import resolve_references
from community.trustees.breakable import Found, Part, Shown, register_breakable

from .canonical import CanonicalRelease
from .models import Advisory, Hand, Release
from .showing.lang import lang_tag
from .showing.page import body_of


def register() -> None:
    """Called once, when the app is ready."""
    register_breakable("advisory", gettext_lazy("Advisory"), find, wrote)


def find(uid: UUID, number: int | None) -> Found | None:
    """An advisory, whoever looks; it has no numbered parts."""
    advisory = Advisory.objects.filter(uid=uid).first()
    if advisory is None or number is not None:
        return None
    return Found(authors=lambda: _authors(advisory), show=lambda: _shown(advisory))


def wrote(person: Person, uid: UUID, number: int | None) -> bool:
    """Whether `person` had a hand in it: wrote, reviewed, released."""
    return Hand.objects.filter(advisory__uid=uid, person=person).exists()


def _authors(advisory: Advisory) -> Sequence[Person]:
    wrote = Hand.objects.filter(advisory=advisory, act=Hand.Act.WROTE).values("person")
    return list(Person.objects.filter(pk__in=wrote).order_by("uid"))


def _shown(advisory: Advisory) -> Shown:
    release = Release.objects.filter(advisory=advisory, latest=True).first()
    content = CanonicalRelease.from_json(release.canonical if release else advisory.draft)
    html = release.html if release else linebreaks(escape(content.summary))
    lang = lang_tag(release.lang, release.script) if release else advisory.lang
    body = body_of(content, resolve_references(ANONYMOUS, [html])[0], lang)
    text = render_to_string("advisories/_preview.html", {"body": body})
    part = Part(
        heading=advisory.number or advisory.get_state_display(),
        html=text,
        lang=lang,
        at=release.released_at if release else advisory.draft_saved_at,
    )
    return Shown(
        title=body.title, label=advisory.label, count=1, parts=lambda rows: [part], lang=lang
    )
