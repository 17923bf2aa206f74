"""A person's copy as bytes: one ZIP with `data.json` and the files."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import gettext as _

from community.models import Person

from .holders import everything_about

FORMAT = 1


class _Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        return value.hex() if isinstance(value, bytes) else super().default(value)


def packed(person: Person, now: datetime) -> bytes:
    """The ZIP. Rows lie in `data.json` under the name of their table and relation."""
    whole = everything_about(person)
    data = {
        "format": FORMAT,
        "network": settings.NETWORK_ORIGIN,
        "made_at": now,
        "person": str(person.uid),
        "tables": whole.rows,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(data, cls=_Encoder, ensure_ascii=False, indent=1)
        _add(archive, "data.json", text.encode(), now)
        _add(archive, "README.txt", _read_me(person).encode(), now)
        for path, content in sorted(whole.files.items()):
            _add(archive, path, content, now)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, path: str, content: bytes, now: datetime) -> None:
    entry = zipfile.ZipInfo(path, now.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _read_me(person: Person) -> str:
    with translation.override(person.language):
        parts = [
            _("This is everything the network's portal keeps about you."),
            _("data.json holds one list for each table; posts/ holds what you wrote, as typed."),
            _("Other people are left out: their names, their votes, what they wrote."),
            _("Passwords, secrets of factors and keys of sessions are left out too."),
        ]
    return "\n\n".join(parts) + "\n"
