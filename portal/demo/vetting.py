"""Applications of the demo: one waits for its second vote, one for its sponsors, one is a
draft. Written as rows, for the verbs know only the present moment."""

from datetime import datetime, timedelta

from django.db import transaction

from community.access.mixins import RetentionClass
from community.audit.recording import record
from community.joining.models import Application, Sponsorship
from community.models import Organisation, VettingCase, VettingVote
from community.queues import keeping

from .cast import Cast
from .names import DEMO, DOMAIN, uid_of
from .records import Record, records

_REASON = (
    "Poznajem njihov tim sa dva zajednička incidenta: javili su se sami i dali potpune dnevnike."
)
_WHY = (
    "Vodimo usluge u oblaku za oko četiri stotine malih preduzeća. Napadi na njih dolaze preko "
    "nas i mi ih prvi vidimo: hoćemo da ih prijavljujemo i da na vrijeme čujemo šta vide drugi."
)


def seed_vetting(cast: Cast) -> None:
    """The application of every applicant, with what its sponsors said."""
    for row in records("organisations")["organisations"]:
        if row["state"] != "applicant":
            continue
        if not VettingCase.objects.filter(uid=uid_of("vetting", row["key"])).exists():
            _waiting_for_votes(cast, row)
    if not Application.objects.filter(uid=uid_of("application", "mlekara")).exists():
        _waiting_for_sponsors(cast)
    if not Application.objects.filter(uid=uid_of("application", "luka")).exists():
        _draft(cast)


@transaction.atomic
def _waiting_for_votes(cast: Cast, row: Record) -> None:
    """Both sponsors have spoken and one of the secretariat has voted: one vote is missing."""
    key, since = row["key"], cast.clock.ago(row["applied_days_ago"])
    case = VettingCase.objects.create(
        uid=uid_of("vetting", key),
        retention=RetentionClass.PERSONAL,
        organisation=cast.organisations[key],
        person=cast.people[f"{key}-1"],
        opened_at=since,
    )
    contact = cast.people[f"{key}-1"]
    made = _application(
        key,
        since,
        case=case,
        submitted_at=since,
        email=contact.email,
        name=row["name"],
        name_en=row["name_en"],
        kind=row["kind"],
        sector=row["sector"],
        country=row["country"],
        website=row["website"],
        domains=row["domains"],
        why=_WHY,
        contact_name=contact.name,
        contact_position=contact.job_title,
        sponsors=[row["sponsors"][0], "hidrodrina"],
    )
    for number, sponsor in enumerate((row["sponsors"][0], "hidrodrina")):
        said = since + timedelta(days=2 + number)
        _sponsor(cast, made, f"{sponsor}-1", sponsor, said, confirmed=True)
    office = records("people")["accounts"]["secretariat"]
    other = next(key for key in ("office-1", "office-2") if key != office)
    VettingVote.objects.create(
        case=case,
        by=cast.people[other],
        in_favour=True,
        reason="Domen i upis u registar se slažu, oba preporučioca su me nazvala.",
        at=since + timedelta(days=5),
    )
    keeping.put(
        "vetting",
        "vetting",
        case.uid,
        role="secretariat",
        deputy_role="trustee",
        owner=cast.people[office],
        opened_at=since + timedelta(days=3),
    )
    record(actor=DEMO, verb="vetting.open", kind="vetting", uid=str(case.uid))


@transaction.atomic
def _waiting_for_sponsors(cast: Cast) -> None:
    """One sponsor is asked, who the other is has to be found out; its domain imitates another."""
    since = cast.clock.ago(4)
    organisation = Organisation.objects.create(
        uid=uid_of("organisation", "mlekara"),
        name="Mlekara Planina a.d.",
        short_name="Mlekara Planina",
        kind=Organisation.Kind.COMPANY,
        college=Organisation.College.BUSINESS,
        country="RS",
    )
    case = VettingCase.objects.create(
        uid=uid_of("vetting", "mlekara"),
        retention=RetentionClass.PERSONAL,
        organisation=organisation,
        state=VettingCase.State.SPONSORS,
        opened_at=since,
    )
    made = _application(
        "mlekara",
        since,
        case=case,
        submitted_at=since,
        email="it@mlekara-planina.example",
        name=organisation.name,
        kind=organisation.kind,
        country="RS",
        domains=["mlekara-planina.example", "banka-sava.net"],
        why="Proizvodnja nam je stajala dva dana zbog ucenjivačkog softvera. Ne želimo to ponovo.",
        contact_name="Darko Stanić",
        contact_position="rukovodilac IT-a",
        sponsors=["banka-sava", "Elektromreža"],
    )
    _sponsor(cast, made, "banka-sava-1", "banka-sava", since, confirmed=False)
    Sponsorship.objects.create(
        uid=uid_of("sponsorship", "mlekara/2"), application=made, typed="EMS Jug", named_at=since
    )
    keeping.put("sponsors", "vetting", case.uid, role="secretariat", opened_at=since)
    record(actor=DEMO, verb="vetting.open", kind="vetting", uid=str(case.uid))


@transaction.atomic
def _draft(cast: Cast) -> None:
    """Begun, and not gone on with yet."""
    made = _application(
        "luka",
        cast.clock.ago(1),
        email=f"prijava@{DOMAIN}",
        name="Luka Sever",
        country="ME",
    )
    record(actor=DEMO, verb="application.start", kind="application", uid=str(made.uid))


def _application(key: str, at: datetime, **fields: object) -> Application:
    return Application.objects.create(
        uid=uid_of("application", key),
        language="sr",
        started_at=at,
        saved_at=at,
        confirmed_at=at,
        **fields,
    )


def _sponsor(
    cast: Cast, made: Application, person: str, organisation: str, at: datetime, *, confirmed: bool
) -> None:
    """A sponsor who was asked, and who has said yes where `confirmed`."""
    Sponsorship.objects.create(
        uid=uid_of("sponsorship", f"{made.uid}/{person}"),
        application=made,
        typed=cast.people[person].email,
        person=cast.people[person],
        organisation=cast.organisations[organisation],
        state=Sponsorship.State.CONFIRMED if confirmed else Sponsorship.State.ASKED,
        reason=_REASON if confirmed else "",
        named_at=made.started_at,
        asked_at=made.started_at,
        answered_at=at if confirmed else None,
    )
