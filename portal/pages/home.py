"""What the home page shows from other slices. They hand their readers in, in their `ready`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from community.access.gates import viewer_of
from community.access.viewer import Viewer

WARNINGS_SHOWN = 3


@dataclass(frozen=True)
class Warning:  # noqa: A001
    """A warning for everybody. `lang` as in HTML, if not the page's; `severity` a word or 1-4."""

    title: str
    url: str
    action: str
    date: datetime
    severity: str | int = ""
    lang: str = ""


@dataclass(frozen=True)
class Campaign:
    """The campaign that runs now: one behaviour, how long it takes, who carries it."""

    title: str
    lead: str
    url: str
    button: str
    minutes: int
    partners: int
    has_materials: bool


WarningReader = Callable[[Viewer, int], Sequence[Warning]]
CampaignReader = Callable[[], Campaign | None]
_warnings: list[WarningReader] = []
_campaigns: list[CampaignReader] = []


def register_warnings(reader: WarningReader) -> None:
    """`reader(viewer, n)`: at most `n` public warnings written for citizens, newest first."""
    _warnings[:] = [reader]


def register_campaign(reader: CampaignReader) -> None:
    """`reader()`: the campaign that runs now in the active language."""
    _campaigns[:] = [reader]


def warnings(request: HttpRequest) -> list[Warning]:
    """The latest warnings; none before anybody has handed a reader in."""
    viewer = viewer_of(request)
    return [one for read in _warnings for one in read(viewer, WARNINGS_SHOWN)][:WARNINGS_SHOWN]


def campaign(_request: HttpRequest) -> Campaign | None:
    """The campaign that runs now, if one does."""
    return next((found for read in _campaigns if (found := read())), None)
