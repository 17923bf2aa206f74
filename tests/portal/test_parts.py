"""The components: labels, severities, forms, pages, icons."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string

from community.access.tlp import Label
from portal.styleguide.forms import SampleForm
from portal.templatetags.parts import capped, page_class, severity_level, tlp_class, tlp_name

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = list((ROOT / "templates").rglob("*.html"))
SPRITE = (ROOT / "portal/static/portal/icons/sprite.svg").read_text()


@pytest.mark.parametrize("typed", ["AMBER+STRICT", "amber_strict", "TLP:AMBER+STRICT"])
def test_a_label_is_understood_however_it_is_written(typed: str) -> None:
    assert tlp_name(typed) == "TLP:AMBER+STRICT"
    assert tlp_class(typed) == "tlp-amber-strict"
    assert page_class(typed) == "page-amber-strict"


@pytest.mark.parametrize("label", list(Label))
def test_every_label_is_shown_untranslated_with_its_rule(label: Label) -> None:
    page = render_to_string("components/handling_bar.html", {"label": label})
    assert f'lang="en" translate="no">TLP:{label.value}</span>' in page
    assert label.rule in page


def test_no_label_shows_no_box() -> None:
    assert tlp_name("PURPLE") == ""
    assert render_to_string("components/handling_bar.html", {"label": "PURPLE"}).strip() == ""


@pytest.mark.parametrize(
    ("value", "level"), [("critical", 4), ("Low", 1), (3, 3), ("none", 0), (None, 0), (9, 0)]
)
def test_severity_levels(value: object, level: int) -> None:
    assert severity_level(value) == level


def test_severity_says_its_word_and_score() -> None:
    page = render_to_string("components/severity_tag.html", {"level": "high", "score": "8.6"})
    assert "Severity:" in page
    assert "High" in page
    assert "8.6" in page


def test_counts_are_capped_and_silent_at_zero() -> None:
    assert [capped(99), capped(100)] == ["99", "99+"]
    assert render_to_string("components/count.html", {"number": 0}).strip() == ""


def test_pages_keep_the_filters() -> None:
    context = {"page": Paginator(range(200), 20).page(2), "query": QueryDict("q=a%26b&page=9")}
    page = render_to_string("components/pagination.html", context)
    assert 'href="?q=a%26b&amp;page=3"' in page
    assert 'aria-current="page"' in page


def test_one_page_needs_no_numbers() -> None:
    context = {"page": Paginator(range(3), 20).page(1)}
    assert render_to_string("components/pagination.html", context).strip() == ""


class Ids(HTMLParser):
    """Collects the ids of a page and what refers to them."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.wanted.update(found.get(name, "").split())
        if found.get("href", "").startswith("#"):
            self.wanted.add(found["href"][1:])


def test_hints_errors_and_summary_lead_to_their_fields() -> None:
    form = SampleForm({"email": "no address"})
    page = Template("{{ form }}").render(Context({"form": form}))
    ids = Ids()
    ids.feed(page)
    assert ids.wanted - {""} <= set(ids.ids)
    assert len(ids.ids) == len(set(ids.ids))
    assert 'role="alert"' in page
    assert 'aria-invalid="true"' in page
    assert 'value="no address"' in page


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'icon[ =]"([a-z0-9-]+)"', path.read_text())
    }
    assert named
    assert {name for name in named if f'id="{name}"' not in SPRITE} == set()


def test_no_template_carries_style_or_script_of_its_own() -> None:
    guilty = re.compile(
        r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\s(?:src=|type=\"application/json\"))"
    )
    # Mail programs read no style sheet: what is sent carries its own.
    ours = [path for path in TEMPLATES if not {"wagtailadmin", "mail"} & set(path.parts)]
    assert [path.name for path in ours if guilty.search(path.read_text())] == []
