"""The network's rules. The secretariat sets them, trustees may confirm."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from community.access.gates import gate, viewer_of
from community.joining.rule_page import Tried, act_on, rules_context
from community.people.views.answering import fresh_for_acts


@gate("member")
@fresh_for_acts
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, what waits for a second person, and the deputies."""
    viewer, tried = viewer_of(request), Tried()
    if not ({"secretariat", "trustee"} & viewer.roles):
        raise Http404
    if request.method == "POST":
        tried = act_on(request)
        if tried.words:
            messages.success(request, tried.words)
            return redirect("joining:rules")
    context = rules_context(viewer, tried)
    return render(request, "joining/rules.html", context, status=tried.status)
