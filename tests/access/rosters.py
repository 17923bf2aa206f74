"""Lists that wait to be imported: the secretariat's, and a trustee's who is to approve them."""

from typing import Any

from community.models import Person
from community.people.acting import as_person
from community.rosters import checking, deciding, uploading
from community.rosters.models import Import


def open_things(by: Person) -> dict[str, list[Any]]:
    """A list that waits for a second person."""
    return {"import": [_asked(by, "Somebody").uid]}


def for_members(by: Person, words: str) -> dict[str, list[Any]]:
    """Another one, that only those of the two offices read."""
    return {"import": [_asked(by, words).uid]}


def _asked(by: Person, name: str) -> Import:
    data = f"name,e-mail,organisation\n{name},somebody@list.example,{name}\n".encode()
    upload = uploading.read(Import.Kind.PEOPLE, data)
    made = uploading.bring(upload, key=name, language="en", by=as_person(by))
    checking.check_chunk(str(made.uid))
    made.refresh_from_db()
    return deciding.ask(made, by=as_person(by))
