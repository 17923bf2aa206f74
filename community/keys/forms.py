"""The form for a public key."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .judging import LONGEST, read_key


class KeyForm(forms.Form):
    """A pasted public key; what cannot be used comes back with the reason and the text."""

    armored = forms.CharField(
        label=_("Public key"),
        help_text=_("The whole block that your program exports as “public key”."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_armored(self) -> str:
        """Refuses what nothing could be encrypted to."""
        text: str = self.cleaned_data["armored"]
        read_key(text, timezone.now())
        return text
