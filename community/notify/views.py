"""What developers see instead of a mailbox. Not there unless DEBUG is on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from community.access.gates import gate

from .models import OutgoingMail

SHOWN = 100


@gate("debug")
def mails(request: HttpRequest) -> HttpResponse:
    """The newest outgoing mails with their state and what is left of their bodies."""
    newest = OutgoingMail.objects.order_by("-created", "uid")[:SHOWN]
    return render(request, "developer/mails.html", {"mails": newest})
