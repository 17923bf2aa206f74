"""Who may open what: one line per address of ours, with the status each role gets.

A role that is not named gets the status behind `*`. An address without a line fails the test,
and so does a line without an address. `open` is asked of a thing everybody reads.
"""

MEMBERS = ["member", "insider", "chair", "moderator", "administrator", "author", "reviewer", "publisher", "secretariat", "trustee", "auditor", "operator", "web_editor"]
DESK = ["author", "reviewer", "publisher"]
ALL = ["anonymous", "password_only", "applicant", "lapsed", "superuser", *MEMBERS]


def members(status: int) -> dict[str, int]:
    """`status` for who has standing, 404 for the rest."""
    return {"*": 404} | dict.fromkeys(MEMBERS, status)


def desk(status: int) -> dict[str, int]:
    """`status` for those with a duty on a publishing team, 404 for the rest."""
    return {"*": 404} | dict.fromkeys(DESK, status)


EVERYBODY = {"*": 200}
TO_LOGIN = {"*": 302}
NOBODY = {"*": 404}

GET: dict[str, dict[str, int]] = {
    "root": {"*": 302},
    "health-live": EVERYBODY,
    "appearance": {"*": 302},
    "search": EVERYBODY,
    "groups:list": EVERYBODY,
    "groups:group": EVERYBODY,
    "groups:members": NOBODY | dict.fromkeys(DESK, 200),
    "groups:new-topic": members(200),
    "groups:topic": EVERYBODY,
    "groups:reply": members(200),
    "groups:post": {"*": 302},
}
