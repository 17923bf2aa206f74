"""Ending a subscription from a mail, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from community.access.gates import gate
from community.notify.stop_links import mail_of
from community.notify.subscribing import stop


@csrf_exempt
@gate("public")
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST ends: the reader's mail program posts by itself (RFC 8058), which is why
    no CSRF token can be asked for; the signed address stands for it.

    A token that is not ours gets the same pages, so that trying tells nothing.
    """
    if request.method != "POST":
        return render(request, "notify/stop.html", {"done": False})
    if (mail := mail_of(token)) is not None:
        stop(mail)
    return render(request, "notify/stop.html", {"done": True})
