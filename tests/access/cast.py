"""One network with an account for every role, and things that none of them may read.

`base()` is what both worlds have. `restricted()` adds what only ghosts read.
`for_members()` adds what the network reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from community import membership
from community.access.tlp import Label
from community.forums import posting
from community.forums.models import Topic
from community.machines.models import Token
from community.models import Group, NetworkRole, Organisation, Person, Seat, Team
from community.readers import viewer_for
from community.sso.models import Provider
from portal.advisories import drafting, lifecycle
from portal.advisories.audience import Recipients, Sharing
from portal.advisories.importing import take
from portal.advisories.models import Advisory
from portal.advisories.short_form import short_release
from portal.pages.founding import found
from tests import factories as make
from tests.access import agreed, applicants, glass, introduced, organisations, rosters
from tests.community.machines.machines import machine, token
from tests.logging_in import LOGIN, enrol, log_in
from tests.portal.advisories import documents

# Words that stand in restricted things only; no page of an outsider may ever hold one.
PLANTED = ("zvrkolinka", "kvrgomet", "mrgudnica")
# A word that stands in open and restricted things: orders and counts must not move by it.
COMMON = "ruter"

OFFICES = tuple(NetworkRole.Role.values)


@dataclass
class Network:
    """Accounts by role, and uids of things by kind: `open` in both worlds, `hidden` in one.

    `ghosts` are people of an organisation that no role belongs to. Who they are is no secret
    of the network; what they write and read among themselves is.
    """

    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    team: Team | None = None
    scribe: Person | None = None
    ghosts: dict[str, Person] = field(default_factory=dict)
    ghost_desk: Team | None = None
    open: dict[str, list[Any]] = field(default_factory=dict)
    hidden: dict[str, list[Any]] = field(default_factory=dict)


def base() -> Network:
    """The network that everybody knows, with everybody logged in through the forms."""
    net = Network()
    alpha = make.organisation("Alpha", public_profile=True)
    cert = make.organisation("CERT", kind=Organisation.Kind.CERT)
    net.team = make.team(cert)
    net.groups = {
        "public": make.group("Public room", circle=Group.Circle.PUBLIC, ceiling="GREEN"),
        "network": make.group("Network room", circle=Group.Circle.NETWORK, ceiling="RED"),
        "members": make.group("Energy", circle=Group.Circle.MEMBERS, ceiling="RED"),
    }
    found()
    _people(net, alpha, cert)
    _ghosts(net)
    _open_things(net)
    _log_everybody_in(net)
    _machine_of(alpha, net)
    return net


def _people(net: Network, alpha: Organisation, cert: Organisation) -> None:
    members = net.groups["members"]
    for role in ("member", "insider", "chair", "moderator", *OFFICES):
        net.people[role] = make.member(alpha, name=f"Alpha {role}")
    for role in ("insider", "chair", "moderator"):
        make.join(net.people[role], members, "member" if role == "insider" else role)
    for role in OFFICES:
        membership.give_network_role(net.people[role], role, by=make.SETUP, since=make.LONG_AGO)
    net.people["administrator"] = make.member(
        alpha, name="Alpha administrator", role=Seat.Role.ADMINISTRATOR
    )
    for duty in ("author", "reviewer", "publisher"):
        net.people[duty] = make.member(cert, name=f"Cert {duty}")
        make.put_on(
            net.team,
            net.people[duty],
            writes=duty == "author",
            reviews=duty == "reviewer",
            releases=duty == "publisher",
        )
    # Writes what is open; no role, since a member of the room would read what is hidden in it.
    net.scribe = make.member(alpha, name="Alpha scribe")
    for room in ("public", "network"):
        make.join(net.scribe, net.groups[room])
    net.people["applicant"] = make.member(alpha, name="An applicant", state="applicant")
    net.people["lapsed"] = _lapsed()
    net.people["password_only"] = make.member(alpha, name="No factor")
    net.people["superuser"] = Person.objects.create_superuser(
        "super@members.example", name="Super", state="vetted"
    )
    for person in net.people.values():
        person.refresh_from_db()


def _ghosts(net: Network) -> None:
    gamma = make.organisation("Gamma")
    net.ghost_desk = make.team(gamma, "Gamma desk")
    for duty in ("author", "reviewer", "publisher"):
        ghost = net.ghosts[duty] = make.member(gamma, name=f"Ghost {duty}")
        make.put_on(net.ghost_desk, ghost, reviews=duty == "reviewer", releases=duty == "publisher")
        for room in ("network", "members"):
            make.join(ghost, net.groups[room])


def _lapsed() -> Person:
    """A person whose organisation was suspended."""
    gone = make.organisation("Gone")
    who = make.member(gone, name="Gone member")
    membership.set_organisation_state(gone, Organisation.State.SUSPENDED, by=make.SETUP)
    return who


def _log_everybody_in(net: Network) -> None:
    net.clients["anonymous"] = Client()
    for role, person in net.people.items():
        client = Client()
        if role == "password_only":
            enrol(person)
            person.authenticator_set.all().delete()
            client.post(LOGIN, {"login": person.email, "password": make.PASSWORD})
        else:
            log_in(client, person)
        client.get("/accounts/2fa/", follow=True)  # takes the greeting
        net.clients[role] = client
    cache.clear()


def _machine_of(alpha: Organisation, net: Network) -> None:
    """A machine under the widest ceiling there is, and what its maker manages."""
    made = token(alpha, net.people["administrator"], "AMBER+STRICT")
    net.clients["machine"] = machine(made.text)
    net.open["token"] = [made.token.uid]
    net.open["provider"] = [_login_of(alpha, net.people["administrator"]).uid]
    net.open.setdefault("organisation", [alpha.uid])


def _login_of(organisation: Organisation, by: Person) -> Provider:
    """A request for an own login, that waits for the secretariat."""
    return Provider.objects.create(
        organisation=organisation,
        protocol=Provider.Protocol.OIDC,
        identifier=f"https://login.{organisation.short_name.lower()}.example",
        requested_by=by,
        requested_at=timezone.now(),
    )


def _ghost_token(net: Network) -> Token:
    """A token of an organisation that no role belongs to."""
    gamma, now = net.ghost_desk.organisation, timezone.now()
    return Token.objects.create(
        organisation=gamma,
        name=f"{PLANTED[1]} token",
        prefix="0123456789ab",
        digest="0" * 64,
        ceiling="GREEN",
        created_by=net.ghosts["author"],
        created_at=now,
        expires_at=now + timedelta(days=90),
    )


# --- things ---------------------------------------------------------------------------------


def topic(group: Group, who: Person, title: str, label: str, named: Sequence[Person] = ()) -> Topic:
    """A topic with one post that says its title again."""
    seat = who.seats.get()
    writer = posting.Writer(viewer_for(who), who, seat.organisation)
    words = posting.Words(text=f"{title}. {COMMON} {COMMON}", lang="sr")
    return posting.start_topic(
        group, by=writer, title=title, words=words, key=title, label=label, named=named
    )


def advisory(
    team: Team,
    people: dict[str, Person],
    title: str,
    label: str,
    to: Recipients = Recipients(),  # noqa: B008
    *,
    until: str = "released",
) -> Advisory:
    """An advisory of `team`, written, reviewed and released by three people."""

    def by(duty: str) -> drafting.Editor:
        return drafting.Editor(viewer_for(people[duty]), people[duty])

    release = short_release(
        title=title,
        lang="sr",
        summary=f"{title} {COMMON}",
        actions="Искључите га.",
        products="Nord | NR-200 | < 2.18 | 2.18",
        cves="CVE-2026-41877 CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    )
    draft = drafting.Draft(release, Sharing(Label(label), to))
    made = drafting.start(team, draft, by=by("author"))
    if until == "draft":
        return made
    reviewers = (people["reviewer"], people["publisher"]) if label == Label.RED else ()
    made = drafting.submit(made, by=by("author"), reviewers=reviewers)
    made = drafting.approve(made, by=by("reviewer"))
    lifecycle.publish_release(made, by=by("publisher"))
    return made


def _open_things(net: Network) -> None:
    scribe = net.scribe
    topics = [
        topic(net.groups["public"], scribe, f"Otvoreno {COMMON} jedan", "CLEAR"),
        topic(net.groups["public"], scribe, f"Otvoreno {COMMON} dva", "CLEAR"),
    ]
    advisories = [
        advisory(net.team, net.people, f"Otvoreno upozorenje {COMMON} {n}", "CLEAR")
        for n in range(2)
    ]
    net.open = {
        "group": [net.groups["public"].uid],
        "topic": [row.uid for row in topics],
        "advisory": [row.uid for row in advisories],
    } | organisations.open_things(net)
    net.open |= agreed.open_things(net.people["secretariat"])
    net.open |= glass.open_things(net.people["trustee"])
    net.open |= introduced.open_things(net)
    net.open |= applicants.open_things(net.people)
    net.open |= rosters.open_things(net.people["secretariat"])


def for_members(net: Network) -> None:
    """What everybody with standing reads and nobody else does."""
    scribe = net.scribe
    topics = [
        topic(net.groups["public"], scribe, f"Zeleno {COMMON} {PLANTED[0]}", "GREEN"),
        topic(net.groups["network"], scribe, f"Mreža {COMMON} {PLANTED[0]}", "CLEAR"),
    ]
    advisories = [
        advisory(net.team, net.people, f"Zeleno {COMMON} {PLANTED[0]}", "GREEN"),
        withdrawn(net.team, net.people, f"Nazad {COMMON} {PLANTED[0]}", "GREEN", Recipients()),
        foreign(f"Tuđe {COMMON} {PLANTED[0]}", "GREEN", None),
    ]
    net.hidden = {
        "group": [net.groups["network"].uid, net.groups["members"].uid],
        "topic": [row.uid for row in topics],
        "advisory": [row.uid for row in advisories],
    } | organisations.for_members(f"{COMMON} {PLANTED[0]}")
    net.hidden |= agreed.of_group(net.groups["members"], net.people["chair"], PLANTED[0])
    net.hidden |= introduced.for_members(net, f"{COMMON} {PLANTED[0]}")
    net.hidden |= applicants.for_members(f"{COMMON} {PLANTED[0]}")
    net.hidden |= rosters.for_members(net.people["secretariat"], f"{COMMON} {PLANTED[0]}")


def restricted(net: Network) -> None:
    """What only ghosts read, in every place a role can see, and in places of their own."""
    ghosts, desk = net.ghosts, net.ghost_desk
    sealed = make.group(f"Zapečaćena {PLANTED[1]}", circle=Group.Circle.SEALED)
    for duty, ghost in ghosts.items():
        make.join(ghost, sealed, "chair" if duty == "author" else "member")
    one, other = ghosts["author"], ghosts["reviewer"]
    topics = [
        topic(sealed, one, f"{COMMON} {PLANTED[1]} a", "CLEAR"),
        topic(sealed, one, f"{COMMON} {PLANTED[1]} b", "AMBER"),
        topic(net.groups["network"], one, f"{COMMON} {PLANTED[1]} c", "AMBER"),
        topic(net.groups["network"], one, f"{COMMON} {PLANTED[2]} d", "RED", [other]),
        topic(net.groups["members"], one, f"{COMMON} {PLANTED[2]} e", "RED", [other]),
    ]
    gamma = desk.organisation
    theirs = Recipients(organisations=(gamma,))
    named = Recipients(persons=(one, other))
    advisories = [
        advisory(desk, ghosts, f"{COMMON} {PLANTED[1]} f", "AMBER", theirs),
        advisory(desk, ghosts, f"{COMMON} {PLANTED[2]} g", "AMBER+STRICT", theirs),
        advisory(desk, ghosts, f"{COMMON} {PLANTED[2]} h", "RED", named),
        advisory(desk, ghosts, f"{COMMON} {PLANTED[1]} i", "CLEAR", until="draft"),
        withdrawn(desk, ghosts, f"{COMMON} {PLANTED[2]} j", "AMBER", theirs),
        foreign(f"{COMMON} {PLANTED[1]} k", "AMBER", desk),
    ]
    net.hidden = {
        "token": [_ghost_token(net).uid],
        "group": [sealed.uid],
        "topic": [row.uid for row in topics],
        "advisory": [row.uid for row in advisories],
    } | organisations.restricted(gamma, f"{COMMON}-{PLANTED[1]}")
    net.hidden |= agreed.of_group(sealed, ghosts["author"], f"{COMMON} {PLANTED[1]}")
    net.hidden |= introduced.restricted(ghosts["author"], f"{COMMON}-{PLANTED[1]}")
    net.hidden |= applicants.restricted(f"{COMMON} {PLANTED[1]}")


def withdrawn(
    team: Team, people: dict[str, Person], title: str, label: str, to: Recipients
) -> Advisory:
    """An advisory that was released and taken back."""
    made = advisory(team, people, title, label, to)
    publisher = people["publisher"]
    by = drafting.Editor(viewer_for(publisher), publisher)
    lifecycle.withdraw(made, by=by, reason=f"{title} {COMMON}")
    return made


def foreign(title: str, label: str, team: Team | None) -> Advisory:
    """Another publisher's document, shown; for the desk of `team` alone above GREEN."""
    head = (sample := documents.document())["document"]
    head["distribution"]["tlp"]["label"] = label
    head["title"] = head["tracking"]["id"] = title
    data = documents.as_bytes(sample)
    return take(data, "sample.json", team=team, publish=True).advisory
