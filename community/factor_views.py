"""A new phone: the authenticator app is replaced in one step, so that nobody is without one."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView

from .access.gates import gate


class ReplaceTOTPView(ActivateTOTPView):
    """Shows a new secret; its first right code ends the old one."""

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return FormView.dispatch(self, request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        old = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.TOTP)
        old.delete()
        return super().form_valid(form)


replace_totp = gate("person")(ReplaceTOTPView.as_view())
