"""Pages of people. Reading goes through `reading`, writing through the verbs."""
