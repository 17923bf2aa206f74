"""Where applications are decided. For the secretariat, and for deputies who are called."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.joining.case_page import Tried, act_on, case_context
from community.joining.reading import case_for, case_rows, cases_for
from community.joining.vetters import is_deputy
from community.paging import page_of, rows_of
from community.people.views.answering import fresh_for_acts

ON_A_PAGE = 25


@gate("member")
def vetting(request: HttpRequest) -> HttpResponse:
    """The cases that wait, the oldest first; or those that were decided."""
    viewer, over = viewer_of(request), request.GET.get("over") == "1"
    if not (viewer.has_role("secretariat") or is_deputy(viewer)):
        raise Http404
    cases = cases_for(viewer, over=over)
    page = page_of(request.GET.get("page", ""), cases.count(), ON_A_PAGE)
    context = {"rows": case_rows(cases, rows_of(page)), "page": page, "over": over}
    return render(request, "joining/cases.html", context)


@gate("member")
@fresh_for_acts
def case(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One case: evidence, votes, and what can be done now."""
    viewer, tried = viewer_of(request), Tried()
    found = case_for(viewer, uid)
    if found is None:
        raise Http404
    if request.method == "POST":
        tried = act_on(request, found)
        if tried.done:
            messages.success(request, _("Noted."))
            return redirect("joining:case", uid)
        found = case_for(viewer, uid)
        if found is None:
            raise Http404
    context = case_context(viewer, found, tried)
    return render(request, "joining/case.html", context, status=tried.status)
