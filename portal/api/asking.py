"""What a machine asks for, read strictly: a parameter that is not understood is an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

LIMIT, MOST = 50, 200


class BadParameter(ValueError):
    """An English sentence that names the parameter and never repeats its value."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place behind the last row of a page: its time and uid."""

    at: datetime
    uid: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.uid}"


@dataclass(frozen=True, slots=True)
class Asked:
    """At most `limit` rows behind `cursor`."""

    limit: int = LIMIT
    cursor: Cursor | None = None


def asked(query: QueryDict) -> Asked:
    """The parameters of a list; BadParameter for any that is unknown, doubled or misspelt."""
    given: Mapping[str, list[str]] = dict(query.lists())
    for name, values in given.items():
        if name not in ("limit", "cursor"):
            raise BadParameter("Only the parameters limit and cursor are known.")
        if len(values) != 1:
            raise BadParameter(f"Give {name} once.")
    return Asked(_limit(query.get("limit")), _cursor(query.get("cursor")))


def _limit(text: str | None) -> int:
    if text is None:
        return LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST):
        raise BadParameter(f"limit is a whole number from 1 to {MOST}.")
    return int(text)


def _cursor(text: str | None) -> Cursor | None:
    if not text:
        return None
    moment, _, uid = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        cursor = Cursor(at, UUID(uid))
    except ValueError:
        raise BadParameter("cursor is what an earlier answer gave.") from None
    # Years that no database keeps, and times of nowhere.
    if at.tzinfo is None or not 1970 <= at.year <= 9000:
        raise BadParameter("cursor is what an earlier answer gave.")
    return cursor
