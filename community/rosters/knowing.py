"""What is there already: of many rows at once, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone

from community.enrolment import addresses_of
from community.models import Organisation, OrganisationDomain, Person, Seat
from community.people.models import Invitation, Measure

from .cleaning import Values
from .models import Import

# Accounts that a list cannot bring back.
CLOSED = (Person.State.SUSPENDED, Person.State.ERASED)


def words_of(kind: str, values: Values) -> list[str]:
    """What tells this row from the others of its file."""
    if kind == Import.Kind.PEOPLE:
        return [f"email:{values['email']}"]
    found = [f"name:{values['country']}:{values['name'].casefold()}"]
    if values["registration_number"]:
        found.append(f"number:{values['country']}:{values['registration_number']}")
    if values["uid"]:
        found.append(f"uid:{values['uid']}")
    found += [f"domain:{one}" for one in values["domains"].split()]
    return [word[:300] for word in found]


def places_of(kind: str, values: Values, known: "Known") -> list[str]:
    """Whom a row names besides: nobody of these approves the list."""
    if kind == Import.Kind.ORGANISATIONS:
        return [f"contact:{values['contact_email']}"]
    found = known.organisations.get(values["organisation"].casefold(), [])
    return [f"organisation:{one.pk}" for one in found]


@dataclass
class Known:
    """What the database says of the rows it was asked about."""

    taken: set[str] = field(default_factory=set)
    importer: Set[str] = frozenset()
    accounts: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, Sequence[Organisation]] = field(default_factory=dict)
    seated: set[tuple[str, int]] = field(default_factory=set)

    def organisation_code(self, values: Values) -> str:
        """Why an organisation's row is not made; "" if it is."""
        if values["contact_email"] in self.importer:
            return "own"
        if self.accounts.get(values["contact_email"]) in CLOSED:
            return "account_closed"
        there = self.taken.intersection(words_of(Import.Kind.ORGANISATIONS, values))
        return "there" if there else ""

    def person_code(self, values: Values) -> str:
        """The same of a person's row."""
        if values["email"] in self.importer:
            return "own"
        if self.accounts.get(values["email"]) in CLOSED:
            return "account_closed"
        found = self.organisations.get(values["organisation"].casefold(), [])
        if len(found) != 1:
            return "several_organisations" if found else "unknown_organisation"
        if found[0].state != Organisation.State.ACTIVE:
            return "inactive_organisation"
        if (values["email"], found[0].pk) in self.seated:
            return "seated"
        return "invited" if f"invited:{values['email']}:{found[0].pk}" in self.taken else ""


def known_of(roster: Import, rows: Iterable[Values]) -> Known:
    """Asks for everything the rows name, in as many queries for many of them as for one."""
    about = _about_people if roster.kind == Import.Kind.PEOPLE else _about_organisations
    found = about(list(rows))
    found.importer = addresses_of(roster.by)
    return found


def _about_organisations(rows: list[Values]) -> Known:
    domains = {one for row in rows for one in row["domains"].split()}
    names = {row["name"] for row in rows}
    numbers = {row["registration_number"] for row in rows} - {""}
    uids = {UUID(row["uid"]) for row in rows if row["uid"]}
    same = Q(name__in=names) | Q(registration_number__in=numbers) | Q(uid__in=uids)
    rows_there = Organisation.objects.filter(same)
    taken = {f"uid:{one.uid}" for one in rows_there}
    for one in rows_there.exclude(state=Organisation.State.LEFT):
        taken.add(f"name:{one.country}:{one.name.casefold()}"[:300])
        taken.add(f"number:{one.country}:{one.registration_number}")
    owned = OrganisationDomain.objects.filter(domain__in=domains)
    taken |= {f"domain:{one}" for one in owned.values_list("domain", flat=True)}
    return Known(taken, accounts=_accounts(row["contact_email"] for row in rows))


def _about_people(rows: list[Values]) -> Known:
    emails = {row["email"] for row in rows}
    organisations = organisations_by({row["organisation"] for row in rows})
    now = timezone.now()
    seats = Seat.objects.filter(person__email__in=emails).exclude(until__lte=now)
    invited = Invitation.objects.filter(email__in=emails, accepted_at=None, revoked_at=None)
    return Known(
        {f"invited:{email}:{pk}" for email, pk in invited.values_list("email", "organisation")},
        accounts=_accounts(emails),
        organisations=organisations,
        seated=set(seats.values_list("person__email", "organisation")),
    )


def organisations_by(typed: set[str]) -> dict[str, list[Organisation]]:
    """Organisations by what was typed: uid, registration number, domain or exact name."""
    uids = {UUID(word) for word in typed if _is_uid(word)}
    lowered = {word.lower() for word in typed}
    named = Q(name__in=typed) | Q(short_name__in=typed) | Q(name_en__in=typed)
    meant = named | Q(uid__in=uids) | Q(registration_number__in=typed - {""})
    rows = Organisation.objects.exclude(state=Organisation.State.LEFT)
    pks = set(rows.filter(meant).values_list("pk", flat=True))
    owned = OrganisationDomain.objects.filter(domain__in=lowered, confirmed_at__isnull=False)
    domains = dict(owned.values_list("domain", "organisation"))
    found: dict[str, list[Organisation]] = defaultdict(list)
    for one in rows.filter(pk__in=pks | set(domains.values())).order_by("pk"):
        words = {one.name, one.short_name, one.name_en, one.registration_number, str(one.uid)}
        words |= {domain for domain, pk in domains.items() if pk == one.pk}
        for word in {word.casefold() for word in words if word}:
            found[word].append(one)
    return found


def _accounts(emails: Iterable[str]) -> dict[str, str]:
    """The accounts behind the addresses, also behind confirmed second ones, with their state;
    an open suspension counts, whatever the person did since."""
    wanted = set(emails)
    second = EmailAddress.objects.filter(email__in=wanted, verified=True)
    found = dict(second.values_list("email", "user"))
    found |= dict(Person.objects.filter(email__in=wanted).values_list("email", "pk"))
    states = dict(Person.objects.filter(pk__in=found.values()).values_list("pk", "state"))
    shut = Measure.objects.filter(person__in=states, kind=Measure.Kind.SUSPENSION, ended_at=None)
    states |= dict.fromkeys(shut.values_list("person", flat=True), Person.State.SUSPENDED)
    return {email.lower(): states[pk] for email, pk in found.items()}


def _is_uid(word: str) -> bool:
    try:
        UUID(word)
    except ValueError:
        return False
    return True
