"""The demo's organisations, their desks, whom they serve, what became of one of them."""

from django.db import transaction

from community import founding, membership
from community.models import ClientRelation, Lineage, Organisation, Team

from .cast import Cast, present
from .names import DEMO, uid_of
from .records import Record, records

ZONES = {
    "RS": "Europe/Belgrade",
    "ME": "Europe/Podgorica",
    "BA": "Europe/Sarajevo",
    "MK": "Europe/Skopje",
    "AL": "Europe/Tirane",
    "HR": "Europe/Zagreb",
}


def seed_organisations(cast: Cast) -> None:
    """Registers what is missing; the states are those of the content."""
    file = records("organisations")
    rows = [*file["organisations"], *file["former_organisations"]]
    cast.organisations = present(Organisation, "organisation", (row["key"] for row in rows))
    for row in rows:
        if row["key"] not in cast.organisations:
            cast.organisations[row["key"]] = _register(cast, row)


@transaction.atomic
def _register(cast: Cast, row: Record) -> Organisation:
    days = row.get("joined_days_ago") or row.get("applied_days_ago", 0)
    made = founding.register_organisation(
        by=DEMO,
        uid=uid_of("organisation", row["key"]),
        domains=row["domains"],
        confirmed_at=cast.clock.ago(days) if row["state"] == "active" else None,
        name=row["name"],
        name_en=row["name_en"],
        short_name=row["short_name"],
        kind=row["kind"],
        role=row["network_role"],
        sector=row["sector"],
        country=row["country"],
        is_office=row["key"] == "office",
        public_profile=row["public_profile"],
        website=row["website"],
        about=row["about_sr"],
        about_en=row["about_en"],
    )
    if row["state"] not in (Organisation.State.APPLICANT, Organisation.State.ACTIVE):
        # Nobody is suspended or leaves who never came in.
        membership.set_organisation_state(made, Organisation.State.ACTIVE, by=DEMO)
    if made.state != row["state"]:
        membership.set_organisation_state(made, row["state"], by=DEMO)
    return made


def seed_teams(cast: Cast) -> None:
    """The desks that publish."""
    rows = records("organisations")["teams"]
    sites = {row["key"]: row["website"] for row in records("organisations")["organisations"]}
    cast.teams = present(Team, "team", (row["key"] for row in rows))
    for row in rows:
        if row["key"] not in cast.teams:
            cast.teams[row["key"]] = founding.found_team(
                cast.organisations[row["organisation"]],
                by=DEMO,
                uid=uid_of("team", row["key"]),
                name=row["name_sr"],
                mailbox=row["mailbox"],
                phone=row["phone"],
                publishes=row["publishes"],
                namespace=sites[row["organisation"]].rstrip("/"),
            )


def seed_relations(cast: Cast) -> None:
    """Clients that were vetted, and the succession; after the people, whose tokens follow."""
    file = records("organisations")
    for row in file["organisations"]:
        for key in row.get("clients", ()):
            provider, client = cast.organisations[row["key"]], cast.organisations[key]
            if not ClientRelation.objects.filter(provider=provider, client=client).exists():
                since = cast.clock.ago(row["clients_vetted_days_ago"])
                membership.vet_client(provider, client, by=DEMO, now=since)
    for row in file["lineage"]:
        before, after = (cast.organisations[row[end]] for end in ("predecessor", "successor"))
        if not Lineage.objects.filter(predecessor=before, successor=after).exists():
            date = cast.clock.ago(row["days_ago"])
            membership.record_lineage(row["kind"], before, after, by=DEMO, date=date)
