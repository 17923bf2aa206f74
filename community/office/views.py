"""The member home and the secretariat's dashboard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from community.access.gates import gate, viewer_of
from community.middleware import person_of

from .marks import mark_read
from .panels import panels_for
from .today import today


@gate("person")
def member_home(request: HttpRequest) -> HttpResponse:
    """What waits for the person; also for those without standing, whose way in waits here."""
    shown = today(viewer_of(request), person_of(request))
    return render(request, "office/today.html", {"today": shown})


@gate("member")
@require_POST
def everything_read(request: HttpRequest) -> HttpResponse:
    """Moves the mark to the moment the page was made, so that nothing newer is lost."""
    until = parse_datetime(request.POST.get("until", "")[:40])
    if until is not None and timezone.is_aware(until):
        mark_read(person_of(request), until)
    return redirect("office:member-home")


@gate("role:secretariat")
def dashboard(request: HttpRequest) -> HttpResponse:
    """What waits for the secretariat and how the network stands."""
    panels = panels_for(viewer_of(request), timezone.now())
    return render(request, "office/dashboard.html", {"panels": panels})
