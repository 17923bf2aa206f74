"""Every relation of every table to a person is declared: copied or excused, and ended or kept."""

from collections.abc import Iterator

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from community.models import Person
from community.privacy.holders import Held, holders, tables

PLAIN = ("person_id", "target")


def relations() -> Iterator[str]:
    """Each column of the database that names a person, as "app.Model.field"."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            points = field.is_relation and field.related_model is Person
            if points or (not field.is_relation and field.name in PLAIN):
                yield f"{model._meta.label}.{field.name}"


def declared() -> set[str]:
    """What slices and portal say they hold."""
    by_column = {f"{one.table}.{one.by.split('__')[0]}" for one in tables()}
    return by_column | {name for holder in holders() for name in holder.covers}


def test_every_relation_to_a_person_is_declared() -> None:
    missing = sorted(set(relations()) - declared())
    assert missing == [], "say in community/privacy/held or portal/held.py what becomes of these"


def test_there_are_relations_to_judge() -> None:
    assert "community.Seat.person" in set(relations())
    assert "notify.OutgoingMail.person_id" in set(relations())
    assert len(set(relations())) > 60


def test_what_is_not_copied_has_a_reason() -> None:
    silent = [one.name for one in tables() if not one.columns and not one.why]
    assert silent == []


def test_what_is_blanked_says_with_what() -> None:
    assert [one.name for one in tables() if (one.end == "blank") != bool(one.blank)] == []


def test_every_declared_column_exists_and_leads_to_no_other_person() -> None:
    wrong = [
        f"{one.table}.{column}"
        for one in tables()
        for column in (*one.columns, *one.blank)
        if _leads_astray(one, column)
    ]
    assert wrong == []


def _leads_astray(one: Held, column: str) -> bool:
    model: type[models.Model] | None = apps.get_model(one.table)
    names = column.split("__")
    for place, name in enumerate(names):
        assert model is not None
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if field.related_model is Person and column not in one.blank:
            return True
        if field.is_relation and place < len(names) - 1:
            model = field.related_model
    return False
