"""How well and how fast things are found, measured on sentences that somebody hands in."""
