"""The whole life of a membership, played in a browser: one module for each of its parts."""
