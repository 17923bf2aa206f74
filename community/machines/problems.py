"""Errors for machines, as RFC 9457 says: one shape, and never a word of what is there."""

import json
from http import HTTPStatus

from django.http import HttpResponse

from community.access.gates import CHALLENGE

TYPE = "application/problem+json"


def problem(status: int, detail: str = "") -> HttpResponse:
    """`detail` is an English sentence about the request, never about a thing."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail:
        body["detail"] = detail
    response = HttpResponse(json.dumps(body), status=status, content_type=TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


def unauthorised(wait: int = 0) -> HttpResponse:
    """401 with what to bring, or 429 with how many seconds to wait."""
    if wait:
        response = problem(429)
        response["Retry-After"] = str(wait)
        return response
    response = problem(401)
    response["WWW-Authenticate"] = CHALLENGE
    return response
