"""Under DEBUG every component can be looked at: one that no sample draws is missing here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Template
from django.test import RequestFactory
from django.test.signals import template_rendered
from pytest_django.fixtures import Settings

from portal.styleguide.views import PAGES, parts, sample

COMPONENTS = Path(__file__).resolve().parents[2] / "templates/components"


@pytest.fixture
def drawn() -> Iterator[set[str]]:
    """The names of all templates that are rendered meanwhile, included ones too."""
    names: set[str] = set()

    def note(template: Template, **_more: object) -> None:
        names.add(str(template.name))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def test_the_style_guide_draws_every_component(settings: Settings, drawn: set[str]) -> None:
    settings.DEBUG = True
    request = RequestFactory().get("/styleguide/")
    parts(request)
    for page in PAGES:
        sample(request, page=page)
    ours = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")}
    assert len(ours) > 30
    assert ours - drawn == set()
