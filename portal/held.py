"""What the site holds about people: advisories they had a hand in, pages they edited.

Editors' pages are public, so who made one stays noted, under the tombstone of the erased.
"""

from community.models import Person
from community.privacy.holders import Held, Part, hold, hold_by

_UPLOADS = ("title", "file", "created_at")
_LOG = ("timestamp", "action", "label")

TABLES = [
    Held("advisories.Hand", "person", ("advisory__uid", "act", "revision", "note", "at")),
    Held("advisories.AdvisoryAddressee", "added_by", ("advisory__uid", "added_at")),
    Held(
        "advisories.AdvisoryAddressee",
        "target",
        ("advisory__uid", "added_at"),
        where={"kind": "person"},
    ),
    Held("portal.SiteImage", "uploaded_by_user", _UPLOADS),
    Held("portal.SiteDocument", "uploaded_by_user", _UPLOADS),
    Held("wagtailimages.Image", "uploaded_by_user", _UPLOADS),
    Held("wagtaildocs.Document", "uploaded_by_user", _UPLOADS),
    Held("wagtailcore.UploadedFile", "uploaded_by_user", ("file",), "delete"),
    Held(
        "wagtailusers.UserProfile",
        "user",
        ("preferred_language", "current_time_zone", "theme"),
        "delete",
    ),
    Held("wagtailadmin.EditingSession", "user", ("last_seen_at",), "delete"),
    Held("wagtailadmin.FormState", "user", ("data", "last_updated_at"), "delete"),
    Held("wagtailcore.APIToken", "user", ("name", "created", "last_used_at"), "delete"),
    Held("wagtailcore.PageSubscription", "user", ("page__title",), "delete"),
    Held("wagtailcore.Comment", "user", ("text", "created_at")),
    Held("wagtailcore.Comment", "resolved_by", ("resolved_at",)),
    Held("wagtailcore.CommentReply", "user", ("text", "created_at")),
    Held("wagtailcore.ModelLogEntry", "user", _LOG),
    Held("wagtailcore.PageLogEntry", "user", _LOG),
    Held("wagtailcore.Revision", "user", ("created_at", "object_str")),
    Held("wagtailcore.WorkflowState", "requested_by", ("created_at", "status")),
    Held("wagtailcore.TaskState", "finished_by", ("finished_at", "comment")),
    Held("wagtailcore.Page", "owner", ("title", "first_published_at")),
    Held("wagtailcore.Page", "locked_by", ("title", "locked_at")),
]


def declare() -> None:
    """Declares everything; called once, when the app is ready."""
    hold(TABLES)
    hold_by("uploads", _uploads)


def _uploads(person: Person) -> Part:
    """The files that an editor put on the site, as bytes."""
    files: dict[str, bytes] = {}
    for held in TABLES:
        if held.table not in ("portal.SiteImage", "portal.SiteDocument"):
            continue
        for row in held.rows(person).order_by("pk"):
            if row.file.storage.exists(row.file.name):
                with row.file.open("rb") as stored:
                    files[f"uploads/{row.file.name}"] = stored.read()
    return Part(files=files)
