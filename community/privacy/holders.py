"""Which rows hold something about a person: what they get a copy of, what becomes of it.

Slices and the portal declare their tables; a test walks all models and fails for a relation
to a person that nobody declared. What a table cannot say in columns is a function.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.apps import apps
from django.db.models import QuerySet

from community.models import Person

End = Literal["delete", "keep", "blank"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of `table` ("app.Model") found by the lookup `by`.

    columns: what the person gets of them; none needs a reason in `why`. They name nobody
    else, and of what somebody else wrote only what is about the person.
    end: what erasure does: `delete` the rows, `keep` them with the tombstone, or `blank` the
    columns of `blank` (values, or functions of the person).
    match: what `by` is compared with, an attribute or a function of the person.
    where: further conditions.
    """

    table: str
    by: str
    columns: tuple[str, ...] = ()
    end: End = "keep"
    blank: Mapping[str, Any] = field(default_factory=dict)
    match: str | Callable[[Person], Any] = "pk"
    where: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""

    @property
    def name(self) -> str:
        """How the rows are called in a copy."""
        return f"{self.table}.{self.by.split('__')[0]}"

    def rows(self, person: Person) -> QuerySet[Any]:
        """The rows about `person`."""
        manager = apps.get_model(self.table)._default_manager
        own = self.match(person) if callable(self.match) else getattr(person, self.match)
        return manager.filter(**{self.by: own}, **self.where)

    def export(self, person: Person) -> list[Row]:
        """The columns of the rows about `person`, in the order they were made."""
        if not self.columns:
            return []
        return [dict(row) for row in self.rows(person).order_by("pk").values(*self.columns)]

    def erase(self, person: Person) -> None:
        """Does to the rows what is declared."""
        if self.end == "delete":
            self.rows(person).delete()
        elif self.end == "blank":
            values = {
                name: value(person) if callable(value) else value
                for name, value in self.blank.items()
            }
            self.rows(person).update(**values)


@dataclass(slots=True)
class Part:
    """What one function gives of a person: rows by name, and files by path."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


Export = Callable[[Person], Part]
Erase = Callable[[Person, datetime], None]


@dataclass(frozen=True, slots=True)
class Holder:
    """Functions of a slice for what columns cannot say; `covers` names their relations."""

    name: str
    export: Export
    erase: Erase | None
    covers: tuple[str, ...]


_held: dict[tuple[str, str, str], Held] = {}
_holders: dict[str, Holder] = {}


class HolderDoubled(LookupError):
    """Two declarations of one relation."""


def hold(rows: Iterable[Held]) -> None:
    """Declares tables; called when an app is ready."""
    for one in rows:
        key = (one.table, one.by, str(dict(one.where)))
        if key in _held:
            raise HolderDoubled(key)
        _held[key] = one


def hold_by(name: str, export: Export, *, erase: Erase | None = None, covers: str = "") -> None:
    """Declares functions. covers: relations ("app.Model.field") with blanks between."""
    if name in _holders:
        raise HolderDoubled(name)
    _holders[name] = Holder(name, export, erase, tuple(covers.split()))


def tables() -> list[Held]:
    """Every declared table."""
    return list(_held.values())


def holders() -> list[Holder]:
    """Every pair of functions."""
    return list(_holders.values())


def everything_about(person: Person) -> Part:
    """All rows and files of a person, tables in the order of their names."""
    whole = Part()
    for holder in _holders.values():
        part = holder.export(person)
        whole.rows.update(part.rows)
        whole.files.update(part.files)
    for one in _held.values():
        if one.columns:
            whole.rows.setdefault(one.name, []).extend(one.export(person))
    whole.rows = dict(sorted(whole.rows.items()))
    return whole


def erase_everything(person: Person, now: datetime) -> None:
    """Runs every declared erasure; the functions first, since they look at the rows."""
    for holder in _holders.values():
        if holder.erase:
            holder.erase(person, now)
    for one in _held.values():
        one.erase(person)
