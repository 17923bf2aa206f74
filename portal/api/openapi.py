"""The OpenAPI document of what machines may ask for. Words are English on purpose."""

from typing import Any

from django.conf import settings

from community.access.machine import CEILINGS

from . import search_schema
from .asking import LIMIT, MOST

LABELS = [f"TLP:{label.value}" for label in CEILINGS]
_TEXT: dict[str, Any] = {"type": "string"}
_TIME = {"type": "string", "format": "date-time"}
_UID = {"type": "string", "format": "uuid"}
_URL = {"type": "string", "format": "uri"}
_LABEL = {"type": "string", "enum": LABELS}


def document() -> dict[str, Any]:
    """OpenAPI 3.1, as plain JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Portal for machines",
            "version": "1",
            "description": "What an organisation's token may read. No token reads TLP:RED.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"bearer": []}, {"basic": []}],
        "paths": {
            "/whoami": _get("What the token is.", "WhoAmI"),
            "/advisories": _get("Latest releases, oldest first.", "Advisories", _paging()),
            "/advisories/{uid}": _get("One release as stored.", "Advisory", [_uid()], missing=True),
            "/search": _for_sessions_too(
                _get(
                    "What may be read of what is sought.",
                    "SearchResults",
                    search_schema.parameters(),
                )
            ),
        },
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {
                    "type": "http",
                    "scheme": "basic",
                    "description": "The twelve signs after mreza_ as user, the token as password.",
                },
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": settings.SESSION_COOKIE_NAME,
                    "description": "A member who is signed in.",
                },
            },
            "schemas": {
                "WhoAmI": _object(_WHOAMI),
                "Release": _object(_RELEASE),
                "Advisories": _object(_ADVISORIES),
                "Advisory": _object(_HEAD | {"sha256": _TEXT, "document": {"type": "object"}}),
                **{name: _object(each) for name, each in search_schema.schemas().items()},
                "Problem": _object({"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}}),
            },
        },
    }


_NAMED = {"uid": _UID, "name": _TEXT}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_WHOAMI = {
    "token": _UID,
    "name": _TEXT,
    "organisation": _object(_NAMED),
    "ceiling": _LABEL,
    "groups": {"type": "array", "items": _object(_NAMED)},
    "expires_at": _TIME,
}
_HEAD = {
    "uid": _UID,
    "number": _TEXT,
    "label": _LABEL,
    "version": _TEXT,
    "lang": _TEXT,
    "released_at": _TIME,
    "withdrawn": {"type": "boolean"},
}
_RELEASE = _HEAD | {"title": _TEXT, "url": _URL, "json": _URL}
_ADVISORIES = {
    "advisories": {"type": "array", "items": {"$ref": "#/components/schemas/Release"}},
    "cursor": _TEXT,
    "next": {"type": ["string", "null"], "format": "uri"},
}


def _get(
    summary: str,
    schema: str,
    parameters: list[dict[str, Any]] | None = None,
    *,
    missing: bool = False,
) -> dict[str, Any]:
    answers = {"200": _answer("Found.", f"#/components/schemas/{schema}", "application/json")}
    problems = {"400": "A parameter is not understood.", "401": "No token that works."}
    problems |= {"404": "Not there, or not for this token."} if missing else {}
    problems |= {"429": "Too many calls; see Retry-After."}
    for status, words in problems.items():
        answers[status] = _answer(words, "#/components/schemas/Problem", "application/problem+json")
    return {"get": {"summary": summary, "parameters": parameters or [], "responses": answers}}


def _for_sessions_too(path: dict[str, Any]) -> dict[str, Any]:
    return {"get": path["get"] | {"security": [{"bearer": []}, {"basic": []}, {"session": []}]}}


def _answer(words: str, schema: str, media: str) -> dict[str, Any]:
    return {"description": words, "content": {media: {"schema": {"$ref": schema}}}}


def _paging() -> list[dict[str, Any]]:
    number = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    return [
        {"name": "limit", "in": "query", "schema": number},
        {"name": "cursor", "in": "query", "schema": _TEXT},
    ]


def _uid() -> dict[str, Any]:
    return {"name": "uid", "in": "path", "required": True, "schema": _UID}
