"""The content's blocks as Wagtail stores them. Targets are turned into links here."""

import json
import re
from collections.abc import Mapping
from typing import Any

from .records import Record

# Key of a page or campaign in one language -> the page's id.
Ids = Mapping[str, int]
_HREF = re.compile(r'href="((?:page|campaign|list):[\w-]+)"')


class Writer:
    """Writes the blocks of one language; `ids` name the pages that links lead to."""

    def __init__(self, lang: str, ids: Ids) -> None:
        self.lang = lang
        self._ids = ids

    def rich(self, html: str) -> str:
        """Rich text with links to pages as Wagtail keeps them."""
        html = html if html.startswith("<") else f"<p>{html}</p>"
        return _HREF.sub(self._reference, html)

    def link(self, target: str, label: str = "") -> Record:
        """A LinkBlock's value."""
        page = self._ids.get(target.partition(":")[2]) if ":" in target else None
        address = "" if page else self._address(target)
        return {"label": label, "page": page, "address": address}

    def body(self, blocks: list[Record]) -> str:
        """The value of a BodyBlock."""
        return stream((block["type"], self._block(block)) for block in blocks)

    def steps(self, items: list[Record]) -> list[Record]:
        """Steps with rich text."""
        return [{"title": item["title"], "text": self.rich(item["text"])} for item in items]

    def questions(self, items: list[Record]) -> Record:
        """A FaqBlock's value."""
        rows = [{"question": i["question"], "answer": self.rich(i["answer"])} for i in items]
        return {"items": listed(rows)}

    def _block(self, block: Record) -> Any:
        match block["type"]:
            case "heading":
                return block["value"]
            case "paragraph":
                return self.rich(block["value"])
            case "steps":
                return {"title": block["title"], "items": listed(self.steps(block["items"]))}
            case "callout":
                return {**block, "value": self.rich(block["value"])}
            case "contacts":
                return {"title": block.get("title", ""), "items": listed(block["items"])}
            case "faq":
                return self.questions(block["items"])
        raise ValueError(block["type"])

    def _reference(self, match: re.Match[str]) -> str:
        link = self.link(match[1])
        if link["page"]:
            return f'linktype="page" id="{link["page"]}"'
        return f'href="{link["address"]}"'

    def _address(self, target: str) -> str:
        kind, _, name = target.partition(":")
        return f"/{self.lang}/{name}/" if kind == "list" else target


def listed(rows: list[Any]) -> list[Record]:
    """The value of a ListBlock, which knows its form by the ids."""
    return [{"type": "item", "value": row, "id": str(number)} for number, row in enumerate(rows)]


def stream(pairs: Any) -> str:
    """The value of a StreamField, from types and values."""
    return json.dumps([{"type": name, "value": value} for name, value in pairs])
