"""What is wrong with a file or a row, in words; rows keep the codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FILE: dict[str, Promise] = {
    "not_text": gettext_lazy("This is no text file in the chosen encoding. Save it as CSV UTF-8."),
    "too_large": gettext_lazy("The file is larger than 10 MB."),
    "too_many_rows": gettext_lazy("The file has more than 20,000 rows. Divide it."),
    "too_many_columns": gettext_lazy("A row has more than 60 cells."),
    "line_too_long": gettext_lazy("A line is too long for a list."),
    "quote_open": gettext_lazy("A quotation mark is opened and never closed."),
    "quotes": gettext_lazy("A quotation mark stands where none may, or is never closed."),
    "empty": gettext_lazy("There is no row below the headers."),
    "doubled": gettext_lazy("Two columns have the same meaning."),
}
ROW: dict[str, Promise] = {
    "too_many_cells": gettext_lazy("more cells than headers"),
    "too_long": gettext_lazy("a cell is too long"),
    "control": gettext_lazy("a cell holds line breaks or control characters"),
    "no_name": gettext_lazy("the name is missing"),
    "no_email": gettext_lazy("the e-mail address is missing"),
    "no_contact": gettext_lazy("the contact’s name is missing"),
    "bad_email": gettext_lazy("this is no e-mail address"),
    "no_kind": gettext_lazy("the kind is missing"),
    "bad_kind": gettext_lazy("the kind is unknown"),
    "bad_role": gettext_lazy("the role is unknown"),
    "no_country": gettext_lazy("the country is missing"),
    "bad_country": gettext_lazy("the country is unknown"),
    "bad_sector": gettext_lazy("the sector is unknown"),
    "bad_domain": gettext_lazy("one of the domains is none, or belongs to everybody"),
    "bad_website": gettext_lazy("this is no web address"),
    "bad_language": gettext_lazy("the language is unknown"),
    "bad_uid": gettext_lazy("this is no uid"),
    "no_organisation": gettext_lazy("the organisation is missing"),
    "unknown_organisation": gettext_lazy("no organisation is known by this name"),
    "several_organisations": gettext_lazy("several organisations are known by this name"),
    "inactive_organisation": gettext_lazy("the organisation is not an active member"),
    "own": gettext_lazy("nobody imports themselves"),
    "account_closed": gettext_lazy("the account of this address cannot be given a seat"),
    "twice": gettext_lazy("the same as an earlier row of the file"),
    "there": gettext_lazy("is there already"),
    "seated": gettext_lazy("sits in this organisation already"),
    "invited": gettext_lazy("is invited already"),
    "error": gettext_lazy("could not be made; try again or tell the operator"),
}


def row_words(code: str) -> str:
    """What a row's code means."""
    return str(ROW.get(code, code)) if code else ""


def file_words(code: str, line: int = 0) -> str:
    """What is wrong with a file, with the line if one is known."""
    words = str(FILE[code])
    return f"{_('Line %(line)d:') % {'line': line}} {words}" if line else words
