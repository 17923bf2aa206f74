"""Every part of the design in every state, under DEBUG only."""
