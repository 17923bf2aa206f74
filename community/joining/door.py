"""What the public pages do with a posted form: the same for every address."""

from django.http import HttpRequest
from django.utils.translation import get_language

from .forms import AgainForm, StartForm
from .limits import mailbox_is_full
from .starting import knock


def ask_for_link(request: HttpRequest, form: StartForm | AgainForm) -> None:
    """Notes the knock; the worker mails what the mailbox has."""
    data = form.cleaned_data
    if not mailbox_is_full(request, data["email"]):
        knock(data["email"], data.get("name", ""), get_language() or "sr")
