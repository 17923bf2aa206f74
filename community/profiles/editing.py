"""The only writer of profiles: of organisations by their administrators, of people by themselves.

Each verb is one transaction with its audit row, which tells which fields changed, not how.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext

from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Organisation, Person
from search import registry

from .acting import By
from .models import Profile

# What administrators write; the rest is the secretariat's.
OWN_FIELDS = (
    *("name", "name_en", "short_name", "sector", "country", "website", "about", "about_en"),
    *("registration_number", "address"),
)
OFFICE_FIELDS = ("kind", "role", "college")
PERSON_FIELDS = ("name", "job_title", "phone", "language", "time_zone", "hidden")


class EditedMeanwhile(Refused):
    """Somebody saved after the form was opened: nothing of theirs is overwritten."""

    def __init__(self, act: str) -> None:
        super().__init__(
            act,
            gettext(
                "Somebody else saved while you were writing. What you typed stands below, what"
                " they saved is on the page. Look at both and save again if yours is to stay."
            ),
        )


def profile_of(organisation: Organisation) -> Profile:
    """The side of the organisation that this slice keeps; made at first need."""
    return Profile.objects.get_or_create(organisation=organisation)[0]


@transaction.atomic
def edit_profile(
    organisation: Organisation, values: Mapping[str, object], *, by: By, revision: int
) -> None:
    """Writes what the organisation says of itself; EditedMeanwhile if the form is too old."""
    require(by.viewer, "organisation.edit", organisation)
    profile = _locked_profile(organisation, revision)
    changed = _write(organisation, OWN_FIELDS, values)
    _keep(organisation, profile, changed, "organisation.edit", by)


@transaction.atomic
def edit_by_office(
    organisation: Organisation, values: Mapping[str, object], *, by: By, revision: int
) -> None:
    """Writes what only the secretariat sets: kind, role in the network, college."""
    require(by.viewer, "organisation.manage", organisation)
    profile = _locked_profile(organisation, revision)
    changed = _write(organisation, OFFICE_FIELDS, values)
    _keep(organisation, profile, changed, "organisation.manage", by)


@transaction.atomic
def set_public(organisation: Organisation, public: bool, *, by: By) -> None:
    """Agrees to a public profile or takes it back; who agreed and when is kept."""
    require(by.viewer, "organisation.edit", organisation)
    profile = Profile.objects.select_for_update().get(pk=profile_of(organisation).pk)
    organisation.refresh_from_db(fields=["public_profile"])
    if organisation.public_profile == public:
        return
    organisation.public_profile = public
    organisation.save(update_fields=["public_profile"])
    profile.public_since = timezone.now() if public else None
    profile.public_agreed_by = by.person if public else None
    profile.save(update_fields=["public_since", "public_agreed_by"])
    registry.touch("organisation", organisation.uid)
    verb = "organisation.publish" if public else "organisation.unpublish"
    _log(by, verb, organisation)


@transaction.atomic
def edit_person(person: Person, values: Mapping[str, object], *, by: By) -> None:
    """Somebody writes their own profile; nobody does it for another."""
    if by.person.pk != person.pk:
        raise Refused("person.edit", gettext("Everybody writes their own profile."))
    changed = _write(person, PERSON_FIELDS, values)
    if changed:
        record(
            actor=by.actor,
            verb="person.edit",
            kind="person",
            uid=str(person.uid),
            details={"fields": changed},
        )


def _locked_profile(organisation: Organisation, revision: int) -> Profile:
    profile = Profile.objects.select_for_update().get(pk=profile_of(organisation).pk)
    if profile.revision != revision:
        raise EditedMeanwhile("organisation.edit")
    return profile


def _write(row: Model, names: Iterable[str], values: Mapping[str, object]) -> list[str]:
    """Puts the values on the row and saves those that are new; returns their names."""
    row.refresh_from_db(fields=[name for name in names if name in values])
    changed = [name for name in names if name in values and getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    row.save(update_fields=changed)
    return changed


def _keep(
    organisation: Organisation, profile: Profile, changed: list[str], verb: str, by: By
) -> None:
    if not changed:
        return
    profile.revision += 1
    profile.save(update_fields=["revision"])
    registry.touch("organisation", organisation.uid)
    _log(by, verb, organisation, fields=changed)


def _log(by: By, verb: str, organisation: Organisation, **details: object) -> None:
    record(
        actor=by.actor,
        verb=verb,
        kind="organisation",
        uid=str(organisation.uid),
        on_behalf_of="" if verb == "organisation.manage" else str(organisation.uid),
        details=details,
    )
