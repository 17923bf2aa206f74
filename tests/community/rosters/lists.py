"""Lists as files, the office that brings them, and the worker's part done at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from community import membership
from community.access.actors import system
from community.jobs import registry
from community.jobs.models import Job
from community.models import NetworkRole, Organisation, OrganisationDomain, Person
from community.people.acting import Acting, as_person
from community.rosters import uploading
from community.rosters.models import Import
from tests import factories as make

ORGANISATION_HEAD = "name,kind,country,contact name,contact e-mail,domains,registration number"
PEOPLE_HEAD = "name,e-mail,organisation,role"


def officer(name: str = "", role: str = NetworkRole.Role.SECRETARIAT) -> Person:
    """One of the secretariat, or a trustee, each of an organisation of their own."""
    person = make.member(name=name, password=make.PASSWORD)
    membership.give_network_role(person, role, by=system("tests"), since=make.LONG_AGO)
    person.refresh_from_db()
    return person


def act(person: Person) -> Acting:
    """Who acts, with what they hold now."""
    person.refresh_from_db()
    return as_person(person)


def organisations_csv(*rows: str) -> bytes:
    return "\n".join([ORGANISATION_HEAD, *rows]).encode()


def people_csv(*rows: str) -> bytes:
    return "\n".join([PEOPLE_HEAD, *rows]).encode()


def some_people(number: int, of: str) -> bytes:
    """A list of so many people of the organisation with this name."""
    return people_csv(*(f"Person {n},person{n}@list.example,{of},member" for n in range(number)))


def some_organisations(number: int) -> bytes:
    rows = (
        f"List {n},company,RS,Head {n},head{n}@list{n}.example,list{n}.example,{2000 + n}"
        for n in range(number)
    )
    return organisations_csv(*rows)


def bring(data: bytes, by: Person, kind: str = Import.Kind.PEOPLE, key: str = "") -> Import:
    """Uploads a list; nothing is checked yet."""
    upload = uploading.read(kind, data)
    key = key or uuid.uuid4().hex
    return uploading.bring(upload, key=key, language="en", by=act(by))


def work(*handlers: str) -> None:
    """Does every queued job of imports, as the worker takes them."""
    names = handlers or ("rosters.check", "rosters.run")
    while jobs := list(Job.objects.filter(handler__in=names, state="pending").order_by("pk")):
        for job in jobs:
            job.delete()
            registry.handler(job.handler).work(job.payload)


def checked(data: bytes, by: Person, kind: str = Import.Kind.PEOPLE) -> Import:
    """A list that is uploaded and checked."""
    made = bring(data, by, kind)
    work()
    made.refresh_from_db()
    return made


def codes(roster: Import) -> list[str]:
    """What is wrong with each row, in the order of the file."""
    return list(roster.rows.order_by("number").values_list("code", flat=True))


def states(roster: Import) -> list[str]:
    """The states of the rows, in the order of the file."""
    return list(roster.rows.order_by("number").values_list("state", flat=True))


@dataclass
class Firm:
    """An active organisation with a confirmed domain."""

    organisation: Organisation

    @property
    def name(self) -> str:
        return self.organisation.name


def firm(name: str = "Hidrodrina", domains: Sequence[str] = ()) -> Firm:
    made = make.organisation(name)
    for domain in domains:
        OrganisationDomain.objects.create(
            organisation=made, domain=domain, confirmed_at=make.LONG_AGO
        )
    return Firm(made)
