"""A person of a list: invited by the importer, or seated at once if the list was approved."""

import uuid

from community import membership
from community.enrolment import account_with
from community.models import Organisation, Person
from community.people.inviting import offer_seat
from community.people.models import Invitation
from community.readers import actor_of

from . import accounts, letters
from .cleaning import Values
from .knowing import organisations_by


def organisation_of(values: Values) -> Organisation:
    """The one organisation the row names; the row was found to be clean before."""
    typed = values["organisation"]
    (found,) = organisations_by({typed})[typed.casefold()]
    return found


def invite(values: Values, *, importer: Person, language: str) -> Invitation:
    """Offers the seat by mail. Who takes it is vetted, and the importer stands behind them."""
    return offer_seat(
        organisation_of(values),
        values["email"],
        by=importer,
        role=values["role"],
        language=values["language"] or language,
    )


def seat(values: Values, *, importer: Person, language: str) -> uuid.UUID:
    """A vetted account with its seat. An address that has an account is invited instead:
    nobody is seated somewhere without having been asked."""
    if account_with(values["email"]) is not None:
        return invite(values, importer=importer, language=language).uid
    by, organisation = actor_of(importer), organisation_of(values)
    person = accounts.open_vetted(
        values["email"],
        by=by,
        name=values["name"],
        job_title=values["position"],
        phone=values["phone"],
        language=values["language"],
    )
    membership.seat_person(person, organisation, by=by, role=values["role"])
    letters.welcome(person, organisation)
    return person.uid
