"""What one row becomes, by the import's kind and way in."""

import uuid
from dataclasses import dataclass

from community.access.actors import Actor

from . import new_organisations, new_people
from .cleaning import Values
from .models import Import


@dataclass(frozen=True, slots=True)
class Made:
    """The uid of the organisation, the person or the invitation."""

    uid: uuid.UUID


def make(roster: Import, values: Values, *, by: Actor) -> Made:
    """Makes a clean row in the caller's transaction."""
    approved = roster.route == Import.Route.APPROVED
    if roster.kind == Import.Kind.ORGANISATIONS:
        organisation = new_organisations.register(values, by=by)
        if approved:
            new_organisations.admit(organisation, values, importer=roster.by)
        else:
            new_organisations.let_vet(organisation, values, importer=roster.by)
        return Made(organisation.uid)
    if approved:
        return Made(new_people.seat(values, importer=roster.by, language=roster.language))
    return Made(new_people.invite(values, importer=roster.by, language=roster.language).uid)
