"""Who acts: a person, a machine token, the portal itself. Never a foreign key, so that
a log row outlives whom it names."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["person", "machine", "system", "anonymous"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind` and the stable id within it: a person's uid, a token's uid, a job's name."""

    kind: ActorKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


ANONYMOUS_ACTOR = Actor("anonymous", "-")


def system(name: str) -> Actor:
    """The portal acting by itself, e.g. `system("worker")`."""
    return Actor("system", name)
