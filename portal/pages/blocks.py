"""What pages are made of. Every block draws itself with a template in `templates/portal/blocks/`.

`as_typed` in a block's Meta keeps its text from being shown in the other script.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.pages.link_targets import Target, target_of
from portal.pages.linked_pages import found

INLINE = ["bold", "link"]
PROSE = ["bold", "italic", "link", "ul", "ol"]
ICONS = ["message-square", "octagon-alert", "shield-alert", "phone", "key-round", "users", "globe"]


class SitePageBlock(blocks.PageChooserBlock):
    """Chooses a page of ours; while a page is served, all targets come from one query."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"page_type": "portal.BasePage"} | kwargs))

    def bulk_to_python(self, values: Sequence[int]) -> list[Any]:
        """The pages with these ids, None for what is gone or not published."""
        known = found(value for value in values if value)
        if known is None:
            return list(super().bulk_to_python(values))
        return [known.get(value) for value in values]

    def to_python(self, value: int | None) -> Any:
        return self.bulk_to_python([value])[0] if value else None


class AddressBlock(blocks.CharBlock):
    """An address: absolute, or a path of this site."""

    class Meta:
        as_typed = True


class LinkValue(blocks.StructValue):
    """A link: to a page, or to any address."""

    @property
    def target(self) -> Target | None:
        """Where it leads and how it is called; None if its page is not there to be read."""
        return target_of(self.get("page"), self.get("address", ""), self.get("label", ""))


class LinkBlock(blocks.StructBlock):
    """A page or an address with words; without words a page's title is used."""

    label = blocks.CharBlock(required=False, max_length=120, label=_("words"))
    page = SitePageBlock(required=False, label=_("page"))
    address = AddressBlock(required=False, max_length=500, label=_("or address"))

    class Meta:
        value_class = LinkValue
        icon = "link"
        label = _("link")


class StepBlock(blocks.StructBlock):
    """One step: what to do, and a sentence on how."""

    title = blocks.CharBlock(max_length=200, label=_("do this"))
    text = blocks.RichTextBlock(required=False, features=INLINE, label=_("how"))

    class Meta:
        icon = "list-ol"


class StepsBlock(blocks.StructBlock):
    """Numbered steps."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    items = blocks.ListBlock(StepBlock(), min_num=1, max_num=12, label=_("steps"))

    class Meta:
        template = "portal/blocks/steps.html"
        icon = "list-ol"
        label = _("steps")


class CalloutBlock(blocks.StructBlock):
    """A notice beside the text."""

    tone = blocks.ChoiceBlock(
        choices=[("info", _("information")), ("warning", _("warning")), ("danger", _("danger"))],
        default="info",
        label=_("tone"),
    )
    title = blocks.CharBlock(required=False, max_length=120, label=_("title"))
    value = blocks.RichTextBlock(features=PROSE, label=_("text"))

    class Meta:
        template = "portal/blocks/callout.html"
        icon = "warning"
        label = _("callout")


class ContactBlock(blocks.StructBlock):
    """One way to reach somebody."""

    label = blocks.CharBlock(max_length=120, label=_("who or what"))
    kind = blocks.ChoiceBlock(
        choices=[
            ("phone", _("telephone")),
            ("email", _("e-mail")),
            ("fingerprint", _("key fingerprint")),
            ("text", _("text")),
        ],
        default="text",
        label=_("kind"),
    )
    value = blocks.CharBlock(max_length=200, label=_("value"))
    note = blocks.CharBlock(required=False, max_length=200, label=_("note"))


class ContactsBlock(blocks.StructBlock):
    """Whom to reach, how."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("title"))
    items = blocks.ListBlock(ContactBlock(), min_num=1, label=_("contacts"))

    class Meta:
        template = "portal/blocks/contacts.html"
        icon = "mail"
        label = _("contacts")


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(max_length=200, label=_("question"))
    answer = blocks.RichTextBlock(features=PROSE, label=_("answer"))


class FaqBlock(blocks.StructBlock):
    """Questions and answers."""

    items = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("questions"))

    class Meta:
        template = "portal/blocks/faq.html"
        icon = "help"
        label = _("questions and answers")


class PictureBlock(blocks.StructBlock):
    """An image that says in words what it shows."""

    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(max_length=300, label=_("what it shows, for who cannot see it"))
    caption = blocks.CharBlock(required=False, max_length=300, label=_("caption"))

    class Meta:
        template = "portal/blocks/picture.html"
        icon = "image"
        label = _("image")


class DocumentsBlock(blocks.StructBlock):
    """Files to download."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("title"))
    items = blocks.ListBlock(DocumentChooserBlock(), min_num=1, label=_("documents"))

    class Meta:
        template = "portal/blocks/documents.html"
        icon = "doc-full"
        label = _("documents")


class BodyBlock(blocks.StreamBlock):
    """The body of standard and campaign pages."""

    heading = blocks.CharBlock(
        max_length=120, template="portal/blocks/heading.html", icon="title", label=_("heading")
    )
    paragraph = blocks.RichTextBlock(
        features=PROSE, template="portal/blocks/paragraph.html", label=_("paragraph")
    )
    steps = StepsBlock()
    callout = CalloutBlock()
    contacts = ContactsBlock()
    faq = FaqBlock()
    picture = PictureBlock()
    documents = DocumentsBlock()
