"""What the secretariat's dashboard is made of: each slice tells its part in one panel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: words, the number, where to act on it; `late` marks what should not wait."""

    words: str
    number: int
    url: str = ""
    note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A titled list of figures; `empty` is said when there is none."""

    title: str
    lines: Sequence[Line]
    empty: str
    url: str = ""


Maker = Callable[[Viewer, datetime], Panel]

_makers: dict[str, tuple[int, Maker]] = {}


class PanelDoubled(LookupError):
    """Two panels of one name."""


def panel(name: str, *, order: int) -> Callable[[Maker], Maker]:
    """Decorator: a function that makes a panel in a constant number of queries. Lower comes
    first. Import it in the slice's `AppConfig.ready`."""

    def decorate(maker: Maker) -> Maker:
        if name in _makers:
            raise PanelDoubled(name)
        _makers[name] = (order, maker)
        return maker

    return decorate


def panels_for(viewer: Viewer, now: datetime) -> list[Panel]:
    """Every panel, for a viewer whom the gate has let in."""
    return [maker(viewer, now) for _order, maker in sorted(_makers.values(), key=lambda m: m[0])]
