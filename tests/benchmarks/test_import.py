"""How long the real advisories take to come in, beside a loop that only parses them."""

import io
import json
import time

import pytest
from django.core.management import call_command

from tests.portal.advisories.documents import real_files

LIMIT_SECONDS = 30


@pytest.mark.bench
@pytest.mark.django_db
def test_import_of_the_real_advisories() -> None:
    files = real_files()
    began = time.perf_counter()
    for path in files:
        json.loads(path.read_bytes())
    parsed = time.perf_counter()
    out = io.StringIO()
    folder = files[0].parent
    call_command("import_csaf", folder, publish=True, stdout=out, stderr=io.StringIO())
    seconds = time.perf_counter() - parsed
    print(
        f"\nimport of {len(files)} CSAF documents: {seconds:.1f} s (limit {LIMIT_SECONDS} s);"
        f" parsing them alone: {parsed - began:.2f} s"
    )
    assert f"{len(files)} new" in out.getvalue()
    assert seconds < LIMIT_SECONDS
