"""Text to terms: pure Python, the same for every engine. Nothing here knows Django."""

# Raise with every change of what a text is folded to; `search_rebuild` renews older entries.
ANALYZER_VERSION = 1
