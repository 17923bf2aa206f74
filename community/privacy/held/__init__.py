"""What the slices of the community hold about people, table by table."""

from community.privacy.holders import hold

from . import accounts, members, office, own

__all__ = ["declare"]


def declare() -> None:
    """Declares everything; called once, when the app is ready."""
    for part in (accounts, members, office):
        hold(part.TABLES)
    own.declare()
