"""The desk: writing, reviewing and letting out, on pages."""
