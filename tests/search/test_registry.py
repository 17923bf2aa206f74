from uuid import uuid4

import pytest
from django.db import transaction

from search import registry
from search.backends import store
from search.index import live
from search.models import Entry, Text
from search.registry import UnknownKind
from search.writing import normalised

from .shelf import NAMED, OUTSIDER, PLACES, Shelf, found


def test_doubles_are_refused(notes: Shelf) -> None:
    with pytest.raises(ValueError, match="twice"):
        registry.register(notes.kind())


def test_unknown_kinds_are_refused(db: None) -> None:
    with pytest.raises(UnknownKind):
        registry.touch("nothing", uuid4())


def test_touching_twice_makes_one_entry(notes: Shelf) -> None:
    thing = notes.put("thing", "Staro ime", "tekst")
    thing.title = "Novo ime"
    registry.touch("note", thing.uid)
    assert Entry.objects.count() == 1
    assert found(OUTSIDER, "staro").total == 0
    assert found(OUTSIDER, "novo").total == 1


def test_a_draft_is_not_entered(notes: Shelf) -> None:
    registry.touch("note", uuid4())
    assert Entry.objects.count() == 0


def test_a_rolled_back_verb_leaves_nothing_behind(notes: Shelf) -> None:
    kept = notes.put("kept", "Zadržano", place="group")
    with transaction.atomic():
        notes.put("lost", "Izgubljeno")
        kept.place = "public"
        registry.touch("note", kept.uid)
        transaction.set_rollback(True)
    assert found(OUTSIDER, "izgubljeno").total == 0
    assert found(OUTSIDER, "zadržano").total == 0
    assert found(NAMED, "zadržano").total == 1
    assert store(live()).strays() == 0


def test_the_row_of_the_engine_lies_in_its_partition_only(notes: Shelf) -> None:
    thing = notes.put("thing", "Isto")
    for place in ("red", "network", "public", "group"):
        thing.place = place
        registry.touch("note", thing.uid)
        entry = Entry.objects.get()
        expected = {entry.pk: normalised(entry.text)}
        held = [p for p in range(4) if not store(live()).differing(p, expected)]
        assert held == [PLACES[place][1]] == [entry.partition]


def test_a_hook_hears_of_every_change(notes: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = []
    monkeypatch.setattr(registry, "_hooks", [])
    registry.hand_in_hook(lambda kind, uid: heard.append((kind, uid)))
    thing = notes.put("thing", "Isto")
    registry.forget("note", thing.uid)
    assert heard == [("note", thing.uid)] * 2


def test_entries_name_themselves_without_their_title(notes: Shelf) -> None:
    thing = notes.put("thing", "Poverljiv naslov", place="red")
    assert str(Text.objects.get()) == f"note {thing.uid}"
    assert "Poverljiv" not in repr(Entry.objects.get()) + repr(Text.objects.get())


def test_what_is_not_text_does_no_harm(notes: Shelf) -> None:
    notes.put("thing", "Naslov\0 isto", "telo\0\ud7ff")
    assert found(OUTSIDER, "isto").total == 1


def test_a_new_entry_does_not_inherit_what_a_flush_left(notes: Shelf) -> None:
    """`flush` empties model tables only; the signal after it clears the engine's rows."""
    from django.apps import apps
    from django.db.models.signals import post_migrate

    notes.put("thing", "Isto")
    Entry.objects.all().delete()
    assert store(live()).strays() == 1
    config = apps.get_app_config("search")
    post_migrate.send(sender=config, app_config=config, using="default")
    assert store(live()).strays() == 0
