"""Our own form of a release, `format: 1`."""

from .release import FORMAT, CanonicalRelease

__all__ = ["FORMAT", "CanonicalRelease"]
