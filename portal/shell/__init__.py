"""What stands around every page: head, navigation, languages, foot, appearance."""

from .frame import Shell, shell

__all__ = ["Shell", "shell"]
