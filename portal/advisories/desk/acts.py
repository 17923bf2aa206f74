"""Steps on the desk page: which are open to this viewer, and taking one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.gates import viewer_of
from community.access.policy import Decision, Refused, ask
from community.access.tlp import Label
from community.access.viewer import Viewer
from portal.advisories import drafting, lifecycle
from portal.advisories.models import Advisory, Hand

from .forms import ActForm
from .reading import colleagues
from .writing import editor_of, log_refusal

_WORDS = {
    "submit": gettext_lazy("Submit for approval"),
    "approve": gettext_lazy("Approve this text"),
    "return": gettext_lazy("Return to the authors"),
    "release": gettext_lazy("Release"),
    "withdraw": gettext_lazy("Withdraw"),
}
_NOTES = {
    "return": gettext_lazy("What is to be changed"),
    "release": gettext_lazy("What is new in this version"),
    "withdraw": gettext_lazy("Why it is withdrawn; its readers see this"),
}
_DONE = {
    "submit": Hand.Act.SUBMITTED,
    "approve": Hand.Act.APPROVED,
    "return": Hand.Act.RETURNED,
    "release": Hand.Act.RELEASED,
    "withdraw": Hand.Act.WITHDREW,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the page shows it: with its button, or why there is none."""

    name: str
    words: str
    note: str
    decision: Decision
    reach: str
    danger: bool
    names: Any = None


@dataclass(frozen=True, slots=True)
class Acted:
    """`reason` is empty when the step was taken; else the page is shown again with `typed`."""

    reason: str = ""
    status: int = 200
    typed: str = ""


def steps_of(viewer: Viewer, advisory: Advisory, will_reach: str) -> list[Step]:
    """The steps that lead on from this state, each allowed or with the reason why not."""
    steps = []
    for name in _leading_on(advisory):
        names = None
        if name == "submit" and advisory.label == Label.RED:
            form = ActForm()
            form.fields["reviewers"].queryset = colleagues(viewer, advisory)  # type: ignore[attr-defined]
            form.fields["reviewers"].label_from_instance = str_name  # type: ignore[attr-defined]
            form.fields["reviewers"].required = not drafting.somebody_named(advisory)
            names = form["reviewers"]
        steps.append(
            Step(
                name=name,
                words=str(_WORDS[name]),
                note=str(_NOTES.get(name, "")),
                decision=ask(viewer, f"advisory.{name}", advisory),
                reach=will_reach if name == "release" else "",
                danger=name == "withdraw",
                names=names,
            )
        )
    return steps


def str_name(person: Any) -> str:
    """A person in a list of check boxes."""
    return str(person.name)


def _leading_on(advisory: Advisory) -> list[str]:
    state, on = (
        Advisory.State,
        {
            Advisory.State.DRAFT: ["submit"],
            Advisory.State.IN_REVIEW: ["approve", "return"],
            Advisory.State.APPROVED: ["release", "return"],
        },
    )
    steps = list(on.get(state(advisory.state), []))
    if advisory.state != state.WITHDRAWN and advisory.number and advisory.releases.exists():
        steps.append("withdraw")
    return steps


def act_on(request: HttpRequest, advisory: Advisory) -> Acted:
    """Takes the step that the page's form names."""
    form = ActForm(request.POST)
    form.fields["reviewers"].queryset = colleagues(viewer_of(request), advisory)  # type: ignore[attr-defined]
    typed = request.POST.get("note", "")
    if not form.is_valid():
        problem = next(iter(form.errors.values()))[0]
        return Acted(str(problem), 422, typed)
    data = form.cleaned_data
    try:
        _verb(request, advisory, data)()
    except Refused as refusal:
        if _twice(request, advisory, data):
            return Acted()
        log_refusal(request, refusal, str(advisory.uid))
        overtaken = isinstance(refusal, drafting.Overtaken)
        status = 409 if overtaken or _at_another_step(advisory, data["act"]) else 403
        return Acted(str(refusal.reason), status, typed)
    return Acted()


def _verb(request: HttpRequest, advisory: Advisory, data: dict[str, Any]) -> Callable[[], object]:
    by, revision, note = editor_of(request), data["revision"], data["note"]
    verbs: dict[str, Callable[[], object]] = {
        "submit": lambda: drafting.submit(
            advisory, by=by, reviewers=tuple(data["reviewers"]), revision=revision
        ),
        "approve": lambda: drafting.approve(advisory, by=by, revision=revision),
        "return": lambda: drafting.give_back(advisory, by=by, why=note, revision=revision),
        "release": lambda: lifecycle.publish_release(
            advisory, by=by, summary=note.strip(), revision=revision
        ),
        "withdraw": lambda: lifecycle.withdraw(advisory, by=by, reason=note),
    }
    return verbs[data["act"]]


def _twice(request: HttpRequest, advisory: Advisory, data: dict[str, Any]) -> bool:
    """Whether the last thing that happened is this very step by this very person: a double
    click, whose first half has done it."""
    last = advisory.hands.order_by("-pk").first()
    return (
        last is not None
        and last.person_id == viewer_of(request).person_id
        and last.act == _DONE[data["act"]]
        and last.revision == data["revision"]
    )


def _at_another_step(advisory: Advisory, act: str) -> bool:
    advisory.refresh_from_db(fields=["state"])
    return act not in _leading_on(advisory)


def done_words(act: str) -> str:
    """What the page says once the step is taken."""
    words = {
        "submit": _("Submitted. Another person has to approve it."),
        "approve": _("Approved. A publisher can release it now."),
        "return": _("Returned to its authors."),
        "release": _("Released."),
        "withdraw": _("Withdrawn. Its readers see the reason."),
    }
    return words[act]
