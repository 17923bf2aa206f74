"""The kernel: who may read what, and who may do what. Imports Django and nothing of ours."""
