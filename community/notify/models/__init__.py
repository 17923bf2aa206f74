from .digests import DigestDue, DigestItem
from .outgoing import OutgoingMail
from .stopped import StoppedAddress
from .subscriptions import Concern, Interval, MailHours, Subscription

__all__ = [
    "Concern",
    "DigestDue",
    "DigestItem",
    "Interval",
    "MailHours",
    "OutgoingMail",
    "StoppedAddress",
    "Subscription",
]
