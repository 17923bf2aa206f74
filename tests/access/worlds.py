"""Random small networks, and an oracle that says who reads what straight from the standard.

The oracle knows no token: it asks the table of TLP 2.0 and circles in words, so that it can
disagree with the kernel.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st

from community import membership
from community.access import tlp
from community.access.machine import CEILINGS
from community.access.mixins import HasAudience
from community.access.models import audience_set
from community.access.tlp import Label
from community.access.tokens import Addressees, at_large, in_group
from community.forums.models import Topic
from community.machines.models import Token, TokenGroup
from community.models import Group, Organisation, Person, Team
from search import writing
from search.registry import Document
from tests import factories as make

WIDE = ("public", "network")
ORGANISATIONS, PEOPLE, GROUPS, THINGS = 3, 4, 2, 6

indexes = st.integers


@dataclass(frozen=True)
class Sketch:
    """What a world is made of, as numbers; shrinks well."""

    employers: tuple[tuple[int, ...], ...]
    vetted: tuple[bool, ...]
    suspended: frozenset[int]
    circles: tuple[str, ...]
    members: tuple[frozenset[int], ...]
    client_of: frozenset[tuple[int, int]]
    on_desk: frozenset[int]
    things: tuple["Thing", ...]
    asked: tuple["Asked", ...]
    ceilings: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """An agreement that a group (`group` set) or a label asks for, and who accepted it.

    `signed` are people, or organisations where those have to accept it.
    """

    group: int | None
    label: str
    of_organisations: bool
    signed: frozenset[int]


@dataclass(frozen=True)
class Thing:
    """A topic in a group, or an advisory at large (`group` None)."""

    label: str
    group: int | None
    named: frozenset[int]
    organisations: frozenset[int]
    groups: frozenset[int]
    clients: bool


def _subset(size: int) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(indexes(0, size - 1), max_size=size)


things = st.builds(
    Thing,
    label=st.sampled_from(Label.values),
    group=st.none() | indexes(0, GROUPS - 1),
    named=_subset(PEOPLE),
    organisations=_subset(ORGANISATIONS),
    groups=_subset(GROUPS),
    clients=st.booleans(),
)

requirements = st.builds(
    Asked,
    group=st.none() | indexes(0, GROUPS - 1),
    label=st.sampled_from(["AMBER", "AMBER+STRICT", "RED"]),
    of_organisations=st.booleans(),
    signed=_subset(PEOPLE),
)

sketches = st.builds(
    Sketch,
    employers=st.tuples(*[st.sets(indexes(0, ORGANISATIONS - 1), max_size=2).map(tuple)] * PEOPLE),
    vetted=st.tuples(*[st.booleans() | st.just(True)] * PEOPLE),
    suspended=st.frozensets(indexes(0, ORGANISATIONS - 1), max_size=1),
    circles=st.tuples(*[st.sampled_from(Group.Circle.values)] * GROUPS),
    members=st.tuples(*[_subset(PEOPLE)] * GROUPS),
    client_of=st.frozensets(
        st.tuples(indexes(0, ORGANISATIONS - 1), indexes(0, ORGANISATIONS - 1)).filter(
            lambda pair: pair[0] != pair[1]
        ),
        max_size=2,
    ),
    on_desk=_subset(PEOPLE),
    things=st.tuples(*[things] * THINGS),
    asked=st.lists(requirements, max_size=2).map(tuple),
    ceilings=st.tuples(*[st.sampled_from(CEILINGS)] * PEOPLE),
)


class World:
    """The rows of a sketch, made through the verbs; `expected` is the oracle."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.organisations = [make.organisation() for _each in range(ORGANISATIONS)]
        self.groups = [make.group(circle=circle) for circle in sketch.circles]
        self.people = [self._person(n) for n in range(PEOPLE)]
        self.team: Team = make.team(self.organisations[0])
        self._join()
        for provider, client in sketch.client_of:
            membership.vet_client(
                self.organisations[provider],
                self.organisations[client],
                by=make.SETUP,
                now=make.LONG_AGO,
            )
        for number in sketch.suspended:
            membership.set_organisation_state(
                self.organisations[number], Organisation.State.SUSPENDED, by=make.SETUP
            )
        for number, asked in enumerate(sketch.asked):
            self._ask(number, asked)
        self.things = [self._thing(n, thing) for n, thing in enumerate(sketch.things)]
        for person in self.people:
            person.refresh_from_db()
        self.machines = {n: self._machine(n) for n in range(PEOPLE) if self.sketch.employers[n]}

    def _machine(self, maker: int) -> Token:
        """A token of the maker's first employer, with every group they ever came to for it.

        Written past the verb: what counts is asked at each use.
        """
        now = timezone.now()
        row = Token.objects.create(
            organisation=self.organisations[self.first_employer(maker)],
            name="machine",
            prefix=f"{maker:012}",
            digest="0" * 64,
            ceiling=self.sketch.ceilings[maker],
            created_by=self.people[maker],
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
        TokenGroup.objects.bulk_create(TokenGroup(token=row, group=group) for group in self.groups)
        return row

    def _person(self, number: int) -> Person:
        state = Person.State.VETTED if self.sketch.vetted[number] else Person.State.APPLICANT
        person = make.person(state=state)
        for employer in self.sketch.employers[number]:
            membership.seat_person(
                person, self.organisations[employer], by=make.SETUP, since=make.LONG_AGO
            )
        return person

    def _join(self) -> None:
        for number, members in enumerate(self.sketch.members):
            for member in members:
                if self.sketch.employers[member]:
                    make.join(self.people[member], self.groups[number])
        for member in self.sketch.on_desk:
            if 0 in self.sketch.employers[member]:
                make.put_on(self.team, self.people[member])

    def _ask(self, number: int, asked: Asked) -> None:
        scope = "organisation" if asked.of_organisations else "person"
        version = make.agreement(f"asked-{number}", scope, required=False)
        group = None if asked.group is None else self.groups[asked.group]
        make.requirement(version.agreement, group=group, label=asked.label if group is None else "")
        for one in asked.signed:
            if not asked.of_organisations:
                membership.accept(version, person=self.people[one], by=make.SETUP)
            elif one < ORGANISATIONS:
                membership.accept(
                    version,
                    person=self.people[0],
                    organisation=self.organisations[one],
                    by=make.SETUP,
                )
        for person in self.people:
            membership.refresh(person)

    def _thing(self, number: int, thing: Thing) -> Topic:
        """Every thing is a row with an audience and a search entry; a topic will do for both."""
        group = self.groups[thing.group or 0]
        row = Topic(
            group=group,
            title=f"planinarenje {number}",
            lang="sr",
            created_at=timezone.now(),
            last_post_at=timezone.now(),
        )
        named = [self.people[n].pk for n in thing.named]
        if thing.group is None:
            to = Addressees(
                organisations=frozenset(self.organisations[n].pk for n in thing.organisations),
                groups=frozenset(self.groups[n].pk for n in thing.groups),
                persons=frozenset(named),
                clients=thing.clients,
            )
            wanted = at_large(thing.label, to, team=self.team.pk)
        else:
            wanted = in_group(thing.label, group.circle, group.pk, named)
        HasAudience.set_audience(row, thing.label, wanted)
        row.save()
        acl = audience_set(wanted)
        document = Document(
            title=row.title, body="", acl=acl.pk, partition=acl.partition, topic=row.uid
        )
        writing.put("topic", row.uid, document)
        return row

    # --- the oracle -------------------------------------------------------------------------

    def stands(self, person: int) -> bool:
        """Vetted, with a seat in an organisation that is not suspended."""
        return self.sketch.vetted[person] and bool(self.active_employers(person))

    def active_employers(self, person: int) -> set[int]:
        return set(self.sketch.employers[person]) - self.sketch.suspended

    def sits_in(self, person: int, group: int) -> bool:
        """In the group, the organisation they came in for (their first) is active, and what the
        group asks for is accepted."""
        employers = self.sketch.employers[person]
        seated = person in self.sketch.members[group] and bool(employers)
        if not seated or self.first_employer(person) in self.sketch.suspended:
            return False
        asks = [one for one in self.sketch.asked if one.group == group]
        return self._accepted(asks, person, self.first_employer(person))

    def _accepted(self, asks: "list[Asked]", person: int, employer: int) -> bool:
        return all((employer if one.of_organisations else person) in one.signed for one in asks)

    def cleared(self, person: int, employer: int, label: str) -> bool:
        """What `label` and every milder one ask for is accepted, by the person and by the
        organisation through which they would read."""
        order = ["AMBER", "AMBER+STRICT", "RED"]
        upto = order[: order.index(label) + 1] if label in order else []
        asks = [one for one in self.sketch.asked if one.group is None and one.label in upto]
        return self._accepted(asks, person, employer)

    def first_employer(self, person: int) -> int:
        return self.sketch.employers[person][0]

    def expected(self, person: int | None, number: int) -> bool:
        """Whether `person` (None: a visitor) reads thing `number`, in the standard's words."""
        thing = self.sketch.things[number]
        if person is None or not self.stands(person):
            return self._for_everybody(thing)
        if thing.group is not None:
            return self._in_group(person, thing, thing.group)
        return self._at_large(person, thing)

    def machine_works(self, maker: int) -> bool:
        """Its maker stands, and the organisation it belongs to is active."""
        return self.stands(maker) and self.first_employer(maker) not in self.sketch.suspended

    def machine_expected(self, maker: int, number: int) -> bool:
        """Whether the token of `maker` reads thing `number`, in the words of its rules."""
        thing, ceiling = self.sketch.things[number], Label(self.sketch.ceilings[maker])
        if self._for_everybody(thing):
            return True
        if thing.label == "RED" or ceiling == Label.CLEAR or not tlp.within(thing.label, ceiling):
            return False
        wide = thing.label in ("CLEAR", "GREEN")
        if wide and (thing.group is None or self.sketch.circles[thing.group] in WIDE):
            return True
        # What is not for the whole network is restricted, however mild its label is.
        if ceiling == Label.GREEN:
            return False
        own = self.first_employer(maker)
        if not self.cleared(maker, own, "AMBER" if wide else thing.label):
            return False
        if thing.group is not None:
            return self.sits_in(maker, thing.group)
        return (
            own in thing.organisations
            or any(self.sits_in(maker, group) for group in thing.groups)
            or (thing.label == "AMBER" and thing.clients and self._is_client(own, thing))
        )

    def _for_everybody(self, thing: Thing) -> bool:
        open_place = thing.group is None or self.sketch.circles[thing.group] == "public"
        return thing.label == "CLEAR" and open_place

    def _in_group(self, person: int, thing: Thing, group: int) -> bool:
        inside = self.sits_in(person, group)
        wide = self.sketch.circles[group] in ("public", "network")
        if wide and thing.label in ("CLEAR", "GREEN"):
            return True
        if thing.label == "RED" and person not in thing.named:
            return False
        # What only members of a group may read is handled as AMBER at least.
        label = "AMBER" if thing.label in ("CLEAR", "GREEN") else thing.label
        return inside and self.cleared(person, self.first_employer(person), label)

    def _at_large(self, person: int, thing: Thing) -> bool:
        if thing.label in ("CLEAR", "GREEN"):
            return True
        return any(
            self._reads_through(person, employer, thing)
            for employer in self.active_employers(person)
            if self.cleared(person, employer, thing.label)
        )

    def _reads_through(self, person: int, employer: int, thing: Thing) -> bool:
        """Through a seat in `employer`; groups are entered through the first seat."""
        if thing.label == "RED":
            return person in thing.named
        first = employer == self.first_employer(person)
        return (
            employer in thing.organisations
            or (first and any(self.sits_in(person, group) for group in thing.groups))
            or (employer == 0 and person in self.sketch.on_desk)
            or (thing.label == "AMBER" and thing.clients and self._is_client(employer, thing))
        )

    def _is_client(self, employer: int, thing: Thing) -> bool:
        return any(
            provider in thing.organisations and client == employer
            for provider, client in self.sketch.client_of
        )
