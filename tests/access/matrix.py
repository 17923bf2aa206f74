"""Who may open what: one line per address of ours, with the status each role gets.

A role that is not named gets the status behind `*`. An address without a line fails the test,
and so does a line without an address. `open` is asked of a thing everybody reads.
"""

MEMBERS = [
    *("member", "insider", "chair", "moderator", "administrator"),
    *("author", "reviewer", "publisher"),
    *("secretariat", "trustee", "auditor", "operator", "web_editor"),
]
DESK = ["author", "reviewer", "publisher"]
ALL = ["anonymous", "password_only", "applicant", "lapsed", "superuser", "machine", *MEMBERS]


def members(status: int) -> dict[str, int]:
    """`status` for who has standing, 404 for the rest."""
    return {"*": 404} | dict.fromkeys(MEMBERS, status)


def desk(status: int) -> dict[str, int]:
    """`status` for those with a duty on a publishing team, 404 for the rest."""
    return {"*": 404} | dict.fromkeys(DESK, status)


def expected(line: dict[str, int], role: str) -> int:
    """What a line says of a role; a machine is a visitor where it is not named."""
    if role == "machine" and role not in line:
        role = "anonymous"
    return line.get(role, line["*"])


EVERYBODY = {"*": 200}
TO_LOGIN = {"*": 302}
NOBODY = {"*": 404}
ADMINISTRATOR = NOBODY | {"administrator": 200}
# Who shows no token is asked for one, whatever session they have.
MACHINE = {"*": 401, "machine": 200}

# Visitors are led to the login; who is signed in without the office finds nothing there.
ADMIN_DOOR = NOBODY | dict.fromkeys(("anonymous", "password_only", "web_editor"), 302)
# Doors that Wagtail brings along and that lead nowhere: not there, whoever knocks.
BRICKED_UP = (
    *("users", "groups", "api-tokens", "bulk-people", "bulk-groups"),
    *("page-privacy", "collection-privacy", "workflows", "workflow-reports"),
    *("documents", "pages", "failwhale", "passkey-rows"),
)

GET: dict[str, dict[str, int]] = {
    "root": {"*": 302},
    "health-live": EVERYBODY,
    "appearance": {"*": 302},
    "sitemap": EVERYBODY,
    "robots": EVERYBODY,
    "picture": NOBODY,
    "door-admin-login": ADMIN_DOOR,
    "door-admin-logout": ADMIN_DOOR,
    "door-admin-reset": NOBODY,
    "door-page-login": TO_LOGIN,
    **{f"door-{name}": NOBODY for name in BRICKED_UP},
    "account_replace_totp": {"*": 302, "anonymous": 404, "password_only": 404},
    "account_reset_word": {"*": 302},
    "usersessions_list": {"*": 200, "anonymous": 404, "password_only": 404},
    "mfa_list_webauthn": {"*": 200, "anonymous": 404, "password_only": 404},
    "mfa_reauthenticate_webauthn": {"*": 302},
    "mfa_view_recovery_codes": {"*": 302, "anonymous": 404, "password_only": 404},
    "api:whoami": MACHINE,
    "api:advisories": MACHINE,
    "api:advisory": MACHINE,
    "api:openapi": MACHINE | dict.fromkeys(MEMBERS, 200),
    "machines:tokens": ADMINISTRATOR,
    "machines:new": ADMINISTRATOR,
    "machines:token": ADMINISTRATOR,
    "search": EVERYBODY,
    "advisories:list": EVERYBODY,
    "advisories:page": EVERYBODY,
    "advisories:version": EVERYBODY,
    "advisories:source": NOBODY,
    "advisories:version-source": NOBODY,
    "advisories:desk": desk(200),
    "advisories:write": NOBODY | {"author": 200},
    "advisories:edit": desk(200),
    "advisories:text": NOBODY | {"author": 200},
    "groups:list": EVERYBODY,
    "groups:group": EVERYBODY,
    "groups:members": NOBODY,
    "groups:new-topic": members(200),
    "groups:topic": EVERYBODY,
    "groups:reply": members(200),
    "groups:post": {"*": 302},
    "office:member-home": {"*": 200, "anonymous": 404, "password_only": 404},
    "office:read": members(405),
    "office:dashboard": NOBODY | {"secretariat": 200},
    "mail-stop": EVERYBODY,
    "notify:settings": {"*": 200, "anonymous": 404, "password_only": 404},
    "notify:log": {"*": 200, "anonymous": 404, "password_only": 404},
    "notify:topic": members(200),
    "keys:own": {"*": 200, "anonymous": 404, "password_only": 404},
}
