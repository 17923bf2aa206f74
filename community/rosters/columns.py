"""Which columns a file of each kind has, and by which headers they are known.

A header is compared without case, marks, blanks and script: "E-mail", "email" and "е-пошта"
are found whatever the spreadsheet made of them.
"""

from dataclasses import dataclass

from search.analysis.fold import fold

from .models import Import


@dataclass(frozen=True, slots=True)
class Column:
    """`longest` in characters; `example` goes into the sample file."""

    field: str
    en: str
    sr: str
    example: str
    required: bool = False
    longest: int = 200


_LANGUAGE = Column("language", "language", "језик", "sr", longest=10)
ORGANISATIONS = (
    Column("name", "name", "назив", "Енергана д.о.о.", required=True),
    Column("short_name", "short name", "скраћени назив", "Енергана", longest=60),
    Column("name_en", "name in English", "назив на енглеском", "Energana Ltd"),
    Column("kind", "kind", "врста", "company", required=True),
    Column("role", "role", "улога", "participant"),
    Column("sector", "sector", "сектор", "energy", longest=60),
    Column("country", "country", "држава", "RS", required=True),
    Column("registration_number", "registration number", "матични број", "20123456", longest=40),
    Column("address", "address", "адреса", "Немањина 1, Београд", longest=300),
    Column("website", "website", "веб-сајт", "https://energana.example"),
    Column("domains", "domains", "домени", "energana.example"),
    Column(
        "contact_name", "contact name", "име контакта", "Мила Јовић", required=True, longest=150
    ),
    Column(
        "contact_email",
        "contact e-mail",
        "е-пошта контакта",
        "mila@energana.example",
        required=True,
        longest=254,
    ),
    Column("contact_position", "contact position", "радно место контакта", "CISO", longest=150),
    Column("contact_phone", "contact phone", "телефон контакта", "011 123 4567", longest=40),
    _LANGUAGE,
    Column("uid", "uid", "уид", "", longest=36),
)
PEOPLE = (
    Column("name", "name", "име и презиме", "Мила Јовић", required=True, longest=150),
    Column("email", "e-mail", "е-пошта", "mila@energana.example", required=True, longest=254),
    Column("organisation", "organisation", "организација", "energana.example", required=True),
    Column("role", "role", "улога", "member"),
    Column("position", "position", "радно место", "Analyst", longest=150),
    Column("phone", "phone", "телефон", "011 123 4567", longest=40),
    _LANGUAGE,
)
_BY_KIND: dict[str, tuple[Column, ...]] = {
    Import.Kind.ORGANISATIONS: ORGANISATIONS,
    Import.Kind.PEOPLE: PEOPLE,
}


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of a kind, in the order of its sample file."""
    return _BY_KIND[kind]


def fields_of(kind: str, headers: list[str]) -> list[str]:
    """What each header of a file is for us; "" for what is not taken."""
    known = {}
    for column in columns_of(kind):
        for word in (column.field.replace("_", " "), column.en, column.sr):
            known[fold(word)] = column.field
    return [known.get(fold(header), "") for header in headers]


def missing_in(kind: str, fields: list[str]) -> list[Column]:
    """The columns without which a file of this kind says nothing."""
    return [one for one in columns_of(kind) if one.required and one.field not in fields]
