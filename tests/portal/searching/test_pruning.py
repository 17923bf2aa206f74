"""The worker's daily look at the words of "did you mean"."""

import pytest

from community.jobs import registry
from search.models import Word

pytestmark = pytest.mark.django_db


def test_it_runs_by_the_clock_and_takes_out_what_nobody_holds() -> None:
    Word.objects.create(bald="tajnovitost", shown="tajnovitost")
    (handler,) = [each for each in registry.periodic() if each.name == "search.prune"]
    handler.work({})
    assert not Word.objects.filter(bald="tajnovitost").exists()
