"""The parts of the home page: doors, the message with its clues, scams, figures, teaser."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks import ICONS, LinkBlock

MESSAGE_LANGUAGES = [
    ("sr-Latn", "srpski (latinica)"),
    ("sr-Cyrl", "српски (ћирилица)"),
    ("en", "English"),
    ("sq", "shqip"),
    ("mk", "македонски"),
    ("bs-Latn", "bosanski"),
    ("bs-Cyrl", "босански"),
]


class DoorBlock(blocks.StructBlock):
    """One of the three doors."""

    icon = blocks.ChoiceBlock(choices=[(name, name) for name in ICONS], label=_("icon"))
    title = blocks.CharBlock(max_length=80, label=_("title"))
    text = blocks.CharBlock(max_length=160, label=_("text"))
    link = LinkBlock(label=_("leads to"))


class AsReceivedBlock(blocks.CharBlock):
    """Words of the message, shown as they arrived, in their own script."""

    class Meta:
        as_typed = True


class SegmentBlock(blocks.StructBlock):
    """A piece of the message; a sign makes it a numbered clue."""

    text = AsReceivedBlock(max_length=500, label=_("words of the message"))
    sign = blocks.RichTextBlock(
        required=False, features=["bold"], label=_("what gives it away, if it does")
    )


@dataclass(frozen=True)
class Piece:
    """Words of a message; `number` of the clue they are, 0 for none."""

    text: str
    number: int


class ExhibitValue(blocks.StructValue):
    """A message with its clues, numbered in the order in which they are met."""

    @property
    def signs(self) -> list[Any]:
        """What gives it away, in the order of the numbers."""
        signs = [self["sender_sign"], *(segment["sign"] for segment in self["segments"])]
        return [sign for sign in signs if sign and sign.source]

    @property
    def pieces(self) -> list[Piece]:
        """The sender, then the pieces of the message."""
        number, made = 0, []
        rows = [(self["sender"], self["sender_sign"])]
        rows += [(segment["text"], segment["sign"]) for segment in self["segments"]]
        for text, sign in rows:
            marked = bool(sign and sign.source)
            number += marked
            made.append(Piece(text, number if marked else 0))
        return made


class ExhibitBlock(blocks.StructBlock):
    """A scam message as it arrives, with what gives it away."""

    title = blocks.CharBlock(max_length=120, label=_("question above it"))
    lang = blocks.ChoiceBlock(
        choices=MESSAGE_LANGUAGES, default="sr-Latn", label=_("language of the message")
    )
    sender = AsReceivedBlock(max_length=120, label=_("sender"))
    sender_sign = blocks.RichTextBlock(
        required=False, features=["bold"], label=_("what gives the sender away")
    )
    segments = blocks.ListBlock(SegmentBlock(), min_num=1, label=_("message, piece by piece"))
    link = LinkBlock(required=False, label=_("link below"))

    class Meta:
        value_class = ExhibitValue
        label = _("message with clues")


class ScamBlock(blocks.StructBlock):
    """A scam in the catalogue."""

    title = blocks.CharBlock(max_length=80, label=_("title"))
    text = blocks.CharBlock(max_length=200, label=_("in a sentence"))
    signs = blocks.ListBlock(
        blocks.CharBlock(max_length=200), min_num=0, default=[], label=_("how to know it")
    )
    now = blocks.TextBlock(required=False, label=_("what to do now"))


class FigureBlock(blocks.StructBlock):
    """A figure and what it counts."""

    value = blocks.CharBlock(max_length=40, label=_("figure"))
    label = blocks.CharBlock(max_length=120, label=_("what it counts"))


class TeaserBlock(blocks.StructBlock):
    """A few words and a button."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    text = blocks.TextBlock(label=_("text"))
    link = LinkBlock(label=_("button"))
