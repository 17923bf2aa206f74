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
# Who looks after agreements: of the network, or of a group one leads.
KEEPERS = NOBODY | dict.fromkeys(("secretariat", "chair", "moderator"), 200)
LEDGER = NOBODY | dict.fromkeys(("secretariat", "auditor"), 200)

# Visitors are led to the login; who is signed in without the office finds nothing there.
ADMIN_DOOR = NOBODY | dict.fromkeys(("anonymous", "password_only", "web_editor"), 302)
# Doors that Wagtail brings along and that lead nowhere: not there, whoever knocks.
BRICKED_UP = (
    *("users", "groups", "api-tokens", "bulk-people", "bulk-groups"),
    *("page-privacy", "collection-privacy", "workflows", "workflow-reports"),
    *("documents", "pages", "failwhale", "passkey-rows"),
    *("links", "old-links", "oidc-login", "saml-login"),
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
    "signin:way-in": NOBODY | {"secretariat": 200},
    "usersessions_list": {"*": 200, "anonymous": 404, "password_only": 404, "machine": 404},
    "mfa_list_webauthn": {"*": 200, "anonymous": 404, "password_only": 404, "machine": 404},
    "mfa_reauthenticate_webauthn": {"*": 302},
    "mfa_view_recovery_codes": {"*": 302, "anonymous": 404, "password_only": 404, "machine": 404},
    "api:whoami": MACHINE,
    "api:advisories": MACHINE,
    "api:advisory": MACHINE,
    "api:search": {"*": 401, "machine": 400} | dict.fromkeys(MEMBERS, 400),
    "api:openapi": MACHINE | dict.fromkeys(MEMBERS, 200),
    "saml_finish_acs": NOBODY,
    "openid_connect_callback": NOBODY,
    "sso:enter": EVERYBODY,
    "sso:setup": ADMINISTRATOR,
    "sso:providers": NOBODY | {"secretariat": 200},
    "sso:decide": NOBODY | {"secretariat": 200},
    "machines:tokens": ADMINISTRATOR,
    "machines:new": ADMINISTRATOR,
    "machines:token": ADMINISTRATOR,
    "search": EVERYBODY,
    "search-suggest": EVERYBODY,
    "advisories:list": EVERYBODY,
    "advisories:page": EVERYBODY,
    "advisories:version": EVERYBODY,
    "advisories:source": NOBODY,
    "advisories:version-source": NOBODY,
    "advisories:desk": desk(200),
    "advisories:write": NOBODY | {"author": 200},
    "advisories:edit": desk(200),
    "advisories:text": NOBODY | {"author": 200},
    "directory:list": EVERYBODY,
    "people:organisation": members(200) | dict.fromkeys(DESK, 404),
    "people:invite": NOBODY | {"administrator": 200},
    "people:end-seat": NOBODY | {"administrator": 302, "secretariat": 302},
    "people:reconfirm": NOBODY | {"administrator": 200, "secretariat": 200},
    "people:team": NOBODY | {"administrator": 200},
    "people:group": NOBODY,
    "people:accept": NOBODY,
    "people:accept-link": {"*": 302},
    "people:ask": EVERYBODY,
    "people:prove": NOBODY,
    "people:prove-link": {"*": 302},
    "people:leave": {"*": 200, "anonymous": 404, "password_only": 404},
    "people:wake": {"*": 200, "anonymous": 404, "password_only": 404},
    "people:cases": NOBODY | {"secretariat": 200},
    "people:case": NOBODY | {"secretariat": 200},
    "people:person": NOBODY | {"secretariat": 200},
    "profiles:organisation": EVERYBODY,
    "profiles:edit": NOBODY | {"administrator": 200},
    "profiles:public": NOBODY | {"administrator": 200},
    "profiles:domains": NOBODY | {"administrator": 200},
    "profiles:domain-removal": NOBODY,
    "profiles:clients": members(200) | dict.fromkeys(DESK, 404),
    "profiles:client-end": NOBODY,
    "profiles:team-new": NOBODY | {"administrator": 200},
    "profiles:domain-claim": NOBODY | {"administrator": 200},
    "profiles:client-proposal": members(200),
    "profiles:team-edit": NOBODY | {"administrator": 200},
    "profiles:me": {"*": 200, "anonymous": 404, "password_only": 404},
    "profiles:office": NOBODY | {"secretariat": 200},
    "profiles:office-organisation": NOBODY | {"secretariat": 200},
    "profiles:office-team": NOBODY | {"secretariat": 200},
    "profiles:office-domain": NOBODY,
    "profiles:office-client": NOBODY,
    "profiles:lineage": NOBODY | {"secretariat": 200},
    "profiles:office-lineage": NOBODY | {"secretariat": 200},
    "agreements:mine": {"*": 200, "anonymous": 404, "password_only": 404},
    "agreements:sign": {"*": 200, "anonymous": 404, "password_only": 404},
    "agreements:text": {"*": 200, "anonymous": 404, "password_only": 404},
    "agreements:office": KEEPERS,
    "agreements:found": KEEPERS,
    "agreements:kept": NOBODY | {"secretariat": 200},
    "agreements:accepted": NOBODY | {"secretariat": 200},
    "agreements:end": NOBODY,
    "agreements:propose": NOBODY | {"secretariat": 200},
    "agreements:require": members(405),
    "agreements:proposal": NOBODY | {"secretariat": 200},
    "agreements:ledger-csv": LEDGER,
    "agreements:ledger-pdf": LEDGER,
    "agreements:own-ledger-csv": LEDGER | {"administrator": 200},
    "agreements:own-ledger-pdf": LEDGER | {"administrator": 200},
    "groups:list": EVERYBODY,
    "groups:group": EVERYBODY,
    "groups:members": NOBODY,
    "groups:new-topic": members(200),
    "groups:topic": EVERYBODY,
    "groups:reply": members(200),
    "groups:post": {"*": 302},
    "audit:log": NOBODY | {"auditor": 200},
    "audit:export": NOBODY | {"auditor": 405},
    "trustees:list": NOBODY | {"trustee": 200},
    "trustees:key": NOBODY | {"trustee": 200},
    "trustees:opening": NOBODY | {"trustee": 200},
    "trustees:read": NOBODY,
    "joining:start": EVERYBODY,
    "joining:sent": EVERYBODY,
    "joining:again": EVERYBODY,
    "joining:open": EVERYBODY,
    "joining:application": NOBODY | {"applicant": 200},
    "joining:section": NOBODY | {"applicant": 200},
    "joining:sponsoring": NOBODY | {"member": 200},
    # One secretary and two votes needed: the trustee is called as a deputy.
    "joining:cases": NOBODY | {"secretariat": 200, "trustee": 200},
    "joining:case": NOBODY | {"secretariat": 200, "trustee": 200},
    "joining:rules": NOBODY | {"secretariat": 200, "trustee": 200},
    "rosters:list": NOBODY | {"secretariat": 200},
    "rosters:sample-organisations": NOBODY | {"secretariat": 200},
    "rosters:sample-people": NOBODY | {"secretariat": 200},
    # A list waits for a second person, who may be a trustee.
    "rosters:roster": NOBODY | {"secretariat": 200, "trustee": 200},
    "rosters:errors": NOBODY | {"secretariat": 200, "trustee": 200},
    "queues:list": members(200),
    "queues:hand": NOBODY | {"secretariat": 200, "trustee": 200},
    "office:member-home": {"*": 200, "anonymous": 404, "password_only": 404},
    "office:read": members(405),
    "office:dashboard": NOBODY | {"secretariat": 200},
    "mail-stop": EVERYBODY,
    "notify:settings": {"*": 200, "anonymous": 404, "password_only": 404},
    "notify:log": {"*": 200, "anonymous": 404, "password_only": 404},
    "notify:topic": members(200),
    "privacy:mine": {"*": 200, "anonymous": 404, "password_only": 404},
    "privacy:file": {"*": 302, "anonymous": 404, "password_only": 404},
    "privacy:office": NOBODY | {"secretariat": 200},
    "privacy:person": NOBODY | {"secretariat": 200},
    "keys:own": {"*": 200, "anonymous": 404, "password_only": 404},
}
