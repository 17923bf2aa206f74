"""How readers see advisories: lists, pages, words for times, the reader's script."""
