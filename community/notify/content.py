"""What stands in a mail, before it has its frame."""

import re
from dataclasses import dataclass

_BUTTON = re.compile(r"(?P<button>[^\n]{1,200}):\n(?P<url>https?://\S+)")


@dataclass(frozen=True, slots=True)
class Content:
    """`html` is marked safe and says what `text` says; without it the text stands there."""

    subject: str
    text: str
    heading: str = ""
    byline: str = ""
    html: str = ""
    url: str = ""
    button: str = ""

    @property
    def plain(self) -> str:
        """The body as plain text."""
        link = f"{self.button}:\n{self.url}" if self.button and self.url else self.url
        return "\n\n".join(filter(None, [self.heading, self.byline, self.text, link]))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a letter; with an address it is a button."""

    text: str
    url: str = ""


def paragraphs(text: str) -> list[Paragraph]:
    """A plain text as paragraphs. The last one, if it has the form `words:` and an address below
    them, which is how letters write what is to be pressed, becomes a button: no other does,
    for what stands before it may be somebody else's words."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    found = [Paragraph(part) for part in parts]
    if parts and (match := _BUTTON.fullmatch(parts[-1])):
        found[-1] = Paragraph(match["button"], match["url"])
    return found
