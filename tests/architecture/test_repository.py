"""The papers around the code say what is true."""

import ast
import re
import subprocess
from pathlib import Path

from . import sources

TEST_NAME = re.compile(r"tests/[\w/]+\.py(?:::\w+)*")
FEATURE_ROW = re.compile(r"^\|(?P<item>[^|]+)\|(?P<state>[^|]+)\|(?P<proof>[^|]+)\|\s*$")
STATES = {"done", "partly", "not done yet"}


def _read(name: str) -> str:
    return (sources.ROOT / name).read_text(encoding="utf-8")


def _features() -> list[tuple[str, str, str]]:
    rows = [
        (match["item"].strip(), match["state"].strip(), match["proof"].strip())
        for line in _read("docs/features.md").splitlines()
        if (match := FEATURE_ROW.match(line))
    ]
    return [row for row in rows if row[0] != "Item" and set(row[0]) != {"-"}]


def _defined(path: Path, names: list[str]) -> bool:
    """Whether a test file defines `TestClass::test_name`, or just `test_name`."""
    body: list[ast.stmt] = sources.tree(path).body
    for name in names:
        found = [
            node
            for node in body
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name
        ]
        if not found:
            return False
        body = found[0].body
    return True


def test_every_test_that_a_feature_names_exists() -> None:
    missing = []
    for item, _, proof in _features():
        for reference in TEST_NAME.findall(proof):
            file, *names = reference.split("::")
            path = sources.ROOT / file
            if not path.is_file() or not _defined(path, names):
                missing.append(f"{item}: {reference}")
    assert missing == []


def test_a_feature_is_done_only_with_a_proof() -> None:
    features = _features()
    assert len(features) > 50
    assert {state for _, state, _ in features} <= STATES
    unproven = [item for item, state, proof in features if state == "done" and "::" not in proof]
    assert unproven == []


def test_requirements_are_exact() -> None:
    exact = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][\w.]*$")
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line.strip() for line in _read(name).splitlines()]
        loose = [
            line
            for line in lines
            if line and not line.startswith("#") and line != "-r requirements.txt"
            if not exact.match(line)
        ]
        assert loose == [], name


def _settings_from_environment() -> set[str]:
    reads = re.compile(r"""env(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]+)["']""")
    found = {
        name
        for path in sources.files("portal/settings")
        # What only the tests read is no configuration of a portal.
        if path.name != "test.py"
        for name in reads.findall(path.read_text(encoding="utf-8"))
    }
    # Read through a function that takes the name.
    return found | {"DATABASE_URL"}


def test_every_setting_is_documented() -> None:
    readme = _read("README.md")
    undocumented = {name for name in _settings_from_environment() if f"`{name}`" not in readme}
    assert undocumented == set()


def test_the_sample_names_only_what_is_read() -> None:
    named = set(re.findall(r"^#?([A-Z_]+)=", _read("deploy/sample.env"), re.MULTILINE))
    assert named - _settings_from_environment() == {"DJANGO_SETTINGS_MODULE"}


def test_the_readme_opens_with_the_two_commands() -> None:
    opening = _read("README.md").split("\n## ")[0]
    assert opening.index("git clone") < opening.index("make run") < opening.index("make test")
    assert opening.index("make test") < opening.index("](docs/pictures/") < opening.index("**For**")


def test_links_between_the_papers_lead_somewhere() -> None:
    papers = [*sources.ROOT.glob("*.md"), *(sources.ROOT / "docs").rglob("*.md")]
    broken = [
        f"{sources.shown(paper)}: {target}"
        for paper in papers
        for target in re.findall(r"\]\(([^)#\s]+)\)", paper.read_text(encoding="utf-8"))
        if "://" not in target
        and not target.startswith("mailto:")
        and not (paper.parent / target).exists()
    ]
    assert broken == []


def test_the_makefile_explains_itself() -> None:
    makefile = _read("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony is not None
    shown = subprocess.run(
        ["make", "help"], cwd=sources.ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [name for name in phony[1].split() if f"make {name}" not in shown] == []


def test_the_two_commands_need_nothing_that_only_the_ci_installs() -> None:
    recipes = _read("Makefile") + _read("deploy/setup-venv.sh")
    for tool in ("docker", "node", "npm", "yarn", "uv ", "poetry", "psql", "msgfmt", "curl"):
        assert tool not in recipes, tool
