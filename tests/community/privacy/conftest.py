"""The stage of these tests."""

import pytest

from .stage import Stage, set_up


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()
