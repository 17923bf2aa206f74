"""What a row calls itself in logs, errors and admin pages: kind and uid, never its words."""

from collections.abc import Iterator
from typing import TypeVar

import pytest
from django.apps import apps
from django.db import models
from wagtail.models import Page

from community.access.mixins import Addressable, HasAudience

OUR_APPS = ("portal", "community", "search")
M = TypeVar("M", bound=models.Model)
WORD = "планинарење"
TEXTS = (models.CharField, models.TextField, models.JSONField)
# Wagtail's library and site are CLEAR by what they are; editors find a picture by its title.
CLEAR = {"portal.siteimage", "portal.sitedocument", "portal.sitesettings"}
# Names that stand in our code, not in what somebody typed.
CODES = {"jobs.job": {"handler"}, "notify.outgoingmail": {"kind"}, "search.text": {"kind"}}


def ours() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in OUR_APPS
        and not issubclass(model, Page)
        and model._meta.label_lower not in CLEAR
    ]


def full_of_words(model: type[M]) -> M:
    """A row, not saved, with the word in every text it has."""
    row = model(pk=7)
    codes = CODES.get(model._meta.label_lower, set())
    for field in row._meta.concrete_fields:
        if isinstance(field, TEXTS) and not field.primary_key and field.name not in codes:
            setattr(row, field.attname, WORD)
    return row


def _said(row: models.Model) -> Iterator[str]:
    yield str(row)
    yield repr(row)


def test_there_are_models_to_judge() -> None:
    names = {model._meta.label_lower for model in ours()}
    assert {"forums.topic", "forums.post", "advisories.advisory", "community.group"} <= names


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label_lower)
def test_no_row_of_ours_says_a_word_that_somebody_typed(model: type[models.Model]) -> None:
    for said in _said(full_of_words(model)):
        assert WORD not in said


@pytest.mark.parametrize(
    "model",
    [model for model in ours() if issubclass(model, Addressable)],
    ids=lambda model: model._meta.label_lower,
)
def test_what_has_an_address_is_its_kind_and_uid(model: type[Addressable]) -> None:
    row = full_of_words(model)
    assert str(row) == f"{model._meta.model_name} {row.uid}"


def test_everything_with_a_label_has_an_address() -> None:
    labelled = [model for model in ours() if issubclass(model, HasAudience)]
    assert labelled
    assert [model for model in labelled if not issubclass(model, Addressable)] == []
