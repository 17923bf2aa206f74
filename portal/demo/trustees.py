"""The demo's trustees: their keys, and a request that waits for the second of them."""

from datetime import timedelta

from community.audit.checking import check, last_check
from community.forums.models import Post
from community.readers import viewer_for
from community.trustees import breaking
from community.trustees.breaking import Wish
from community.trustees.keys import key_of, make_key
from community.trustees.models import Opening

from .cast import Cast
from .names import PASSWORD, uid_of
from .records import records

_REASON = (
    "Аутор запечаћене поруке тражи да се његовом оператору јави да је рањив. "
    "Хитна служба не може да га пронађе на други начин."
)


def seed_keys(cast: Cast) -> None:
    """Both trustees have a key before anybody writes a sealed post; the demo's password opens it."""
    accounts = records("people")["accounts"]
    for role in ("trustee", "second_trustee"):
        person = cast.people[accounts[role]]
        if key_of(person) is None:
            make_key(person, PASSWORD, by=viewer_for(person), now=cast.clock.ago(60))


def seed_request(cast: Cast) -> None:
    """The second trustee asked an hour ago who wrote a sealed post; and the log was checked."""
    uid = uid_of("opening", "energy")
    asker = cast.people[records("people")["accounts"]["second_trustee"]]
    post = Post.objects.filter(sealed=True).order_by("created_at", "uid").select_related("topic")
    sealed = post.first()
    if sealed is not None and not Opening.objects.filter(uid=uid).exists():
        wish = Wish(
            Opening.Purpose.UNSEAL, "topic", sealed.topic.uid, _REASON, number=sealed.number
        )
        at = cast.clock.now - timedelta(hours=1)
        breaking.ask(wish, by=viewer_for(asker), person=asker, key=str(uid), now=at, uid=uid)
    if last_check() is None:
        check(cast.clock.now)
