"""Profiles of the demo's organisations: who agreed, how teams are reached, what waits."""

from datetime import timedelta

from django.db import transaction

from community import founding
from community.keys.filing import file_key, key_of
from community.models import Organisation, Person, Team
from community.profiles.models import ClientProposal, DomainClaim, Profile, TeamCard
from community.queues import keeping
from community.readers import viewer_for
from search import registry

from .cast import Cast, present
from .names import DEMO, uid_of
from .records import CONTENT, Record, records


def seed_profiles(cast: Cast) -> None:
    """What is missing of it; the people come first, who agreed and who claim."""
    file = records("profiles")
    _agreements(cast)
    _colleges(file["colleges"])
    _teams(cast, file)
    _cards(cast, file["verified_days_ago"])
    Person.objects.filter(uid__in=[uid_of("person", key) for key in file["hidden"]]).update(
        hidden=True
    )
    _keys(cast, file["keys"])
    for row in file["claims"]:
        _claim(cast, row)
    for row in file["proposals"]:
        _propose(cast, row)


def _agreements(cast: Cast) -> None:
    """Each public profile was agreed to by somebody, the first of the organisation."""
    missing = Organisation.objects.filter(public_profile=True, profile=None)
    by_uid = {organisation.uid: key for key, organisation in cast.organisations.items()}
    for organisation in missing.filter(uid__in=by_uid):
        who = cast.people.get(f"{by_uid[organisation.uid]}-1")
        if who is not None:
            Profile.objects.create(
                organisation=organisation,
                public_agreed_by=who,
                public_since=who.joined_at + timedelta(days=3),
            )


def _colleges(by_college: dict[str, list[str]]) -> None:
    for college, kinds in by_college.items():
        Organisation.objects.filter(kind__in=kinds, college="").update(college=college)


def _teams(cast: Cast, file: Record) -> None:
    there = present(Team, "team", (row["key"] for row in file["teams"]))
    for row in file["teams"]:
        if row["key"] not in there:
            _found(cast, row)


@transaction.atomic
def _found(cast: Cast, row: Record) -> None:
    organisation = cast.organisations[row["organisation"]]
    team = founding.found_team(
        organisation,
        by=DEMO,
        uid=uid_of("team", row["key"]),
        name=row["name"],
        mailbox=row["mailbox"],
        phone=row["phone"],
    )
    verified = cast.clock.ago(row["verified_days_ago"])
    TeamCard.objects.create(
        team=team,
        hours=row["hours"],
        constituency=row["constituency"],
        is_public=row["public"],
        mailbox_confirmed_at=verified,
        verified_at=verified,
    )
    registry.touch("organisation", organisation.uid)


@transaction.atomic
def _cards(cast: Cast, verified_days_ago: dict[str, int]) -> None:
    """The desks that publish are shown to everybody."""
    for row in records("organisations")["teams"]:
        team = cast.teams[row["key"]]
        verified = cast.clock.ago(verified_days_ago[row["key"]])
        _card, made = TeamCard.objects.get_or_create(
            team=team,
            defaults={
                "hours": row["hours_sr"],
                "constituency": row["constituency_sr"],
                "is_public": True,
                "mailbox_confirmed_at": verified,
                "verified_at": verified,
            },
        )
        if made:
            registry.touch("organisation", team.organisation.uid)


def _keys(cast: Cast, rows: list[Record]) -> None:
    """Public keys of teams; who filed them administers the team's organisation."""
    for row in rows:
        team = cast.teams[row["team"]]
        if key_of(team) is None:
            armored = (CONTENT / "keys" / row["file"]).read_text(encoding="ascii")
            file_key(team, armored, by=viewer_for(cast.people[row["by"]]))


@transaction.atomic
def _claim(cast: Cast, row: Record) -> None:
    claim, made = DomainClaim.objects.get_or_create(
        uid=uid_of("domain-claim", row["key"]),
        defaults={
            "organisation": cast.organisations[row["organisation"]],
            "domain": row["domain"],
            "by": cast.people[row["by"]],
            "at": cast.clock.ago(row["days_ago"]),
            "evidence": row["evidence"],
            "proof": DomainClaim.Proof.PAPER if row["evidence"] else "",
            "state": DomainClaim.State.WAITING if row["evidence"] else DomainClaim.State.OPEN,
            "token": uid_of("domain-token", row["key"]).hex,
        },
    )
    if made and row["evidence"]:
        keeping.put("domains", "domain_claim", claim.uid, role="secretariat", opened_at=claim.at)


@transaction.atomic
def _propose(cast: Cast, row: Record) -> None:
    at = cast.clock.ago(row["days_ago"])
    answered = cast.people.get(row.get("answered_by", ""))
    proposal, made = ClientProposal.objects.get_or_create(
        uid=uid_of("client-proposal", row["key"]),
        defaults={
            "provider": cast.organisations[row["provider"]],
            "client": cast.organisations[row["client"]],
            "note": row["note"],
            "proposed_by": cast.people[row["by"]],
            "proposed_at": at,
            "answered_by": answered,
            "answered_at": at + timedelta(days=1) if answered else None,
            "state": ClientProposal.State.CONFIRMED if answered else ClientProposal.State.PROPOSED,
        },
    )
    if made and answered:
        keeping.put("clients", "client_proposal", proposal.uid, role="secretariat", opened_at=at)
