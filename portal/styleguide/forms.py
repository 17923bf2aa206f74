"""Forms with one field of every kind."""

from django import forms


class SampleForm(forms.Form):
    """Every kind of field once."""

    email = forms.EmailField(label="E-mail address", help_text="The one your organisation knows.")
    phone = forms.CharField(label="Phone", required=False)
    kind = forms.ChoiceField(
        label="What happened", choices=[("phish", "Phishing"), ("malware", "Malware")]
    )
    answer = forms.ChoiceField(
        label="Are you affected?",
        choices=[("seen", "Seen, checking now"), ("no", "Not affected"), ("yes", "Affected")],
        widget=forms.RadioSelect,
        help_text="You can change your answer until 06:00.",
    )
    sectors = forms.MultipleChoiceField(
        label="Sectors",
        choices=[("energy", "Energy"), ("finance", "Finance"), ("health", "Health")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(label="File", required=False)
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 4}))
    consent = forms.BooleanField(label="The source agreed to share this")


class ReplyForm(forms.Form):
    """A reply; its fields share a page with other forms."""

    prefix = "reply"

    text = forms.CharField(label="Your reply", widget=forms.Textarea(attrs={"rows": 5}))
    sealed = forms.BooleanField(label="Without my name", required=False)
