"""Takes the rule out of one place after the other and prints which test noticed.

    python -m tests.access.break_the_rule [--list] [--only TEXT] [--every N]

Works on a copy of the tree in a temporary folder. Ends with 1 if a place was broken and
nothing noticed. It takes about half a minute a place, so it is run by hand and before a
release, not by `make test`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .breakpoints import ROOT, Place, places

# The quick ones first: most places are noticed there. The demo, real processes and the look of
# pages are left out, since they ask the rule nothing that these do not ask.
SUITE = [
    "tests/access/test_kernel.py",
    "tests/access/test_tokens.py",
    "tests/access/test_gates.py",
    "tests/access/test_policy.py",
    "tests/access/test_second_locks.py",
    "tests/access/test_attacks.py",
    "tests/access/test_attacks_on_acts.py",
    "tests/community/forums",
    "tests/community/notify",
    "tests/community/machines",
    "tests/community/sso",
    "tests/portal/api",
    "tests/community/test_holdings.py",
    "tests/community/test_references.py",
    "tests/community/accounts/test_second_factor.py",
    "tests/portal/advisories/test_rules.py",
    "tests/portal/advisories/test_drafting.py",
    "tests/portal/advisories/test_lifecycle.py",
    "tests/portal/advisories/test_announcing.py",
    "tests/portal/advisories/test_desk_pages.py",
    "tests/portal/advisories/test_pages.py",
    "tests/portal/pages",
    "tests/portal/searching",
    "tests/search",
    "tests/access/test_faces.py",
    "tests/access/test_matrix.py",
    "tests/access/test_admin.py",
    "tests/access/test_two_worlds.py",
]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
PYTEST = ["-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--reuse-db", "--no-header"]


def main() -> int:
    asked = _options()
    chosen = [place for place in places() if asked.only in place.name][:: asked.every]
    if asked.list:
        print("\n".join(place.name for place in chosen))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        (tree / "var").mkdir()
        if _first_red(tree):
            print("The suite is red before anything is broken.")
            return 1
        silent = [place for place in chosen if not _noticed(tree, place)]
    print(f"{len(chosen)} places broken, {len(silent)} unnoticed")
    return 1 if silent else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="only print the places")
    parser.add_argument("--only", default="", help="places whose name holds this text")
    parser.add_argument("--every", type=int, default=1, help="every Nth place only")
    return parser.parse_args()


def _noticed(tree: Path, place: Place) -> bool:
    """Breaks one place, runs the suite, mends the place; prints what turned red."""
    path = tree / place.path
    whole = path.read_text()
    path.write_text(place.broken(whole))
    try:
        red = _first_red(tree)
    finally:
        path.write_text(whole)
    print(f"{place.name}: {red or 'NOBODY NOTICED'}", flush=True)
    return bool(red)


def _first_red(tree: Path) -> str:
    """The first test that fails, or an empty text."""
    environment = os.environ | {
        "TEST_DATABASE": str(tree / "var" / "kept.sqlite3"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    environment.pop("DATABASE_URL", None)
    suite = [name for name in SUITE if (tree / name).exists()]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *PYTEST, *suite],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode == 0:
        return ""
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
    return found.group(1) if found else (ran.stdout + ran.stderr)[-200:]


if __name__ == "__main__":
    sys.exit(main())
