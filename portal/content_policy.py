"""The content policy of a response: strict on our pages, Wagtail's own under its prefix."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

ADMIN = "/admin/"


class ContentPolicyMiddleware(CSPMiddleware):
    """As django-csp, with `ADMIN_CONTENT_SECURITY_POLICY` for the editors' rooms."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts of the policy; a response that sets its own keeps it."""
        parts: Any = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN) and parts.config is None and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
