"""The demo's pages and campaign: both languages, links that lead somewhere."""

import re
from typing import Any

import pytest

from tests.portal.demo.content_files import (
    ORG_KEYS,
    ORGANISATIONS,
    PAGES,
    Row,
    cyrillic_share,
    strings,
)


def page_rows() -> list[Any]:
    rows = [("page", p) for p in PAGES["pages"]] + [("campaign", c) for c in PAGES["campaigns"]]
    rows += [("home", {"key": "home", "lang": k, **v}) for k, v in PAGES["home"].items()]
    return [pytest.param(row, id=f"{kind}-{row['key']}-{row['lang']}") for kind, row in rows]


@pytest.mark.parametrize("page", page_rows())
def test_page_is_written_in_its_script(page: Row) -> None:
    assert (page["lang"], page["script"]) in (("sr", "Cyrl"), ("en", "Latn"))
    prose = {k: v for k, v in page.items() if k not in ("exhibit", "doors", "partners")}
    share = cyrillic_share(" ".join(strings(prose)))
    assert share > 0.7 if page["lang"] == "sr" else share == 0


def test_pages_exist_in_both_languages_with_the_same_blocks() -> None:
    kinds = {(p["key"], p["lang"]): [b["type"] for b in p["blocks"]] for p in PAGES["pages"]}
    keys = {key for key, _ in kinds}
    assert keys == {
        "about", "organisations", "contact", "accessibility", "privacy", "tlp",
        "suspicious-message", "cheated", "protect",
    }  # fmt: skip
    assert all(kinds[key, "sr"] == kinds[key, "en"] for key in keys)
    used = {kind for kinds_of_page in kinds.values() for kind in kinds_of_page}
    assert used == {"heading", "paragraph", "steps", "callout", "contacts", "faq"}


def test_links_between_pages_lead_somewhere() -> None:
    text = "\n".join(strings(PAGES))
    pages = set(re.findall(r"\bpage:([a-z-]+)", text))
    campaigns = set(re.findall(r"\bcampaign:([a-z-]+)", text))
    assert pages
    assert pages <= {p["key"] for p in PAGES["pages"]}
    assert campaigns
    assert campaigns <= {c["key"] for c in PAGES["campaigns"]}


def test_home_exhibit_numbers_its_clues() -> None:
    for home in PAGES["home"].values():
        shown = home["exhibit"]
        marked = {shown["sender_clue"]} | {s["clue"] for s in shown["segments"] if "clue" in s}
        assert marked == {c["number"] for c in shown["clues"]} == {1, 2, 3}
        assert len(home["slogan"]) == 3
        assert len(home["doors"]) == 3


def test_campaign_is_the_same_in_both_languages() -> None:
    sr, en = PAGES["campaigns"]
    assert (sr["lang"], en["lang"]) == ("sr", "en")
    assert sr["partners"] == en["partners"]
    assert set(sr["partners"]) <= ORG_KEYS
    for campaign in (sr, en):
        assert len(campaign["how"]) == 3
        assert len(campaign["materials"]) == 4
        assert len(campaign["questions"]) == 4
        assert all(len(m["text"]) > 100 for m in campaign["materials"])
    files = [m["file"] for c in (sr, en) for m in c["materials"]]
    assert len(files) == len(set(files))


def test_fingerprint_is_a_whole_one() -> None:
    settings = PAGES["settings"]
    assert re.fullmatch(r"(?:[0-9A-F]{4} ){9}[0-9A-F]{4}", settings["pgp_fingerprint"])
    assert settings["pgp_fingerprint"].startswith(settings["pgp_short"])


def test_figure_of_organisations_is_the_counted_one() -> None:
    active = sum(row["state"] == "active" for row in ORGANISATIONS["organisations"])
    for lang in ("sr", "en"):
        assert PAGES["home"][lang]["figures"][3]["value"] == str(active)
