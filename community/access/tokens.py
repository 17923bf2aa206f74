"""Pure set logic of audiences: which tokens may read a thing, and in which partition it lies.

A token is a short text held by persons (`org:7`, `grp:3`); an audience is a set of tokens,
any one of which lets its holder read. The empty set is read by nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from hashlib import sha256

from .tlp import Label

PUB = "pub"
MEM = "mem"


def org(organisation_id: int) -> str:
    """Held by the persons of an organisation."""
    return f"org:{organisation_id}"


def cli(organisation_id: int) -> str:
    """Held by the persons of the vetted clients of an organisation."""
    return f"cli:{organisation_id}"


def grp(group_id: int) -> str:
    """Held by the members of a group."""
    return f"grp:{group_id}"


def groups_among(names: Iterable[str]) -> set[int]:
    """The ids of the groups whose members' token is among `names`."""
    return {int(name.removeprefix("grp:")) for name in names if name.startswith("grp:")}


def desk(team_id: int) -> str:
    """Held by those who write for a team."""
    return f"desk:{team_id}"


def usr(person_id: int) -> str:
    """Held by one person."""
    return f"usr:{person_id}"


def seat(group_id: int, person_id: int) -> str:
    """Held by one person, only while a member of the group."""
    return f"seat:{group_id}:{person_id}"


class Partition(IntEnum):
    """Where a thing lies in search, so that what is restricted cannot sway what is not."""

    PUBLIC = 0
    NETWORK = 1
    RESTRICTED = 2
    STRICT = 3


class Circle(StrEnum):
    """How far a group is open: to all, to the network, to members, not even by name."""

    PUBLIC = "public"
    NETWORK = "network"
    MEMBERS = "members"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Audience:
    """Normalised tokens and their partition: equal audiences are one row."""

    tokens: frozenset[str]
    partition: Partition

    @property
    def digest(self) -> str:
        """Names the set: SHA-256 over the partition and the sorted tokens."""
        text = f"{int(self.partition)} " + " ".join(sorted(self.tokens))
        return sha256(text.encode()).hexdigest()


def audience(label: str, tokens: Iterable[str]) -> Audience:
    """Normalises: `pub` absorbs every token, `mem` every one but `pub`."""
    held = frozenset(tokens)
    if PUB in held:
        return Audience(frozenset({PUB}), Partition.PUBLIC)
    if MEM in held:
        return Audience(frozenset({MEM}), Partition.NETWORK)
    strict = label in (Label.AMBER_STRICT, Label.RED)
    return Audience(held, Partition.STRICT if strict else Partition.RESTRICTED)


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom a thing at large is for; a union. `clients` is ticked by the author, AMBER only."""

    organisations: frozenset[int] = field(default_factory=frozenset)
    groups: frozenset[int] = field(default_factory=frozenset)
    persons: frozenset[int] = field(default_factory=frozenset)
    clients: bool = False


def at_large(
    label: str, to: Addressees, *, team: int | None, hands: Iterable[int] = ()
) -> Audience:
    """Who reads an advisory or a network file.

    `team` is the publishing team, which reads what it released; `hands` are the persons who
    wrote, approved and released, who stand in for the team under RED.
    """
    if label == Label.CLEAR:
        return audience(label, {PUB})
    if label == Label.GREEN:
        return audience(label, {MEM})
    if label == Label.RED:
        return audience(label, map(usr, to.persons | frozenset(hands)))
    tokens = {org(n) for n in to.organisations} | {grp(g) for g in to.groups}
    if to.clients and label == Label.AMBER:
        tokens |= {cli(n) for n in to.organisations}
    if team is not None:
        tokens.add(desk(team))
    return audience(label, tokens)


def at_desk(label: str, *, team: int, hands: Iterable[int] = ()) -> Audience:
    """Who reads what is not released: the team's desk; under RED author and named reviewers.

    A draft never leaves the restricted partitions, whatever label it will carry.
    """
    if label == Label.RED:
        return audience(label, map(usr, hands))
    return audience(label, {desk(team)})


def in_group(label: str, circle: str, group: int, named: Iterable[int] = ()) -> Audience:
    """Who reads a thing in a group: the narrower of the group's circle and the label."""
    if label == Label.RED:
        return audience(label, {seat(group, person) for person in named})
    widest = {Circle.PUBLIC: PUB, Circle.NETWORK: MEM}.get(Circle(circle), grp(group))
    if label == Label.CLEAR:
        return audience(label, {widest})
    if label == Label.GREEN:
        return audience(label, {MEM if widest == PUB else widest})
    return audience(label, {grp(group)})
