"""What editors are told of a document's file."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.files.extraction.result import Problem

PROBLEMS: dict[str, str | Promise] = {
    Problem.ENCRYPTED: _("The file asks for a password, so search knows only its title."),
    Problem.BROKEN: _("The file is damaged, so search knows only its title."),
    Problem.KIND: _("Search reads PDF, DOCX, ODT and plain text; of this file it knows the title."),
    Problem.LIMIT: _("The file is larger than search reads, so search knows only its title."),
    Problem.LATE: _("Reading the file took too long, so search knows only its title."),
    Problem.EMPTY: _(
        "There is no text in the file, perhaps pictures of text; search knows only its title."
    ),
}
WAITING = _("The text of the file is about to be read for the search.")
CUT = _("Search knows the beginning of the text; the file is very long.")
