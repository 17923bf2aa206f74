"""Pages of passkeys that differ from allauth's: the list, and asking once more."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from community.access.gates import gate

from . import passkeys
from .fresh import fresh_login_required


@gate("person")
@fresh_login_required
def passkey_list(request: HttpRequest) -> HttpResponse:
    """Every passkey of one's own, to rename and to remove."""
    if request.method == "POST":
        return _change(request)
    keys = [
        {"uid": passkeys.uid_of(key), "name": key.wrap().name, "row": key}
        for key in passkeys.passkeys_of(request.user)  # type: ignore[arg-type]
    ]
    return render(request, "mfa/webauthn/authenticator_list.html", {"keys": keys})


def _change(request: HttpRequest) -> HttpResponse:
    key = passkeys.passkey_of(request.user, request.POST.get("key", ""))  # type: ignore[arg-type]
    if key is None:
        raise Http404
    act = request.POST.get("act", "")
    if act == "rename" and request.POST.get("name", "").strip():
        passkeys.rename(key, request.POST["name"])
        messages.success(request, _("The passkey has a new name."))
    elif act == "remove":
        context = {"key": key, "uid": passkeys.uid_of(key), "name": key.wrap().name}
        return render(request, "mfa/webauthn/authenticator_confirm_delete.html", context)
    elif act == "remove-confirmed":
        _remove(request, key)
    return redirect("mfa_list_webauthn")


def _remove(request: HttpRequest, key: Authenticator) -> None:
    try:
        passkeys.remove(key, request)
    except PermissionDenied:
        messages.error(request, _("This is your only factor. Add another one first."))
    else:
        messages.success(request, _("The passkey is removed: it opens nothing here any more."))


@method_decorator(gate("public"), name="dispatch")
class PasskeyAgain(ReauthenticateWebAuthnView):
    """Asks again; what is wrong is said on the page itself. Half-known sessions come here too."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return FormView.form_invalid(self, form)


@method_decorator(gate("person"), name="dispatch")
class RecoveryCodes(ViewRecoveryCodesView):
    """The codes once; who has none is told where to make them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Authenticator.objects.filter(user=request.user.pk)
        if not rows.filter(type=Authenticator.Type.RECOVERY_CODES).exists():
            return redirect("mfa_generate_recovery_codes")
        return super().dispatch(request, *args, **kwargs)
