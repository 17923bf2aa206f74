"""The form with which web editors choose what is shown first."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.access.viewer import ANONYMOUS
from portal.files.models import FileText
from portal.models import BasePage
from search import registry
from search.models import Pin
from search.pins import key_of, public_kind
from search.registry import Row


class PinForm(WagtailAdminModelForm):
    """Words, the address of what answers them, and its place among several.

    What is not public is refused in the same words as what does not exist.
    """

    query = forms.CharField(
        label=_("Words sought"),
        max_length=100,
        help_text=_("In any order, script and case; shown only for exactly these words."),
    )
    address = forms.CharField(
        label=_("Address of what is shown first"),
        max_length=500,
        help_text=_("Copy it from the browser: a page, advisory, topic, group or document."),
    )
    place = forms.IntegerField(
        label=_("Place"), min_value=0, max_value=99, initial=0, help_text=_("0 stands first.")
    )

    class Meta:
        model = Pin
        fields = ["query", "place"]

    field_order = ["query", "address", "place"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = shown(self.instance) if self.instance.pk else None
        if row:
            self.initial["address"] = row.url

    def clean_query(self) -> str:
        """Words with at least one letter or digit."""
        query = " ".join(self.cleaned_data["query"].replace("\0", "").split())
        if not key_of(query):
            raise forms.ValidationError(_("Type at least one word."))
        return query

    def clean_address(self) -> tuple[str, UUID]:
        """The kind and uid of what stands there for everybody."""
        thing = thing_at(self.cleaned_data["address"])
        if thing is None:
            raise forms.ValidationError(_("Nothing that everybody may read stands there."))
        return thing

    def clean(self) -> dict[str, Any]:
        """Refuses the same thing for the same words twice."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "query" in data and "address" in data:
            self.instance.words = key_of(data["query"])
            self.instance.kind, self.instance.uid = data["address"]
            same = Pin.objects.filter(
                words=self.instance.words, kind=self.instance.kind, uid=self.instance.uid
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("address", _("This is shown first for these words already."))
        return data


def shown(pin: Pin) -> Row | None:
    """What is pinned as everybody reads it now; None if they do not any more."""
    if pin.kind not in registry.names():
        return None
    return registry.get(pin.kind).reread(ANONYMOUS, [pin.uid]).get(pin.uid)


def thing_at(address: str) -> tuple[str, UUID] | None:
    """Kind and uid of the public thing at an address of this site; None if there is none."""
    path = _path(address)
    with translation.override(translation.get_language_from_path(path) or "sr"):
        uid = _uid_at(path)
    kind = public_kind(uid) if uid else None
    return (kind, uid) if kind and uid else None


def _path(address: str) -> str:
    try:
        return urlsplit(address.replace("\0", "").strip()).path
    except ValueError:
        return ""


def _uid_at(path: str) -> UUID | None:
    try:
        named = resolve(path).kwargs
    except Resolver404:
        return None
    if isinstance(named.get("uid"), UUID):
        return UUID(str(named["uid"]))
    if "document_id" in named:
        rows = FileText.objects.filter(document_id=named["document_id"])
        return rows.values_list("uid", flat=True).first()
    # Editors have some hundred pages, and pin one now and then.
    pages = BasePage.objects.live().select_related("locale").defer("latin", "links")
    return next((page.uid for page in pages if page.address == path), None)
