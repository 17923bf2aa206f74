"""Wagtail's pages: their blocks, how they are served, in which languages and scripts."""
