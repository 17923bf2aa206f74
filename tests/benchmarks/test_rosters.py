"""What an import costs, beside a loop that only validates the same rows.

`ROSTER_ROWS` sets how many people are in the list (1,000 unless told; 10,000 is the figure of
the issue). Times are of the processor, since other work may share the machine.
"""

import os
import time
from collections.abc import Callable

import pytest

from community.people.models import Invitation
from community.rosters import deciding
from community.rosters.cleaning import clean
from community.rosters.models import Import
from community.rosters.uploading import read
from tests.community.rosters.lists import act, bring, firm, officer, some_people, work

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
ROWS = int(os.environ.get("ROSTER_ROWS", "1000"))


def seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def validate(data: bytes) -> None:
    """Reads the file and cleans every row: what no import can do without."""
    upload = read(Import.Kind.PEOPLE, data)
    for _number, cells in upload.sheet.rows:
        clean(upload.kind, upload.fields, cells)


@pytest.mark.parametrize("approved", [False, True])
def test_an_import_beside_a_loop_that_validates(approved: bool) -> None:
    place, one, other = firm(), officer(), officer()
    data = some_people(ROWS, place.name)
    alone = seconds(lambda: validate(data))
    uploaded: list[Import] = []
    upload = seconds(lambda: uploaded.append(bring(data, one)))
    roster = uploaded[0]
    check = seconds(lambda: work("rosters.check"))
    if approved:
        deciding.ask(roster, by=act(one))
        deciding.approve(roster, by=act(other))
    else:
        deciding.start(roster, by=act(one))
    make = seconds(lambda: work("rosters.run"))
    roster.refresh_from_db()
    assert roster.state == Import.State.DONE
    made = place.organisation.seats.count() if approved else Invitation.objects.count()
    assert made == ROWS
    print(
        f"\n{ROWS} people, {'approved' if approved else 'invited'}: validating alone {alone:.2f} s;"
        f" upload {upload:.2f} s ({upload / alone:.1f}x), check {check:.2f} s"
        f" ({check / alone:.1f}x), making {make:.2f} s ({make / alone:.0f}x,"
        f" {1000 * make / ROWS:.1f} ms a row)"
    )
