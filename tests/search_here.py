"""Marks tests that look for something: where the database has no engine yet, there is no answer."""

import pytest
from django.db import connection

needs_search = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="search on PostgreSQL comes with its own engine"
)
