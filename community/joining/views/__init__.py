"""Pages of joining: the public ones, the sponsors', the office's."""
