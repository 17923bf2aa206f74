"""A month of a small network: who is there, what arrives, how it is decided, what is checked."""
