"""Who may import what, where import-linter's contracts need help or a run."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

from . import sources

FORBIDDEN_FILE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "services"}


def test_the_contracts_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=sources.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_access_kernel_imports_nothing_of_ours() -> None:
    foreign = [
        f"{sources.shown(path)} imports {module}"
        for path in sources.files("community/access")
        for module, _ in sources.imports(path)
        if module.split(".")[0] in sources.WINGS
        and module != "community.access"
        and not module.startswith("community.access.")
    ]
    assert foreign == []


def test_only_posting_learns_who_wrote_a_post() -> None:
    allowed = {"community.forums.posting"}
    curious = [
        sources.shown(path)
        for path in sources.files(*sources.WINGS)
        for module, name in sources.imports(path)
        if name == "Authorship"
        and sources.module_name(path) not in allowed
        # The package that defines it may hand it on.
        and not sources.module_name(path).startswith("community.forums.models")
    ]
    assert curious == []


@pytest.mark.parametrize("folder", sources.WINGS)
def test_no_module_is_a_drawer_for_odds_and_ends(folder: str) -> None:
    drawers = [
        sources.shown(path)
        for path in sources.files(folder)
        if path.stem in FORBIDDEN_FILE_NAMES
        or FORBIDDEN_FILE_NAMES & set(path.relative_to(sources.ROOT).parts[:-1])
    ]
    # `search/service.py` is one class with one purpose and named in the architecture.
    assert drawers == []


def test_nothing_hangs_business_rules_on_save_signals() -> None:
    allowed = {"portal.apps"}
    listeners = [
        f"{sources.shown(path)} imports {name}"
        for path in sources.files(*sources.WINGS)
        for module, name in sources.imports(path)
        if module == "django.db.models.signals"
        and name in {"post_save", "pre_save", "m2m_changed"}
        and sources.module_name(path) not in allowed
    ]
    assert listeners == []


def test_the_portal_runs_without_the_developers_tools() -> None:
    text = (sources.ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    tools = {
        re.split(r"[\[=]", line)[0].lower().replace("_", "-")
        for line in text.splitlines()
        if line and not line.startswith(("#", "-"))
    }
    owners = importlib.metadata.packages_distributions()
    used = {
        f"{sources.shown(path)} imports {module}"
        for path in sources.files(*sources.WINGS)
        for module, _ in sources.imports(path)
        for owner in owners.get(module.split(".")[0], [])
        if owner.lower().replace("_", "-") in tools
    }
    assert used == set()
