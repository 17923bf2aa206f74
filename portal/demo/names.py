"""What makes the demo the same each time: identities and chance that follow from names."""

import random
from uuid import NAMESPACE_DNS, UUID, uuid5

from community.access.actors import system

DEMO = system("demo")
DOMAIN = "demo.localhost"
# Four words anybody can say over a table; known to everybody, so for the demo only.
PASSWORD = "brza-reka-tihi-most"  # noqa: S105
_NAMESPACE = uuid5(NAMESPACE_DNS, DOMAIN)


def uid_of(kind: str, key: str) -> UUID:
    """The uid of a thing of the demo, from its kind and its key in the content."""
    return uuid5(_NAMESPACE, f"{kind}/{key}")


def chance_for(*names: object) -> random.Random:
    """Dice that fall the same way each time for the same names."""
    return random.Random("/".join(map(str, names)))
