"""The list of what waits, and who looks after each thing. Who has no duty sees an empty list."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of

from .acts import hand_over
from .forms import HandForm
from .page import list_context
from .reading import one_shown_to


@gate("member")
def waiting(request: HttpRequest) -> HttpResponse:
    """Everything the viewer may act on, the oldest first."""
    queue, page = request.GET.get("queue", ""), request.GET.get("page", "")
    return render(request, "queues/list.html", list_context(viewer_of(request), queue, page))


@gate("member")
def hand(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One waiting thing: taking it, giving it to somebody else, letting it go."""
    row = one_shown_to(viewer_of(request), uid)
    if row is None:
        raise Http404
    form, reason = HandForm(item=row.item), ""
    if request.method == "POST":
        refused, reason = hand_over(request, row.item)
        if refused is None:
            messages.success(request, _("Noted."))
            return redirect("queues:list")
        form = refused
    status = 403 if reason else 422 if form.errors else 200
    context = {"row": row, "form": form, "refused": reason}
    return render(request, "queues/hand.html", context, status=status)
