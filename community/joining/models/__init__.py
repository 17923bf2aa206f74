from .applications import Application, Knock, Link
from .rulings import Deputy, RuleChange
from .sponsorships import Sponsorship
from .vetting import Question, VoteNote

__all__ = [
    "Application",
    "Deputy",
    "Knock",
    "Link",
    "Question",
    "RuleChange",
    "Sponsorship",
    "VoteNote",
]
