"""The demo's home page."""

from typing import Any

from portal.models import HomePage

from .page_blocks import Writer, listed, stream
from .records import Record


def fill_home(page: HomePage, content: Record, writer: Writer) -> None:
    """Writes the home page of the writer's language and publishes it."""
    home = content["home"][writer.lang]
    page.title, page.intro = home["title"], home["intro"]
    page.slogan = " ".join(home["slogan"])
    page.doors = stream(("door", _door(door, writer)) for door in home["doors"])
    page.exhibit = stream([("exhibit", _exhibit(home["exhibit"], writer))])
    page.catalogue_title = home["catalogue_title"]
    page.catalogue_link = stream([("link", writer.link("page:protect", home["catalogue_link"]))])
    page.catalogue = stream(("scam", _scam(row, writer.lang)) for row in content["catalogue"])
    page.organisations_title = home["organisations_title"]
    links = home["organisations_links"]
    page.organisations = stream(("link", writer.link(i["target"], i["label"])) for i in links)
    page.figures = stream(("figure", figure) for figure in home["figures"])
    page.save_revision().publish()


def _door(door: Record, writer: Writer) -> Record:
    return {**door, "link": writer.link(door["target"])}


def _exhibit(exhibit: Record, writer: Writer) -> Record:
    signs = {clue["number"]: f"<p>{clue['text']}</p>" for clue in exhibit["clues"]}

    def sign(number: int | None) -> str:
        return signs.get(number or 0, "")

    pieces: list[Any] = [
        {"text": piece["text"], "sign": sign(piece.get("clue"))} for piece in exhibit["segments"]
    ]
    lang = f"{exhibit['lang']}-{exhibit['script']}" if exhibit["lang"] == "sr" else exhibit["lang"]
    return {
        "title": exhibit["title"],
        "lang": lang,
        "sender": exhibit["sender"],
        "sender_sign": sign(exhibit.get("sender_clue")),
        "segments": listed(pieces),
        "link": writer.link(exhibit["link_target"], exhibit["link_label"]),
    }


def _scam(row: Record, lang: str) -> Record:
    return {
        "title": row[f"title_{lang}"],
        "text": row[f"text_{lang}"],
        "signs": listed(row[f"signs_{lang}"]),
        "now": row[f"now_{lang}"],
    }
