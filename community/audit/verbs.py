"""What the verbs of the log mean, for its pages: a sentence, a category, whether with address.

A verb that is missing here is shown as it is written; a test reads the source for verbs and
asks for each of them. `refused:verb` needs no line: it is its verb's, in the category of
refusals.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from .verb_table import TABLE

REFUSED = "refused:"

CATEGORIES: dict[str, str | Promise] = {
    "session": lazy("Logins and sessions"),
    "account": lazy("Accounts and factors"),
    "refusal": lazy("Refusals"),
    "member": lazy("People, seats and roles"),
    "organisation": lazy("Organisations, teams and groups"),
    "joining": lazy("Joining and vetting"),
    "agreement": lazy("Agreements"),
    "forum": lazy("Topics and posts"),
    "advisory": lazy("Advisories"),
    "machine": lazy("Machines"),
    "import": lazy("Imports"),
    "opening": lazy("Openings of TLP:RED"),
    "glass": lazy("Trustees"),
    "export": lazy("Exports, downloads and erasure"),
    "network": lazy("Rules and upkeep"),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """`name` as it stands in the log; `from_where`: the row notes the client's address."""

    name: str
    sentence: str | Promise
    category: str
    from_where: bool = False


VERBS: dict[str, Verb] = {
    name: Verb(name, sentence, category, from_where)
    for category, rows in TABLE.items()
    for name, sentence, from_where in rows
}


def category_of(verb: str) -> str:
    """The category of a verb; "network" for one that has no line."""
    if verb.startswith(REFUSED):
        return "refusal"
    return VERBS[verb].category if verb in VERBS else "network"


def sentence_of(verb: str) -> str:
    """The verb in the reader's language; the verb itself if it has no line."""
    plain = verb.removeprefix(REFUSED)
    said = str(VERBS[plain].sentence) if plain in VERBS else plain
    return _("refused: %(act)s") % {"act": said} if verb.startswith(REFUSED) else said


def notes_address(verb: str) -> bool:
    """Whether a row of this verb says from where it was done."""
    return verb.startswith(REFUSED) or (verb in VERBS and VERBS[verb].from_where)


def names_in(category: str) -> Iterator[str]:
    """The verbs of a category, without refusals."""
    return (name for name, verb in VERBS.items() if verb.category == category)
