"""What a new application resembles: organisations that are here, and earlier applications."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models import Organisation, OrganisationDomain
from search.analysis.fold import fold

from .free_mail import is_free
from .lookalikes import Why, alike
from .models import Application

# Legal forms say nothing about who it is; folded.
_FORMS = frozenset(
    {
        "doo", "ad", "jp", "dd", "ood", "ltd", "llc", "inc", "gmbh", "ag", "spa", "plc",
        "udruzenje", "fondacija", "preduzece", "drustvo",
    }
)  # fmt: skip
_WHY: dict[Why, Promise] = {
    "confusable": _("signs that look alike"),
    "one-letter": _("one letter apart"),
    "hyphen": _("apart by a hyphen"),
    "ending": _("the same name with another ending"),
    "contained": _("a known name with something added"),
}


@dataclass(frozen=True, slots=True)
class Twin:
    """An organisation that this applicant may be already, and what is the same."""

    name: str
    state: str
    why: str | Promise


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something about a domain that those who vet should see."""

    domain: str
    words: str | Promise
    other: str = ""


def twins_of(application: Application) -> list[Twin]:
    """Organisations with the same name (any script), number or domain; three queries."""
    own = application.case.organisation_id if application.case else 0
    rows = Organisation.objects.exclude(pk=own).values_list(
        "pk", "name", "name_en", "short_name", "registration_number", "state"
    )
    at_domains = set(
        OrganisationDomain.objects.filter(domain__in=application.domains)
        .exclude(organisation=own)
        .values_list("organisation", flat=True)
    )
    names = [key for key in map(_key, (application.name, application.name_en)) if key]
    number = _digits(application.registration_number)
    found = []
    for pk, name, name_en, short, registered, state in rows:
        if why := _sameness(names, number, (name, name_en, short), registered, pk in at_domains):
            found.append(Twin(name, str(Organisation.State(state).label), why))
    return found


def _sameness(
    names: list[frozenset[str]],
    number: str,
    others: Iterable[str],
    registered: str,
    same_domain: bool,
) -> Promise | None:
    if same_domain:
        return _("the same domain")
    if number and number == _digits(registered):
        return _("the same registration number")
    keys = [key for key in map(_key, others) if key]
    if any(one == other for one in names for other in keys):
        return _("the same name")
    if any(_near(one, other) for one in names for other in keys):
        return _("a similar name")
    return None


def _key(name: str) -> frozenset[str]:
    """The words of a name, folded to one script, without legal forms."""
    # A dot parts nothing in d.o.o.
    words = name.replace(".", "").replace("-", " ").split()
    return frozenset(word for one in words if (word := fold(one)) and word not in _FORMS)


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Most words in common, and at least two."""
    common = len(one & other)
    return common >= 2 and common / len(one | other) >= 0.6


def _digits(number: str) -> str:
    return "".join(filter(str.isalnum, number.upper()))


def suspicions_of(application: Application) -> list[Suspicion]:
    """Free mail, a foreign mailbox, and domains that look like those of others; one query."""
    own = application.case.organisation_id if application.case else None
    known = list(
        OrganisationDomain.objects.exclude(organisation=own).values_list(
            "domain", "organisation__name"
        )
    )
    return [*_of_mailbox(application), *_of_domains(application, known)]


def _of_mailbox(application: Application) -> Iterator[Suspicion]:
    mailbox = application.email.rpartition("@")[2]
    if is_free(mailbox):
        yield Suspicion(mailbox, _("The contact writes from free mail."))
    elif not any(mailbox == one or mailbox.endswith(f".{one}") for one in application.domains):
        yield Suspicion(mailbox, _("The contact's address is at none of the domains given."))


def _of_domains(application: Application, known: list[tuple[str, str]]) -> Iterator[Suspicion]:
    owners = dict(known)
    for domain in application.domains:
        if is_free(domain):
            yield Suspicion(domain, _("Anybody can have an address at this domain."))
        for found in alike(domain, owners):
            yield Suspicion(domain, _WHY[found.why], f"{found.known} ({owners[found.known]})")
