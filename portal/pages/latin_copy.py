"""The Latin copy of a Serbian page: made when it is saved, put on when it is shown."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from wagtail.fields import RichTextField, StreamField

from portal.pages import stream
from portal.transliteration import html_to_latin, to_latin

Copy = dict[str, Any]


def latin_copy(row: Model, names: tuple[str, ...]) -> Copy:
    """`{field: value}` in Latin letters: the named text fields and every StreamField.

    Only what differs is kept, so text typed in Latin letters costs nothing.
    """
    made: Copy = {}
    for name in names:
        typed = getattr(row, name)
        rich = isinstance(row._meta.get_field(name), RichTextField)
        made[name] = html_to_latin(typed) if rich else to_latin(typed)
    for field in stream_fields(row):
        made[field.name] = stream.latin(field.stream_block, _raw(row, field))
    return {name: value for name, value in made.items() if value != _typed(row, name)}


def put_on(row: Model, copy: Copy) -> None:
    """Shows `row` in Latin letters from now on. It must not be saved afterwards."""
    for name, value in copy.items():
        setattr(row, name, _read(row, name, value))


def linked_page_ids(row: Model) -> list[int]:
    """The pages that the StreamFields and rich texts of `row` link to."""
    found: set[int] = set()
    for field in row._meta.concrete_fields:
        if isinstance(field, StreamField):
            found |= stream.page_ids(field.stream_block, _raw(row, field))
        elif isinstance(field, RichTextField):
            found.update(stream.linked_ids(getattr(row, field.name) or ""))
    return sorted(found)


def stream_fields(row: Model) -> Iterator[Any]:
    """The StreamFields of a row, those of its parents too."""
    return (field for field in row._meta.concrete_fields if isinstance(field, StreamField))


def words_of(row: Model) -> Iterator[str]:
    """What a reader reads in the StreamFields of `row`."""
    for field in stream_fields(row):
        yield from stream.words(field.stream_block, _raw(row, field))


def _raw(row: Model, field: Any) -> Any:
    value = getattr(row, field.name)
    return field.stream_block.get_prep_value(value) if value is not None else []


def _typed(row: Model, name: str) -> Any:
    field = row._meta.get_field(name)
    return _raw(row, field) if isinstance(field, StreamField) else getattr(row, name)


def _read(row: Model, name: str, value: Any) -> Any:
    field = row._meta.get_field(name)
    return field.to_python(value) if isinstance(field, StreamField) else value
