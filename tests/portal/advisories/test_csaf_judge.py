"""Our wrapper of the validator against the examples of the standard's own committee."""

import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import csaf
import pytest

from portal.advisories.csaf import read_csaf
from portal.advisories.csaf.judge import judge
from tests.portal.advisories.documents import as_bytes, document

CORPUS = Path(csaf.__file__).parent / "csaf" / "v20" / "data" / "mandatory"
FILES = sorted(CORPUS.glob("oasis_csaf_tc-csaf_2_0-2021-*.json"))
_NAME = re.compile(r"2021-((?:\d+-)+)(\d+)\.json$")


def _expected(path: Path) -> tuple[str, bool]:
    """Test id of the file (6.1.27.9), and whether the file is a good example."""
    match = _NAME.search(path.name)
    assert match is not None
    numbers = [str(int(part)) for part in match[1].strip("-").split("-")]
    return ".".join(numbers), int(match[2]) > 10


def test_the_corpus_is_there() -> None:
    assert len(FILES) == 147


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[-12:])
def test_good_examples_pass_and_bad_ones_fail(path: Path) -> None:
    test, good = _expected(path)
    verdict = judge(json.loads(path.read_bytes()))
    # 6.1.27.9 is reported as 6.1.27; bad examples of a few tests break the schema itself.
    family = ".".join(test.split(".")[:3])
    found = {finding.test for finding in verdict.mandatory}
    assert verdict.passed if good else bool(verdict.schema) or family in found


def test_a_good_document_passes() -> None:
    assert judge(document()).passed


def test_what_the_judge_says_is_shortened() -> None:
    doc = document()
    doc["document"]["lang"] = "x" * 10_000
    assert max(len(finding.message) for finding in judge(doc).schema) <= 301


def test_a_judge_that_stumbles_is_a_finding() -> None:
    # More digits than Python turns into a number: the package's rules raise on it.
    doc = document()
    doc["document"]["tracking"]["revision_history"][0]["number"] = "1" * 5000
    assert [finding.test for finding in judge(doc).mandatory] == ["judge"]
    assert [finding.test for finding in read_csaf(as_bytes(doc)).findings] == ["judge"]


def test_importing_the_package_sets_up_no_logging() -> None:
    program = (
        "import logging\n"
        "from portal.advisories.csaf.judge import _validate\n"
        "_validate()\n"
        "root = logging.getLogger()\n"
        "print(len(root.handlers), root.level)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["0", str(logging.WARNING)]
