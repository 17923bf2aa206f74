"""One's own membership: leaving it, waking it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate
from community.access.policy import ask
from community.models import Person
from community.people import dormancy, leaving, reading
from community.people.acting import acting
from community.signin.fresh import fresh_login_required

from .answering import fresh_for_acts, try_it


@gate("person")
@fresh_for_acts
def leave(request: HttpRequest) -> HttpResponse:
    """Leaves one organisation, or the network with all of them."""
    by = acting(request)
    seats = reading.own_seats(by.person)
    chosen = request.POST.get("leave", "") if request.method == "POST" else ""
    seat = next((s for s in seats if str(s.organisation.uid) == chosen), None)
    sure = "sure" in request.POST
    if (seat or chosen == "network") and not sure:
        return render(request, "people/leave_sure.html", {"seat": seat, "chosen": chosen})
    if seat is not None and try_it(request, lambda: leaving.leave_organisation(seat, by=by), ""):
        return _gone(request)
    if chosen == "network" and seat is None:
        leaving.leave_network(by.person, by=by)
        return _gone(request)
    rows = [(s, ask(by.viewer, "seat.leave", s)) for s in seats]
    return render(request, "people/leave.html", {"rows": rows})


def _gone(request: HttpRequest) -> HttpResponse:
    """Every session ended with the seat, this one too."""
    logout(request)
    return render(request, "people/left.html")


@gate("person")
@fresh_login_required
def wake(request: HttpRequest) -> HttpResponse:
    """Wakes one's own sleeping account, after a fresh second factor."""
    person = acting(request).person
    asleep = person.state == Person.State.DORMANT
    if request.method == "POST" and asleep:
        if dormancy.wake(person):
            messages.success(request, _("Your account is awake again."))
            return redirect("office:member-home")
        return redirect("people:wake")
    context = {"asleep": asleep, "asked": asleep and dormancy.has_asked(person)}
    return render(request, "people/wake.html", context)
