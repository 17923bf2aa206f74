"""How organisations are found: by everybody if they agreed to be public, else by members.

People are not in the search at all, so that who is hidden leaves no hole in it.
"""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.access.models import NETWORK_SET_ID, PUBLIC_SET_ID
from community.access.tokens import Partition
from community.access.viewer import Viewer
from community.models import Organisation
from search.analysis.script import script_of
from search.registry import Document, Kind, Row, register

from .sectors import sectors
from .visibility import visible_organisations
from .wording import facts_of, name_of

KIND = "organisation"


def document_of(uid: UUID) -> Document | None:
    """An active organisation with what it says of itself and the teams the same readers see."""
    found = Organisation.objects.filter(uid=uid, state=Organisation.State.ACTIVE).first()
    if found is None:
        return None
    public = found.public_profile
    teams = found.teams.filter(card__is_public=True) if public else found.teams.all()
    words = [found.name_en, found.short_name, found.about, found.about_en, *_sector(found)]
    words += teams.values_list("name", flat=True)
    return Document(
        title=found.name,
        body="\n".join(word for word in words if word),
        acl=PUBLIC_SET_ID if public else NETWORK_SET_ID,
        partition=int(Partition.PUBLIC if public else Partition.NETWORK),
        script=script_of(found.name),
        # Until then it is shown; what is found must not outlast it.
        expires=found.active_until,
        marks={
            "org": [name for name in (found.name, found.name_en, found.short_name) if name],
            "tag": _sector(found),
        },
    )


def reread(viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Row]:
    """Those of the organisations that the viewer may know of now."""
    return {
        found.uid: Row(
            title=name_of(found),
            url=reverse("profiles:organisation", args=[found.uid]),
            place=" · ".join(facts_of(found)),
        )
        for found in visible_organisations(viewer).filter(uid__in=uids)
    }


def register_kinds() -> None:
    """Called once, when the app is ready."""
    register(Kind(KIND, _("Organisation"), document_of, reread, _uids, plural=_("Organisations")))


def _uids() -> Iterable[UUID]:
    active = Organisation.objects.filter(state=Organisation.State.ACTIVE)
    return active.values_list("uid", flat=True).iterator()


def _sector(found: Organisation) -> list[str]:
    sector = sectors(found.country).get(found.sector)
    return [sector.en, sector.sr] if sector else []
