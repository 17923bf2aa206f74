"""What decides the terms of a text beside the text: the rules, and the table of base forms."""

# Raise with every change of what a text is folded to; `search_rebuild` renews older entries.
ANALYZER_VERSION = 2

SIMPLEMMA_VERSION = "2.0.0"
TABLE_EDITION = f"{ANALYZER_VERSION}-{SIMPLEMMA_VERSION}"
