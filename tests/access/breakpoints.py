"""The places where the rule is asked, found in the syntax tree, and how each is broken.

A place is a span of a file with the text that takes the rule out of it. Whoever adds a gate, a
`visible_to` or a policy adds a place without writing here.
"""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("community", "portal", "search")

# Calls that ask the rule, and what answers in their stead. `{args}` are the arguments.
CALLS = {
    "can_read": "(lambda *_: True)({args})",
    "readable_or_404": "__import__('tests.access.without_the_rule', fromlist=['x']).found({args})",
    "require": "(lambda *_: None)({args})",
    "ask": "(lambda *_: __import__('community.access.policy', fromlist=['x']).ALLOWED)({args})",
    "may_still_receive": "(lambda *_: True)({args})",
}
# Places that only tests with this engine notice; the variable says whether it is there.
ENGINES = {
    "search/backends/sqlite/": not os.environ.get("DATABASE_URL", "").startswith("postgres"),
    "search/backends/postgresql.py": os.environ.get("DATABASE_URL", "").startswith("postgres"),
    "search/backends/elastic/": bool(os.environ.get("ELASTICSEARCH_URL")),
}
# Clauses inside texts and set logic, each once in its file.
TEXTS = [
    (
        "search/backends/sqlite/rule.py",
        '        among("e.acl", scope.acl_ids),\n',
        "",
    ),
    (
        "search/backends/sqlite/rule.py",
        "scope.partitions.intersection(PARTITIONS)",
        "set(PARTITIONS)",
    ),
    (
        "search/backends/postgresql.py",
        "w.acl = ANY(%s) AND ",
        "%s::bigint[] IS NOT NULL AND ",
    ),
    (
        "search/backends/postgresql.py",
        "scope.partitions.intersection(PARTITIONS)",
        "set(PARTITIONS)",
    ),
    ("search/backends/elastic/bodies.py", "        q.Terms(acl=sorted(scope.acl_ids)),\n", ""),
    (
        "search/backends/elastic/engine.py",
        "scope.partitions.intersection(PARTITIONS)",
        "set(PARTITIONS)",
    ),
    (
        "search/hits.py",
        "registry.get(name).reread(viewer, uids)",
        "{u: __import__('search.registry', fromlist=['x']).Row(f'{u}', f'/x/{u}/') for u in uids}",
    ),
    (
        "search/suggesting.py",
        "registry.get(kind).reread(viewer, uids)",
        "{u: __import__('search.registry', fromlist=['x']).Row(f'{u}', f'/x/{u}/') for u in uids}",
    ),
    ("community/access/viewer.py", "WHERE h.person_id = %s AND", "WHERE %s > 0 AND"),
    (
        "community/access/viewer.py",
        "if standing_until is None or standing_until <= now:",
        "if False:",
    ),
    (
        "community/access/tokens.py",
        "if label == Label.RED:\n        return audience(label, {seat(",
        "if False:\n        return audience(label, {seat(",
    ),
    ("community/access/tokens.py", "if to.clients and label == Label.AMBER:", "if to.clients:"),
    (
        "community/access/tokens.py",
        "{Circle.PUBLIC: PUB, Circle.NETWORK: MEM}",
        "{c: PUB for c in Circle}",
    ),
    ("community/holdings.py", "kind=Lineage.Kind.SUCCESSION, ", ""),
    ("community/access/machine.py", ", partition__lte=deepest", ""),
    (
        "community/sso/adapter.py",
        "if not address or not speaks_for(provider, address):",
        "if not address:",
    ),
    ("community/access/viewer.py", " AND t.partition <= h.reach", ""),
    ("community/readers.py", ", reach__gte=Subquery(partition)", ""),
    ("community/readers.py", ", reach__gte=audience.partition", ""),
    (
        "community/holdings.py",
        "if (signed := asked.group_end(row.group_id, seat)) is None:",
        "if (signed := OPEN_END) is None:",
    ),
    ("community/middleware.py", " or not has_second_factor(request)", ""),
]


@dataclass(frozen=True)
class Place:
    """`old` at `start` of `path` becomes `new`."""

    path: str
    line: int
    what: str
    start: int
    old: str
    new: str

    @property
    def name(self) -> str:
        return f"{self.path}:{self.line} {self.what}"

    def broken(self, text: str) -> str:
        """The file's text with the rule taken out here."""
        return text[: self.start] + self.new + text[self.start + len(self.old) :]


def places(*, every_engine: bool = False) -> list[Place]:
    """The places of the tree, in order of file and line; of engines those that are here."""
    found = [place for path in _sources() for place in _in_file(path)]
    here = [each for each in TEXTS if every_engine or _asked_here(each[0])]
    found += [_in_text(path, old, new) for path, old, new in here]
    return sorted(found, key=lambda place: (place.path, place.line, place.what))


def _asked_here(path: str) -> bool:
    """Whether the engine of this file, if it is one's, answers in this run."""
    return all(here for engine, here in ENGINES.items() if path.startswith(engine))


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).parts
            if not {"migrations", "styleguide", "settings"} & set(parts):
                yield path


def _in_file(path: Path) -> Iterator[Place]:
    text = path.read_text()
    relative = str(path.relative_to(ROOT))
    offsets = _offsets(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from _of_call(node, text, relative, offsets)


def _of_call(node: ast.Call, text: str, path: str, offsets: list[int]) -> Iterator[Place]:
    whole = ast.get_source_segment(text, node) or ""
    start = _start(node, text, offsets)
    arguments = _arguments(node, text)
    if isinstance(node.func, ast.Attribute) and node.func.attr == "visible_to":
        inner = ast.get_source_segment(text, node.func.value) or ""
        yield Place(path, node.lineno, "visible_to", start, whole, f"{inner}.all()")
    elif isinstance(node.func, ast.Name) and node.func.id in CALLS:
        new = CALLS[node.func.id].format(args=arguments)
        yield Place(path, node.lineno, node.func.id, start, whole, new)
    elif isinstance(node.func, ast.Name) and node.func.id == "gate" and _guards(node):
        yield Place(path, node.lineno, f"gate {arguments}", start, whole, 'gate("public")')


def _guards(node: ast.Call) -> bool:
    first = node.args[0] if node.args else None
    return isinstance(first, ast.Constant) and first.value not in ("public", "debug")


def _arguments(node: ast.Call, text: str) -> str:
    parts = [*node.args, *node.keywords]
    return ", ".join(ast.get_source_segment(text, part) or "" for part in parts)


def _offsets(text: str) -> list[int]:
    """Where each line begins, in characters."""
    offsets = [0]
    for line in text.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    return offsets


def _start(node: ast.expr, text: str, offsets: list[int]) -> int:
    begin = offsets[node.lineno - 1]
    line = text[begin:].split("\n", 1)[0]
    return begin + len(line.encode()[: node.col_offset].decode())


def _in_text(path: str, old: str, new: str) -> Place:
    text = (ROOT / path).read_text()
    if text.count(old) != 1:
        raise LookupError(f"{path} no longer holds once: {old}")
    start = text.index(old)
    return Place(path, text[:start].count("\n") + 1, f"“{old.strip()[:40]}”", start, old, new)
