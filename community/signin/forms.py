"""Forms of the way in that allauth has none for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordForm(forms.Form):
    """The word of a new enrolment; how it is written does not matter."""

    word = forms.CharField(
        label=_("Word of the office"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Ten letters and digits that you were told by telephone."),
    )
