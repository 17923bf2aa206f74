from .advisories import Advisory, AdvisoryAddressee, Case, Hand, NumberSeries
from .foreign import ForeignDocument
from .releases import Release

__all__ = [
    "Advisory",
    "AdvisoryAddressee",
    "Case",
    "ForeignDocument",
    "Hand",
    "NumberSeries",
    "Release",
]
