"""Numbers of combinations, after what a process that lives on must expect of its database."""

import pytest
from django.db import transaction

from search.bins import Values, all_bins, number_of
from search.models import Bin

from .shelf import OUTSIDER, Shelf, found

CLEAR = Values("note", "sr", "CLEAR", 2026)
AMBER = Values("note", "sr", "AMBER", 2026)


@pytest.mark.django_db(transaction=True)
def test_a_number_of_a_transaction_that_was_rolled_back_is_not_used_again() -> None:
    with transaction.atomic():
        number_of(AMBER, "default")
        transaction.set_rollback(True)
    numbers = {number_of(each, "default"): each for each in (CLEAR, AMBER)}
    assert all_bins("default").items() >= numbers.items()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_emptied_or_came_from_a_backup_is_counted_right(notes: Shelf) -> None:
    notes.put("one", "Banka", label="CLEAR")
    Bin.objects.all().delete()
    notes.put("other", "Nešto", label="AMBER")
    notes.put("one", "Banka", label="CLEAR")
    assert found(OUTSIDER, "banka").facets["label"] == {"CLEAR": 1}
