"""How somebody logs in, what they are mailed, what they filed."""

from community.privacy.holders import Held

_RESET = ("state", "asked_at", "decided_at", "ends_at")
_MAIL = ("uid", "kind", "why", "address", "label", "language", "state", "created", "sent_at")
_NO_TEXT = "of mails, when and why; their texts may be about what one no longer reads"

TABLES = [
    Held("account.EmailAddress", "user", ("email", "verified", "primary"), "delete"),
    Held("mfa.Authenticator", "user", ("type", "created_at", "last_used_at"), "delete"),
    Held(
        "usersessions.UserSession",
        "user",
        ("created_at", "last_seen_at", "ip", "user_agent"),
        "delete",
    ),
    Held(
        "socialaccount.SocialAccount",
        "user",
        ("provider", "uid", "last_login", "date_joined", "extra_data"),
        "delete",
    ),
    Held("signin.Epoch", "person", why="a counter that ends sessions"),
    Held(
        "signin.Login",
        "person",
        ("at", "outcome", "way", "address", "country", "family", "new_device", "new_country"),
        "delete",
    ),
    Held("signin.FactorReset", "person", _RESET, "delete"),
    Held("signin.FactorReset", "asked_by", ("uid", "state", "asked_at")),
    Held("signin.FactorReset", "decided_by", ("uid", "state", "decided_at")),
    Held("access.Holding", "person", end="delete", why="follows from the seats, which are given"),
    Held("community.Person_groups", "person", ("group__name",), "delete"),
    Held("community.Person_user_permissions", "person", ("permission__codename",), "delete"),
    Held("community.Receipt", "person", ("act", "made_kind", "made_uid", "at"), "delete"),
    Held("notify.OutgoingMail", "person_id", _MAIL, "delete", why=_NO_TEXT),
    Held("notify.OutgoingMail", "address__iexact", _MAIL, "delete", match="email", why=_NO_TEXT),
    Held("notify.Subscription", "person", ("kind", "place", "channel", "interval"), "delete"),
    Held(
        "notify.MailHours",
        "person",
        ("quiet_from", "quiet_until", "digest_hour", "digest_weekday"),
        "delete",
    ),
    Held(
        "notify.DigestItem",
        "person",
        ("interval", "kind", "thing_kind", "thing_uid", "created"),
        "delete",
    ),
    Held("notify.DigestDue", "person", ("interval", "due"), "delete"),
    Held(
        "notify.StoppedAddress",
        "address__iexact",
        ("address", "reason", "status", "since"),
        "delete",
        match="email",
    ),
    Held(
        "keys.Key",
        "person",
        ("uid", "fingerprint", "user_ids", "armored", "expires", "filed_at", "ended_at"),
        "delete",
    ),
    Held("office.ReadMark", "person", ("at",), "delete"),
]
