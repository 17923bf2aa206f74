"""Who sits at a team's desk and in a group."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate, readable_or_404, viewer_of
from community.access.policy import ask
from community.models import Group, GroupSeat
from community.people import reading, roles
from community.people.acting import acting
from community.people.forms import AdmitForm

from .answering import fresh_for_acts, try_it


@gate("role:administrator")
@fresh_for_acts
def team(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who writes, reviews and releases for a team."""
    found = reading.team_for(viewer_of(request), uid)
    if request.method != "POST":
        context = {"team": found, "seats": reading.at_desk(found)}
        return render(request, "people/team.html", context)
    seat = reading.seat_of(found.organisation, request.POST.get("person", ""))
    duties = roles.Duties(*(name in request.POST for name in ("writes", "reviews", "releases")))
    act = lambda: roles.set_duties(found, seat, duties, by=acting(request))  # noqa: E731
    try_it(request, act, _("The duties of %(name)s were changed.") % {"name": seat.person.name})
    return redirect("people:team", uid)


@gate("role:chair")
@fresh_for_acts
def group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The chair admits members to a group, gives roles and ends seats."""
    viewer = viewer_of(request)
    found = readable_or_404(Group.objects, viewer, uid=uid)
    if not ask(viewer, "group.people", found):
        raise Http404
    form = AdmitForm(request.POST if "email" in request.POST else None)
    if form.is_bound and form.is_valid():
        act = lambda: roles.admit(found, form.cleaned_data["email"], by=acting(request))  # noqa: E731
        if try_it(request, act, _("Admitted to the group.")):
            return redirect("people:group", uid)
    elif request.method == "POST" and not form.is_bound:
        _change(request, found)
        return redirect("people:group", uid)
    seats = reading.in_group(found.pk)
    context = {"group": found, "seats": seats, "form": form, "roles": GroupSeat.Role.choices}
    return render(request, "people/group.html", context)


def _change(request: HttpRequest, found: Group) -> None:
    """Another role, or the end of a seat; of the person and organisation the button names."""
    act = request.POST.get("act", "")
    rows = reading.in_group(found.pk)
    wanted = request.POST.get("seat", "")
    row = next((r for r in rows if wanted == reading.seat_word(r)), None)
    if row is None:
        raise Http404
    by = acting(request)
    if act == "end":
        try_it(request, lambda: roles.remove_from_group(row, by=by), _("The seat has ended."))
    elif act in GroupSeat.Role.values:
        try_it(request, lambda: roles.set_group_role(row, act, by=by), _("The role was changed."))
