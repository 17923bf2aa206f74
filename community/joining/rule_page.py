"""The page of the rules: what it prints, and what it does with a posted form."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.access.gates import viewer_of
from community.access.policy import Refused, ask
from community.access.viewer import Viewer
from community.audit.recording import record_refusal
from community.models import NetworkRules, Person
from community.rules import rules

from . import ruling
from .models import Deputy, RuleChange
from .reading import changes_for
from .rule_forms import FORMS, DeputyForm, RulesForm


@dataclass
class Tried:
    """What became of a posted act: words for a success, or the form and the reason."""

    act: str = ""
    words: str = ""
    form: forms.Form | forms.ModelForm | None = None
    reason: str = ""
    status: int = 200


def act_on(request: HttpRequest) -> Tried:
    """Sets rules, names or ends deputies, decides on a change."""
    act = request.POST.get("act", "")
    if act not in FORMS:
        return Tried(reason=_("Choose what to do."), status=422)
    more = {"instance": rules()} if act == "set" else {}
    form = FORMS[act](request.POST, **more)
    if not form.is_valid():
        return Tried(act, form=form, status=422)
    try:
        return Tried(act, words=_do(request, act, form))
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
        return Tried(act, form=form, status=422)
    except Refused as refusal:
        record_refusal(
            actor=viewer_of(request).actor,
            verb=refusal.act,
            kind="network",
            uid="rules",
            reason="not-allowed",
        )
        return Tried(act, form=form, reason=str(refusal.reason), status=403)


def _do(request: HttpRequest, act: str, form: Any) -> str:
    viewer, person = viewer_of(request), cast(Person, request.user)
    data = form.cleaned_data
    waits = _("Noted. A second person has to confirm it.")
    match act:
        case "set":
            waiting = ruling.change_rules(data, viewer=viewer, person=person)
            return waits if waiting else _("The rules are set.")
        case "name":
            ruling.propose_deputy(form.deputy, viewer=viewer, person=person)
            return waits
        case "end":
            row = Deputy.objects.filter(uid=data["deputy"]).first()
            if row is not None:
                ruling.end_deputy(row, viewer=viewer)
            return _("Noted.")
    change = changes_for(viewer).filter(uid=data["change"]).first()
    if change is None:
        raise Refused("rules.confirm", _("It is decided already."))
    confirmed = data["word"] == "confirm"
    ruling.decide_change(change, confirmed=confirmed, viewer=viewer, person=person)
    return _("Noted.")


def rules_context(viewer: Viewer, tried: Tried) -> dict[str, Any]:
    """The rules in force, what waits for a second person, who stands in."""
    may_set = ask(viewer, "rules.propose")
    form = tried.form if tried.act == "set" and tried.form else RulesForm(instance=rules())
    naming = tried.form if tried.act == "name" and tried.form else DeputyForm()
    deputies = Deputy.objects.filter(until=None).select_related("person").order_by("since", "uid")
    return {
        "form": form,
        "deputy_form": naming,
        "may_set": may_set,
        "tried": tried,
        "deputies": deputies,
        "changes": [_shown(viewer, change) for change in changes_for(viewer)],
    }


def _label(name: str) -> str:
    field: Any = NetworkRules._meta.get_field(name)
    return str(field.verbose_name)


def _shown(viewer: Viewer, change: RuleChange) -> dict[str, Any]:
    before = rules()
    lines = [
        f"{_label(name)}: {getattr(before, name)} → {value}"
        for name, value in change.values.items()
        if name != "deputy"
    ]
    if (named := ruling.deputy_named(change)) is not None:
        lines.append(_("Deputy of the secretariat: %(name)s") % {"name": named.name})
    return {"change": change, "lines": lines, "may": ask(viewer, "rules.confirm", change)}
