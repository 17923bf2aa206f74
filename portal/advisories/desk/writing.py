"""From the form to the verbs and back: the form again with what was typed, or where it went."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.access.gates import viewer_of
from community.access.policy import Refused, ask
from community.access.tlp import Label
from community.audit.recording import record_refusal
from community.models import Group, Team
from community.readers import viewer_for
from community.references import resolve_references
from portal.advisories import drafting
from portal.advisories.audience import reach, recipients_of
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.columns import html_of
from portal.advisories.models import Advisory
from portal.advisories.opening import note_draft_opening
from portal.advisories.showing.lang import lang_tag
from portal.advisories.showing.page import Body, body_of
from portal.advisories.typed import keep_the_rest, typed_from

from .forms import DraftForm
from .reading import (
    draft_for,
    hidden_groups,
    teams_written_for,
    will_reach_words,
)


@dataclass(slots=True)
class Writing:
    """`made` is where the draft stands, or None with the form in `context`."""

    context: dict[str, Any] = field(default_factory=dict)
    made: str | None = None
    status: int = 200


def write_new(request: HttpRequest) -> Writing:
    """A new draft, for who writes for a team; others get 404."""
    teams = list(teams_written_for(viewer_of(request)))
    if not teams:
        raise Http404
    return _write(request, _bound(request, None), None)


def write_on(request: HttpRequest, uid: UUID) -> Writing:
    """The text of a draft. Who may not write on it gets no form; what they send is refused."""
    viewer = viewer_of(request)
    advisory = draft_for(viewer, uid)
    if request.method != "POST" and not ask(viewer, "advisory.write", advisory):
        raise Http404
    note_draft_opening(viewer, advisory)
    return _write(request, _bound(request, advisory), advisory)


def editor_of(request: HttpRequest) -> drafting.Editor:
    """Who acts, as the verbs want it."""
    return drafting.Editor(viewer_of(request), request.user)  # type: ignore[arg-type]


def log_refusal(request: HttpRequest, refusal: Refused, uid: str) -> None:
    """A refused act in the log, in a transaction of its own."""
    record_refusal(
        actor=viewer_of(request).actor,
        verb=refusal.act,
        kind="advisory",
        uid=uid,
        reason="overtaken" if isinstance(refusal, drafting.Overtaken) else "policy",
    )


def preview_of(request: HttpRequest, content: CanonicalRelease, *, html: str = "") -> Body:
    """The text as its readers will see it."""
    shown = resolve_references(viewer_of(request), [html or html_of(content)])[0]
    return body_of(content, shown, lang_tag(content.lang))


def _write(request: HttpRequest, form: DraftForm, advisory: Advisory | None) -> Writing:
    writing = Writing({"form": form, "advisory": advisory, "refused": ""})
    if form.is_bound:
        _act(request, form, advisory, writing)
    if writing.made is None:
        writing.context.update(_words(request, form, advisory))
    return writing


def _act(
    request: HttpRequest, form: DraftForm, advisory: Advisory | None, writing: Writing
) -> None:
    if not form.is_valid():
        writing.status = 422
        return
    content = _content(form, advisory)
    act = request.POST.get("act", "save")
    if act == "preview":
        writing.context["preview"] = preview_of(request, content)
        return
    words = _words(request, form, advisory)
    if act == "submit" and form.cleaned_data["told"] != words["will_reach"]:
        writing.context["told_anew"] = True
        return
    try:
        writing.made = _place(_saved(request, form, advisory, content, act))
    except drafting.SentBefore as before:
        form.renew_key()
        writing.context["refused"], writing.status = before.reason, 409
    except drafting.Overtaken as overtaken:
        _overtaken(request, overtaken, advisory, writing)
    except Refused as refusal:
        _refused(request, refusal, advisory, writing)


@transaction.atomic
def _saved(
    request: HttpRequest,
    form: DraftForm,
    advisory: Advisory | None,
    content: CanonicalRelease,
    act: str,
) -> Advisory:
    by, data = editor_of(request), form.cleaned_data
    sharing = form.sharing(_hidden(request, advisory))
    draft = drafting.Draft(content, sharing, data["written_for"])
    if advisory is None:
        saved = drafting.start(data["team"], draft, by=by, key=data["key"])
    else:
        saved = drafting.save(advisory, draft, by=by, revision=data["revision"])
    if act == "submit" and saved.state == Advisory.State.DRAFT and sharing.label != Label.RED:
        # A new desk's audience was not there yet when the request's viewer was made.
        afresh = drafting.Editor(viewer_for(by.person), by.person)
        drafting.submit(saved, by=afresh, revision=saved.draft_revision)
    return saved


def _content(form: DraftForm, advisory: Advisory | None) -> CanonicalRelease:
    if advisory is None or not advisory.draft:
        return form.release
    return keep_the_rest(CanonicalRelease.from_json(advisory.draft), form.release)


def _hidden(request: HttpRequest, advisory: Advisory | None) -> tuple[Group, ...]:
    return () if advisory is None else tuple(hidden_groups(viewer_of(request), advisory))


def _bound(request: HttpRequest, advisory: Advisory | None) -> DraftForm:
    """The form empty, with the saved draft, or with what was typed.

    Choosing another label (`relabel`) sends the form too: it comes back unjudged, with the
    new label, the addressees it asks for and the number of people it reaches.
    """
    viewer = viewer_of(request)
    fixed: dict[str, Any] = {"viewer": viewer, "teams": _teams(request, advisory)}
    if advisory is not None:
        fixed["floor"] = advisory.releases.values_list("label", flat=True).first()
    if request.method != "POST":
        return DraftForm(initial=_initial(advisory), **fixed)
    if "relabel" in request.POST:
        many = {n: request.POST.getlist(n) for n in ("organisations", "groups", "persons")}
        typed = request.POST.dict() | many | {"label": request.POST["relabel"]}
        return DraftForm(initial=typed, **fixed)
    return DraftForm(request.POST, **fixed)


def _teams(request: HttpRequest, advisory: Advisory | None) -> list[Team] | Any:
    if advisory is None:
        return teams_written_for(viewer_of(request))
    return Team.objects.filter(pk=advisory.team_id or 0).select_related("organisation")


def _initial(advisory: Advisory | None) -> dict[str, Any]:
    if advisory is None:
        return {}
    recipients = recipients_of(advisory)
    return {
        **typed_from(CanonicalRelease.from_json(advisory.draft)),
        "written_for": advisory.written_for,
        "label": advisory.label,
        "organisations": list(recipients.organisations),
        "groups": list(recipients.groups),
        "persons": list(recipients.persons),
        "clients": recipients.clients,
        "revision": advisory.draft_revision,
    }


def _words(request: HttpRequest, form: DraftForm, advisory: Advisory | None) -> dict[str, Any]:
    """Whom it would reach, for the button and the black line above it."""
    sharing = form.sharing(_hidden(request, advisory))
    team = advisory.team_id if advisory is not None else _team_of(form)
    sender = viewer_of(request).person_id or 0
    reached = reach(sharing, team_id=team, sender=sender)
    words = will_reach_words(sharing.label, reached)
    return {
        "chosen": sharing.label,
        "labels": form.allowed_labels(),
        "asked_for": [form[name] for name in form.asked_for()],
        "will_reach": words,
    }


def _team_of(form: DraftForm) -> int | None:
    teams = form.teams()
    chosen = str(form["team"].value() or "")
    return next((t.pk for t in teams if str(t.uid) == chosen), teams[0].pk if teams else None)


def _place(advisory: Advisory) -> str:
    return reverse("advisories:edit", args=[advisory.uid])


def _refused(
    request: HttpRequest, refusal: Refused, advisory: Advisory | None, writing: Writing
) -> Writing:
    log_refusal(request, refusal, str(advisory.uid) if advisory is not None else "")
    writing.context["refused"] = refusal.reason
    writing.status = 403
    return writing


def _overtaken(
    request: HttpRequest,
    refusal: drafting.Overtaken,
    advisory: Advisory | None,
    writing: Writing,
) -> None:
    """Both texts: the one that is saved now above, what was typed in the form below.

    Saving once more replaces the other one, knowingly: the form takes over its revision.
    """
    _refused(request, refusal, advisory, writing)
    writing.status = 409
    if advisory is None:
        return
    advisory.refresh_from_db()
    form: DraftForm = writing.context["form"]
    form.take_over(advisory.draft_revision)
    theirs = CanonicalRelease.from_json(advisory.draft)
    writing.context["theirs"] = preview_of(request, theirs)
    writing.context["told_again"] = _("Somebody saved this draft after you opened it.")
