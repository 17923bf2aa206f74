"""Fixtures that other tests made: a database for threads, and workers that are killed."""

from tests.community.jobs.test_kill import trial
from tests.community.joining.conftest import threads_database

__all__ = ["threads_database", "trial"]
