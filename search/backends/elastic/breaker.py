"""Leaves an engine alone that does not answer, so that nobody waits for it in vain."""

import threading
import time
from collections.abc import Callable

# So many failures in a row, and it is not asked for so long (seconds).
FAILURES = 3
REST = 15.0
# Waiting in vain costs the reader more than a refusal does: after one, a short rest.
REST_WHEN_SLOW = 5.0


class Breaker:
    """Closed: the engine is asked. Open: it is not. After the rest, one request tries it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0

    def allows(self) -> bool:
        """Whether the engine may be asked now; whoever asks has to tell how it went."""
        with self._lock:
            now = self._clock()
            if now < self._open_until:
                return False
            if self._open_until:
                # This one tries; the others wait for what becomes of it.
                self._open_until = now + REST_WHEN_SLOW
            return True

    def succeeded(self) -> None:
        """It answered: everybody may ask."""
        with self._lock:
            self._failures = 0
            self._open_until = 0.0

    def failed(self, *, slow: bool = False) -> None:
        """It did not answer; `slow` if that took all the time there was."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._open_until = self._clock() + REST
            elif slow or self._open_until:
                self._open_until = self._clock() + REST_WHEN_SLOW

    def rested(self) -> None:
        """Ends a rest now: the next request tries the engine."""
        with self._lock:
            if self._open_until:
                self._open_until = self._clock()
