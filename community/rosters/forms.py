"""The form by which a list is brought."""

from typing import Any

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from .decoding import CHOICES
from .models import Import
from .parsing import LARGEST, Unreadable
from .uploading import ColumnsMissing, Upload, read
from .wording import file_words


class UploadForm(forms.Form):
    """`upload` is the file as it was read, once the form is valid."""

    upload: Upload

    kind = forms.ChoiceField(
        label=_("What is in the list"), choices=Import.Kind.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with headers; at most 20,000 rows and 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"empty": _("The file is empty.")},
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        help_text=_("Choose one only if letters come out wrong."),
        choices=[("", _("find out")), *((one, one.upper()) for one in CHOICES)],
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = get_random_string(22)

    def clean(self) -> dict[str, Any]:
        """Reads the file; what is wrong with it is said beside it."""
        data = super().clean() or {}
        if "file" in data and "kind" in data:
            try:
                self.upload = self._read(data)
            except Unreadable as wrong:
                self.add_error("file", file_words(wrong.code, wrong.line))
            except ColumnsMissing as wrong:
                self.add_error("file", _missing(wrong.headers))
        return data

    def _read(self, data: dict[str, Any]) -> Upload:
        if data["file"].size > LARGEST:
            raise Unreadable("too_large")
        return read(data["kind"], data["file"].read(), data.get("encoding", ""))


def _missing(headers: list[str]) -> str:
    words = pgettext("a list", "These columns are missing: %(names)s.")
    return words % {"names": ", ".join(headers)}
