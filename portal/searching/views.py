"""The search page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from community.access.gates import gate, viewer_of
from portal.searching.asking import asked
from portal.searching.reading import read
from portal.searching.showing import facet_entries, page_of, shown
from search.bins import Chosen
from search.parsing import MAX_LENGTH
from search.service import MAX_PAGES, PAGE_SIZE, Ask, search


@gate("public")
def results(request: HttpRequest) -> HttpResponse:
    """What the viewer may read of what is asked for, ten a page."""
    ask = asked(request)
    chosen = Chosen(kinds=frozenset([ask.kind] if ask.kind else []))
    found = search(viewer_of(request), Ask(ask.text, chosen, page=ask.page))
    if ask.page > max(found.pages, 1):
        raise Http404
    context = {
        "query": ask.text[:MAX_LENGTH],
        "results": found,
        "reading": read(found.query),
        "facet": facet_entries(ask, found),
        "hits": shown(found.hits),
        "partial": shown(found.partial),
        "page": page_of(found),
        "longest": MAX_LENGTH,
        "reachable": MAX_PAGES * PAGE_SIZE,
    }
    status = 400 if found.state == "too_long" else 200
    response = render(request, "search/results.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
