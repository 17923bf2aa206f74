"""The style guide: every sample page renders, and only under DEBUG."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from portal.styleguide.views import PAGES, parts, sample


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_sample_renders_without_a_database(settings: Settings, page: str) -> None:
    settings.DEBUG = True
    response = sample(RequestFactory().get(f"/styleguide/{page}"), page=page)
    assert response.status_code == 200
    assert b"<h1" in response.content
    assert b"&lt;div" not in response.content


@pytest.mark.parametrize("query", ["", "?shell=member&theme=dark"])
def test_all_parts_on_one_page(settings: Settings, query: str) -> None:
    settings.DEBUG = True
    page = parts(RequestFactory().get(f"/styleguide/{query}")).content.decode()
    for label in ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"):
        assert f"TLP:{label}<" in page
    assert ("member" in query) == ('<body class="member' in page)


def test_nobody_sees_it_in_production(settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(Http404):
        parts(RequestFactory().get("/styleguide/"))
