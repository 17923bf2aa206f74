"""Two views: all parts on one page, and whole pages with invented content."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from community.access.gates import gate

from . import samples, samples_lists
from .forms import ReplyForm, SampleForm
from .shell import SampleShell

# Page: language, whether in the members' room, place in the navigation, content.
PAGES: dict[str, tuple[str, bool, int, object]] = {
    "home": ("sr", False, -1, samples.HOME),
    "crisis": ("sr", False, -1, samples.CRISIS),
    "list": ("sr", True, 1, samples_lists.ADVISORIES),
    "advisory": ("en", True, 1, samples.ADVISORY),
    "topic": ("en", True, 2, samples.TOPIC),
    "group": ("en", True, 2, samples_lists.GROUP),
    "search": ("sr", True, -1, samples_lists.SEARCH),
    "login": ("en", False, -1, {}),
    "recovery": ("en", False, -1, samples.RECOVERY),
    "campaign": ("en", False, 2, samples.CAMPAIGN),
    "not-found": ("en", False, -1, {}),
    "broken": ("en", False, -1, {}),
}


@gate("debug")
def parts(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?shell=member` and `?theme=dark` change the room."""
    member = request.GET.get("shell") == "member"
    context = {
        "shell": SampleShell(request, language="en", member=member, here=1),
        "pages": PAGES,
        "page": Paginator(range(340), 20).page(3),
        "clean": SampleForm(),
        "wrong": SampleForm({"email": "no address", "consent": ""}),
        "reply": ReplyForm(initial={"text": "Logs of all three gateways are in the library."}),
        **samples.PARTS,
    }
    with translation.override("en"):
        return render(request, "styleguide/parts.html", context)


@gate("debug")
def sample(request: HttpRequest, page: str) -> HttpResponse:
    """One whole page as it is meant to look, with invented content."""
    if page not in PAGES:
        raise Http404
    language, member, here, content = PAGES[page]
    context = {
        "shell": SampleShell(request, language=language, member=member, here=here),
        "sample": content,
        "page": Paginator(range(340), 20).page(1),
        "login": SampleForm(prefix="login"),
        "reply": ReplyForm(initial={"text": "Logs of all three gateways are in the library."}),
    }
    with translation.override(language):
        return render(request, f"styleguide/{page.replace('-', '_')}.html", context)
