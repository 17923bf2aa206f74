"""What an operator may set about the order of results, and what is refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from search import ranking
from search.ranking import CONSTANTS, check_names, read


@pytest.mark.parametrize("name", CONSTANTS)
def test_every_constant_is_there_for_the_engines(name: str) -> None:
    assert getattr(ranking, name) == CONSTANTS[name].value


def test_one_that_is_set_is_taken_and_the_rest_stays() -> None:
    given = {"TITLE": 8}
    assert (read("TITLE", given), read("BODY", given)) == (8.0, 1.0)


@pytest.mark.parametrize("value", ["6", None, True, -1, 1e9, float("nan")])
def test_what_makes_no_sense_is_refused(value: object) -> None:
    with pytest.raises(ImproperlyConfigured, match="SEARCH_RANKING: TITLE"):
        read("TITLE", {"TITLE": value})


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="unknown TITEL"):
        check_names({"TITEL": 8})
