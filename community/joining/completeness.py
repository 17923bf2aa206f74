"""What is still missing in an application before it can be submitted."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Application

# field: section of the form, words of the page
NEEDED: dict[str, tuple[str, Promise]] = {
    "name": ("organisation", _("the name of your organisation")),
    "kind": ("organisation", _("what kind of organisation it is")),
    "country": ("organisation", _("its country")),
    "domains": ("organisation", _("at least one domain")),
    "why": ("reasons", _("why you want to join")),
    "contact_name": ("contact", _("who speaks for you")),
    "contact_position": ("contact", _("their position")),
}
SPONSORS = ("sponsors", _("your sponsors"))


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, in words, and the section where it is typed."""

    section: str
    words: str | Promise


def gaps_in(application: Application, sponsors_needed: int) -> list[Gap]:
    """Everything that is missing, in the order of the form."""
    gaps = [
        Gap(section, words)
        for name, (section, words) in NEEDED.items()
        if not getattr(application, name)
    ]
    named = {typed.strip().casefold() for typed in application.sponsors if typed.strip()}
    return gaps if len(named) >= sponsors_needed else [*gaps, Gap(*SPONSORS)]
