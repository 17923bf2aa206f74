"""From a request to the verbs of signing, and what the person's own pages show."""

from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.access.gates import viewer_of
from community.access.policy import Refused
from community.access.viewer import Viewer
from community.models import Agreement, AgreementVersion, Organisation, Person

from .asking import asks_of
from .forms import SignForm
from .knowing import keeps_agreements, known_versions, open_to
from .own import my_acceptances, signable, signed_by, texts_for
from .rendering import shown_texts
from .signing import NoLongerNewest, newest, sign


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view sends back: `to` is where it leads, else the page with `context`."""

    context: dict[str, Any] = field(default_factory=dict)
    to: str = ""
    status: int = 200


def own_context(viewer: Viewer, person: Person) -> dict[str, Any]:
    """What to sign, what was signed, every text."""
    return {
        "asks": asks_of(person),
        "signed": signed_by(viewer, person),
        "texts": texts_for(viewer),
        "vetted": person.state == Person.State.VETTED,
        "keeps": keeps_agreements(viewer),
        "ledgers": _ledgers(viewer),
        "administered": _administered(viewer),
    }


def text_context(viewer: Viewer, uid: UUID, number: int) -> dict[str, Any]:
    """One version to read; 404 for what the viewer may not know."""
    known = known_versions(viewer).filter(agreement__uid=uid).select_related("agreement")
    version = known.filter(number=number).first()
    if version is None:
        raise Http404
    last = known.order_by("-number").first()
    return _of(version) | {"newest": last, "is_newest": last == version}


def sign_answer(request: HttpRequest, uid: UUID) -> Answer:
    """The form with the text above it; a good form signs and leads back to one's agreements."""
    viewer, person = viewer_of(request), cast(Person, request.user)
    agreement = agreement_or_404(viewer, uid)
    version = newest(agreement)
    if version is None:
        raise Http404
    form = _form(request, person, version)
    context = _of(version) | {"form": form, "refused": ""}
    context["acceptances"] = my_acceptances(person, version)
    context["vetted"] = person.state == Person.State.VETTED
    if request.method != "POST":
        return Answer(context)
    if form is None:
        return Answer(to=reverse("agreements:mine"))
    if not form.is_valid():
        return Answer(context, status=422)
    return _signed(request, form, agreement, context)


def _signed(
    request: HttpRequest, form: SignForm, agreement: Agreement, context: dict[str, Any]
) -> Answer:
    data = form.cleaned_data
    try:
        sign(
            agreement,
            data["version"],
            viewer=viewer_of(request),
            organisation=data.get("on_behalf_of"),
        )
    except NoLongerNewest as overtaken:
        _renew(form, context["version"])
        return Answer(context | {"refused": overtaken.reason}, status=409)
    except Refused as refusal:
        return Answer(context | {"refused": refusal.reason}, status=403)
    messages.success(request, _("Signed. Thank you."))
    return Answer(to=reverse("agreements:mine"))


def _renew(form: SignForm, version: AgreementVersion) -> None:
    """The form stands under the newer text now: its tick has to be set again."""
    data: Any = dict(form.data.items())
    data["version"] = version.number
    data.pop("agreed", None)
    form.data = data


def agreement_or_404(viewer: Viewer, uid: UUID) -> Agreement:
    """The agreement, if it is open to the viewer."""
    found = open_to(viewer).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _of(version: AgreementVersion) -> dict[str, Any]:
    texts = shown_texts(version)
    title = texts[0].title if texts else version.agreement.get_kind_display()
    return {
        "agreement": version.agreement,
        "version": version,
        "texts": texts,
        "title": title,
        "binding": next((text for text in texts if text.binds), None),
    }


def _form(request: HttpRequest, person: Person, version: AgreementVersion) -> SignForm | None:
    """None where there is nothing left for this person to sign.

    After a double click the second form finds everything signed: it leads back all the same.
    """
    if person.state != Person.State.VETTED:
        return None
    whose = signable(person, version)
    if not whose:
        return None
    organisations = [one for one in whose if one is not None]
    return SignForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations or None,
        own_name=person.name,
        initial={"version": version.number},
    )


def _ledgers(viewer: Viewer) -> bool:
    return viewer.is_member and any(viewer.has_role(role) for role in ("secretariat", "auditor"))


def _administered(viewer: Viewer) -> list[Organisation]:
    """The organisations whose own ledger the viewer may take."""
    places = viewer.places_of("administrator")
    return list(Organisation.objects.filter(pk__in=places)) if places else []
